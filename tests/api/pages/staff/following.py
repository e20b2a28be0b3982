"""An open page's connection, as a browser keeps it: the events that come, one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from tests.api.pages.staff.phone import Phone


class Events:
    """What has come so far is taken away by each question."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines

    def next(self) -> str | None:
        """The next event's name; waits for it. None where the server has ended."""
        for line in self._lines:
            if line.startswith("event: "):
                return line.removeprefix("event: ")
        return None


@contextmanager
def following(phone: Phone, path: str, seen: str = "") -> Iterator[Events]:
    """The phone's page follows, with what it shows; it is heard already."""
    with phone.http.stream(
        "GET", path, params={"seen": seen}, headers={"Accept": "text/event-stream"}
    ) as response:
        assert response.status_code == 200, response.read()
        assert response.headers["content-type"].startswith("text/event-stream")
        events = Events(response.iter_lines())
        assert events.next() == "here"
        yield events
