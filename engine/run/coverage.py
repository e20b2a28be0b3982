"""Which choices, timers and outcomes of a routine the played scenarios take, and which none takes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from engine.routine import Routine, Step
from engine.run.instance import Case
from engine.run.outcome import Happened


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """Something that a scenario can take: a choice of a state (`state` is "" for `anytime` ones), a timer by its index, an outcome."""

    kind: Literal["choice", "timer", "outcome"]
    state: str
    id: str


def all_ways(routine: Routine) -> tuple[Way, ...]:
    """What there is to take, in the routine's order."""
    ways: list[Way] = []
    for state in routine.states.values():
        if isinstance(state, Step):
            ways += [Way(kind="choice", state=state.id, id=choice.id) for choice in state.choices]
        ways += [Way(kind="timer", state=state.id, id=str(timer.index)) for timer in state.timers]
    ways += [Way(kind="choice", state="", id=choice.id) for choice in routine.anytime]
    ways += [Way(kind="outcome", state="", id=outcome) for outcome in routine.outcomes()]
    return tuple(ways)


def taken_ways(routine: Routine, case: Case, happened: Iterable[Happened]) -> frozenset[Way]:
    """What of the routine was taken in a case, by any of the instances of the routine in it."""
    own = {instance.id for instance in case.instances.values() if instance.digest == routine.digest}
    anytime = {choice.id for choice in routine.anytime}
    ways: set[Way] = set()
    for each in happened:
        if each.instance not in own:
            continue
        detail = each.detail or {}
        if each.kind in ("chosen", "skipped") and each.choice is not None:
            ways.add(
                Way(kind="choice", state="" if each.choice in anytime else each.state or "", id=each.choice)
            )
        elif each.kind == "timer":
            ways.add(Way(kind="timer", state=each.state or "", id=str(detail["index"])))
        elif each.kind == "ended":
            ways.add(Way(kind="outcome", state="", id=str(detail["outcome"])))
    return frozenset(ways)
