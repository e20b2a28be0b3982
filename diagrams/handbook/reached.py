"""What has always been met, and what has always been done, before a state of the main flow is reached."""

from __future__ import annotations

from collections.abc import Iterator

from engine.numbering import main_choice, ways
from engine.routine import MAIN, End, Move, Routine, Step, Together


def always_met(routine: Routine, state: str) -> tuple[str, ...]:
    """The states of the main flow that every way from the start to `state` passes, in the order of the file.

    Every way counts: choices, answers, timers, what can happen at any time, and what leaves a branch of a `together`.
    """
    others = (each for each in routine.flows[MAIN].states if each != state)
    return tuple(each for each in others if state not in _reached(routine, closed=each))


def always_done(routine: Routine, state: str) -> tuple[str, ...]:
    """The steps of the main flow whose main choice is taken on every way to `state`: a step that can be left otherwise may not be done."""
    steps = [routine.states[each] for each in routine.flows[MAIN].states if each != state]
    found = []
    for step in steps:
        choice = main_choice(step) if isinstance(step, Step) else None
        if choice and state not in _reached(routine, barred=choice.move):
            found.append(step.id)
    return tuple(found)


def _reached(routine: Routine, *, closed: str | None = None, barred: Move | None = None) -> set[str]:
    """The states that can be reached from the start without passing the state `closed` or taking the move `barred`."""
    found: set[str] = set()
    waiting = [routine.flows[MAIN].initial]
    while waiting:
        here = waiting.pop()
        if here != closed and here not in found:
            found.add(here)
            moves = (move for move in _moves(routine, here) if move is not barred)
            waiting.extend(move.to for move in moves if move.to is not None and move.flow == MAIN)
    return found


def _moves(routine: Routine, state: str) -> Iterator[Move]:
    here = routine.states[state]
    yield from ways(here)
    if isinstance(here, Together):
        for inner in _inside(routine, here):
            yield from ways(routine.states[inner])
    if not isinstance(here, End):
        yield from (choice.move for choice in routine.anytime)


def _inside(routine: Routine, together: Together) -> Iterator[str]:
    """The states of the branches, and of the branches within them."""
    for flow in together.flows:
        for state in routine.flows[flow].states:
            yield state
            here = routine.states[state]
            if isinstance(here, Together):
                yield from _inside(routine, here)
