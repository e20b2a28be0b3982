"""What is certainly passed when an instance is where it is, as far as the routine alone tells."""

from __future__ import annotations

from engine.model.routine import MAIN, Routine
from engine.model.usual import moves_of
from engine.run.instance import Instance


def passed(routine: Routine, instance: Instance) -> frozenset[str]:
    """The states that every way from the start to the instance's active states goes through.

    A state that can be gone around is not among them, even if this instance has been there.
    """
    found: set[str] = set()
    for token in instance.tokens.values():
        here: str | None = token.state
        while here is not None:
            flow = routine.states[here].flow
            found |= _before(routine, flow, here)
            here = routine.flows[flow].parent
            if here is not None and here in routine.states:
                found.discard(here)
    return frozenset(found - {token.state for token in instance.tokens.values()})


def _before(routine: Routine, flow: str, target: str) -> set[str]:
    """The states of the flow without which `target` can't be reached: its dominators. `anytime` jumps free all of `main`."""
    if flow == MAIN and any(choice.move.to for choice in routine.anytime):
        return set()
    start = routine.flows[flow].initial
    return {
        state
        for state in routine.flows[flow].states
        if state != target and target not in _reached(routine, flow, start, without=state)
    }


def _reached(routine: Routine, flow: str, start: str, *, without: str) -> set[str]:
    waiting, seen = ([] if start == without else [start]), {without}
    while waiting:
        here = waiting.pop()
        if here in seen:
            continue
        seen.add(here)
        waiting += [move.to for move in moves_of(routine.states[here]) if move.flow == flow and move.to]
    return seen - {without}
