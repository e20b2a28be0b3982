"""In which order a document tells routines, and the states of each: a step, then what lies beside it, gathered in sections."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.model.numbering import after_events, beside, happy_path
from engine.model.routine import MAIN, Routine
from engine.values.texts import Text


def in_reading_order(routines: Sequence[Routine]) -> tuple[Routine, ...]:
    """Each routine before those that it begins; those that nobody begins in the order that they were given."""
    by_id = {routine.id: routine for routine in routines}
    begun = {other for routine in routines for other in routine.begins() if other != routine.id}
    first = [routine for routine in routines if routine.id not in begun]
    found: dict[str, Routine] = {}
    waiting = list(reversed([*first, *(each for each in routines if each not in first)]))
    while waiting:
        here = waiting.pop()
        if here.id not in found:
            found[here.id] = here
            waiting += [by_id[other] for other in reversed(list(here.begins())) if other in by_id]
    return tuple(found.values())


def in_order(routine: Routine, flow: str) -> tuple[str, ...]:
    """The states of the flow: along the happy path, each followed by what hangs from it; then what nothing leads to."""
    reached = [state for state, _ in _walk(routine, flow)]
    stray = [state for state in routine.flows[flow].states if state not in reached]
    return (*reached, *stray)


def by_section(routine: Routine, flow: str) -> dict[Text | None, tuple[str, ...]]:
    """Section → its states in order; the sections of the happy path come first, then those that lie beside it.

    A state without a section is in that of the state before it on its way.
    """
    sections: dict[str, Text | None] = {}
    inherited: Text | None = None
    for state, above in _walk(routine, flow):
        before = sections[above] if above else inherited
        sections[state] = routine.states[state].section or before
        if above is None:
            inherited = sections[state]
    found: dict[Text | None, list[str]] = {sections[state]: [] for state in happy_path(routine, flow)}
    for state in in_order(routine, flow):
        found.setdefault(sections.get(state, routine.states[state].section), []).append(state)
    return {section: tuple(states) for section, states in found.items()}


def _walk(routine: Routine, flow: str) -> Iterator[tuple[str, str | None]]:
    """Each state that is reached, with the one that it hangs from; None for those of the happy path, and for what follows an event."""
    tree = beside(routine, flow)
    roots = after_events(routine).values() if flow == MAIN else ()
    for state in (*happy_path(routine, flow), *roots):
        waiting: list[tuple[str, str | None]] = [(state, None)]
        while waiting:
            here, above = waiting.pop()
            yield here, above
            waiting += [(child, here) for child in reversed(tree[here])]
