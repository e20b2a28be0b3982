"""People who follow routines over HTTP: what a test says they do, by the words that they see."""

from __future__ import annotations

from itertools import count
from typing import Any

import httpx

PLAIN = False
"""For httpx' `verify`: all is plain HTTP on loopback, and loading certificates takes 30 ms for each client."""

_keys = count(1)


class Actor:
    """Somebody with a token. Speaks the language that the routines are written in."""

    def __init__(self, address: str, token: str | None, language: str = "sv") -> None:
        headers = {"Accept-Language": language}
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        self.http = httpx.Client(base_url=address, headers=headers, timeout=30, verify=PLAIN)

    def get(self, path: str, **headers: str) -> httpx.Response:
        """GET under /api/v1, or of a whole path that begins with two slashes."""
        return self.http.get(_whole(path), headers=headers)

    def post(self, path: str, content: Any = None, **headers: str) -> httpx.Response:
        """POST of JSON, or of nothing; `If_Match` is sent as If-Match."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.http.post(_whole(path), json=content, headers=sent)

    def put(self, path: str, content: Any) -> httpx.Response:
        """PUT of JSON."""
        return self.http.put(_whole(path), json=content)

    def starts(self, routine: str, **facts: Any) -> Run:
        """Starts a routine and follows it."""
        response = self.post("/instances", {"routine": routine, "facts": facts})
        assert response.status_code == 201, response.text
        return Run(self, response.json())

    def follows(self, instance: str) -> Run:
        """Opens an instance that is already there."""
        response = self.get(f"/instances/{instance}")
        assert response.status_code == 200, response.text
        return Run(self, response.json())

    def tasks(self) -> list[dict[str, Any]]:
        """The worklist."""
        found: list[dict[str, Any]] = self.get("/tasks").json()
        return found


class Run:
    """One instance as its actor sees it. Steps and choices are named by their titles and labels."""

    def __init__(self, actor: Actor, view: dict[str, Any]) -> None:
        self.actor, self.view = actor, view

    @property
    def id(self) -> str:
        """The instance's id."""
        return str(self.view["id"])

    @property
    def path(self) -> str:
        """The instance's address under /api/v1."""
        return f"/instances/{self.id}"

    @property
    def doing(self) -> list[str]:
        """The titles of the open steps."""
        return [step["title"] for step in self.view["steps"]]

    @property
    def ended(self) -> str | None:
        """The outcome, once there is one."""
        outcome: str | None = self.view["outcome"]
        return outcome

    def look(self) -> Run:
        """Reads the view anew."""
        self.view = self.actor.get(self.path).json()
        return self

    def offers(self, label: str) -> dict[str, Any]:
        """The choice with the label, in whichever open step it is."""
        return self._find(label)[1]

    def takes(self, label: str, **facts: Any) -> Run:
        """Takes the choice, with every checklist item ticked, seen at the revision of the latest view."""
        response = self.tries(label, **facts)
        assert response.status_code == 200, response.text
        self.view = response.json()
        return self

    def tries(self, label: str, checked: list[int] | None = None, **facts: Any) -> httpx.Response:
        """Asks for the choice, whatever the answer."""
        step, choice = self._find(label)
        everything = [item["item"] for item in step["checklist"]]
        return self.actor.post(
            f"{self.path}/choices",
            {
                "state": step["state"],
                "choice": choice["choice"],
                "facts": facts,
                "checked": everything if checked is None else checked,
            },
            If_Match=f'"{self.view["revision"]}"',
            Idempotency_Key=f"test-{next(_keys)}",
        )

    def child(self, routine: str) -> Run:
        """The latest instance of `routine` that this one has started or called."""
        found = [child for child in self.look().view["children"] if child["routine"] == routine]
        return self.actor.follows(found[-1]["id"])

    def _find(self, label: str) -> tuple[dict[str, Any], dict[str, Any]]:
        for step in self.view["steps"]:
            for choice in step["choices"]:
                if choice["label"] == label:
                    return step, choice
        raise AssertionError(f"”{label}” is not offered in {self.doing}")


def _whole(path: str) -> str:
    return path[1:] if path.startswith("//") else f"/api/v1{path}"
