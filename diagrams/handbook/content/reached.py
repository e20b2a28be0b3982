"""What has always been met, and what has always been done, before a state of the main flow is reached."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from engine.model.routine import MAIN, End, Move, Routine, Step, Together
from engine.model.usual import main_choice, ways

_DONE = " done"
"""Added to a step's id, it names the taking of the step's main choice: a place that is passed, as the step itself."""


def always_met(routine: Routine, state: str) -> tuple[str, ...]:
    """The states of the main flow that every way from the start to `state` passes, in the order of the file.

    Every way counts: choices, answers, timers, what can happen at any time, and what leaves a branch of a `together`.
    """
    passed = _always_passed(routine).get(state, frozenset())
    return tuple(each for each in routine.flows[MAIN].states if each in passed and each != state)


def always_done(routine: Routine, state: str) -> tuple[str, ...]:
    """The steps of the main flow whose main choice is taken on every way to `state`: a step that can be left otherwise may not be done."""
    passed = _always_passed(routine).get(state, frozenset())
    return tuple(each for each in routine.flows[MAIN].states if each + _DONE in passed and each != state)


@lru_cache(maxsize=32)
def _always_passed(routine: Routine) -> Mapping[str, frozenset[str]]:
    """For each place that can be reached, those that every way to it passes, itself among them: its dominators.

    A place's are what those of all places just before it have in common; looked up again until nothing changes.
    """
    onward = _onward(routine)
    start = routine.flows[MAIN].initial
    order = _in_order(onward, start)
    bits = {place: 1 << index for index, place in enumerate(order)}
    before: dict[str, list[str]] = {place: [] for place in order}
    for place in order:
        for target in onward[place]:
            before[target].append(place)
    passed = dict.fromkeys(order, (1 << len(order)) - 1) | {start: bits[start]}
    changed = True
    while changed:
        changed = False
        for place in order[1:]:
            common = passed[before[place][0]]
            for each in before[place][1:]:
                common &= passed[each]
            if passed[place] != common | bits[place]:
                passed[place], changed = common | bits[place], True
    return {place: frozenset(each for each in order if bits[each] & passed[place]) for place in order}


def _onward(routine: Routine) -> Mapping[str, list[str]]:
    """Place → the places that a way leads to from it."""
    found: dict[str, list[str]] = {}
    for state in routine.flows[MAIN].states:
        found[state] = []
        here = routine.states[state]
        choice = main_choice(routine, here) if isinstance(here, Step) else None
        for move in _moves(routine, state):
            if move.to is None or move.flow != MAIN:
                continue
            if choice and move is choice.move:
                found[state].append(state + _DONE)
                found[state + _DONE] = [move.to]
            else:
                found[state].append(move.to)
    return found


def _in_order(onward: Mapping[str, list[str]], start: str) -> list[str]:
    """The places that can be reached, each as late as may be after those that lead to it."""
    left: list[str] = []
    met = {start}
    waiting: list[tuple[str, Iterator[str]]] = [(start, iter(onward[start]))]
    while waiting:
        place, further = waiting[-1]
        following = next((each for each in further if each not in met), None)
        if following is None:
            left.append(place)
            waiting.pop()
        else:
            met.add(following)
            waiting.append((following, iter(onward[following])))
    return left[::-1]


def _moves(routine: Routine, state: str) -> Iterator[Move]:
    here = routine.states[state]
    yield from ways(routine, here)
    for inner in inside(routine, state):
        yield from ways(routine, routine.states[inner])
    if not isinstance(here, End):
        yield from (choice.move for choice in routine.anytime)


def inside(routine: Routine, state: str) -> Iterator[str]:
    """The states of what is done side by side in the state, and of the branches within them; none in any other state."""
    here = routine.states[state]
    for flow in here.flows if isinstance(here, Together) else ():
        for inner in routine.flows[flow].states:
            yield inner
            yield from inside(routine, inner)
