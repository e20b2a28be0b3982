"""The states of a canonical document laid side by side, each with where it stands."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import Any

from engine.stored.routine import Canonical

MAIN = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A state: its flow (main, or a branch as its together state and its own name), its body without the states of its
    branches, and its path in the document.
    """

    flow: tuple[str, ...]
    body: Mapping[str, Any]
    path: tuple[str, ...]

    @property
    def kind(self) -> str:
        """The key that tells the kind; `step` where none does."""
        return next(
            (key for key in ("choose", "call", "together", "wait", "do", "end") if key in self.body), "step"
        )


def placed(document: Canonical) -> dict[str, Placed]:
    """All states of the document by id, in its order."""
    found: dict[str, Placed] = {}

    def gather(states: Mapping[str, Any], flow: tuple[str, ...], path: tuple[str, ...]) -> None:
        for id, state in states.items():
            branches = state.get("together", {})
            without = {
                name: {key: value for key, value in branch.items() if key != "states"}
                for name, branch in branches.items()
            }
            body = {**state, "together": without} if branches else state
            found[id] = Placed(flow=flow, body=body, path=(*path, id))
            for name, branch in branches.items():
                gather(branch["states"], (id, name), (*path, id, "together", name, "states"))

    gather(document["states"], MAIN, ("states",))
    return found


def main_way(body: Mapping[str, Any]) -> str | None:
    """The state that mostly follows: the main choice's, the way on, a gateway's else."""
    choices = list(body.get("choices", {}).values())
    if choices:
        chosen = next((each for each in choices if each.get("main")), choices[0])
        to: str | None = chosen.get("to")
        return to
    ways = body.get("choose", ())
    return ways[-1].get("else") if ways else body.get("to")


def beyond(target: str | None, states: Mapping[str, Placed], passing: Set[str]) -> str | None:
    """Where one comes from `target` by the main way when the states of `passing` are only passed through."""
    seen: set[str] = set()
    while target is not None and target in passing and target not in seen:
        seen.add(target)
        onward = main_way(states[target].body)
        if onward is None:
            break
        target = onward
    return target
