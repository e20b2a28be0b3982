"""The states of a canonical document laid side by side, each with where it stands and what follows it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from typing import Any

from engine.model.kinds import KINDS, Kind
from engine.stored.canonical import Canonical

MAIN = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A state: its flow (main, or a branch as its together state and its own name), the one before it there, its body
    without the states of its branches, and its path in the document.
    """

    flow: tuple[str, ...]
    previous: str | None
    body: Mapping[str, Any]
    path: tuple[str, ...]


def placed(document: Canonical) -> dict[str, Placed]:
    """All states of the document by id, in its order."""
    found: dict[str, Placed] = {}

    def gather(states: Mapping[str, Any], flow: tuple[str, ...], path: tuple[str, ...]) -> None:
        previous = None
        for id, state in states.items():
            branches = state.get("together", {})
            without = {
                name: {key: value for key, value in branch.items() if key != "states"}
                for name, branch in branches.items()
            }
            body = {**state, "together": without} if branches else state
            found[id] = Placed(flow=flow, previous=previous, body=body, path=(*path, id))
            for name, branch in branches.items():
                gather(branch["states"], (id, name), (*path, id, "together", name, "states"))
            previous = id

    gather(document["states"], MAIN, ("states",))
    return found


def kind_of(body: Mapping[str, Any]) -> Kind:
    """The kind of the state with this body."""
    return next((kind for key, kind in KINDS.items() if key in body), KINDS["step"])


def main_way(body: Mapping[str, Any]) -> str | None:
    """The state that mostly follows: the main choice's, the way on, a gateway's else."""
    choices = list(body.get("choices", {}).values())
    if choices:
        chosen = next((each for each in choices if each.get("main")), choices[0])
        to: str | None = chosen.get("to")
        return to
    ways = body.get("choose", ())
    return ways[-1].get("else") if ways else body.get("to")


def follows(
    before: Mapping[str, Placed], after: Mapping[str, Placed]
) -> Callable[[str | None, str | None], bool]:
    """Whether a way that led to the first and now leads to the second does so only because of states that are new or gone."""
    gone, come = before.keys() - after.keys(), after.keys() - before.keys()
    beyond_gone, beyond_come = _beyond(before, gone), _beyond(after, come)
    return lambda was, now: (was in gone or now in come) and beyond_gone(was) == beyond_come(now)


def _beyond(states: Mapping[str, Placed], passing: Set[str]) -> Callable[[str | None], str | None]:
    """From a target to where one comes by the main way when the states of `passing` are only passed through."""
    known: dict[str | None, str | None] = {}

    def follow(target: str | None) -> str | None:
        walked: dict[str, None] = {}
        while target is not None and target in passing and target not in known and target not in walked:
            walked[target] = None
            target = main_way(states[target].body) or target
        if target in walked:  # it ends here, or goes round: whoever is on that round comes back to itself
            round_ = list(walked)[list(walked).index(target) :]
            known.update(zip(round_, round_, strict=True))
        end = known.get(target, target)
        for each in walked:
            known.setdefault(each, end)
        return end

    return follow
