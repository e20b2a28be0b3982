"""Which choices, ways of gateways, timers and outcomes of a routine the played scenarios take, and which none takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from engine.model.routine import Gateway, Routine, Step
from engine.run.instance import Case
from engine.run.outcome import Happened


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """Something that a scenario can take: a choice of a state (`state` is "" for `anytime` ones), a timer by its index, an outcome.

    A way of a gateway (`exit`) by its number from 0: only what is rehearsed tells which was taken, a history does not.
    """

    kind: Literal["choice", "exit", "timer", "outcome"]
    state: str
    id: str


def all_ways(routine: Routine) -> tuple[Way, ...]:
    """What there is to take, in the routine's order."""
    ways: list[Way] = []
    for state in routine.states.values():
        if isinstance(state, Step):
            ways += [Way(kind="choice", state=state.id, id=choice.id) for choice in state.choices]
        if isinstance(state, Gateway):
            ways += [Way(kind="exit", state=state.id, id=str(at)) for at in range(len(state.branches))]
        ways += [Way(kind="timer", state=state.id, id=str(timer.index)) for timer in state.timers]
    ways += [Way(kind="choice", state="", id=choice.id) for choice in routine.anytime]
    ways += [Way(kind="outcome", state="", id=outcome) for outcome in routine.outcomes()]
    return tuple(ways)


def taken_ways(routine: Routine, case: Case, happened: Iterable[Happened]) -> frozenset[Way]:
    """What of the routine was taken in a case, by any of the instances of the routine in it."""
    own = {instance.id for instance in case.instances.values() if instance.digest == routine.digest}
    found = (
        way_of(routine, each.kind, each.state, each.choice, each.detail)
        for each in happened
        if each.instance in own
    )
    return frozenset(way for way in found if way is not None)


def way_of(
    routine: Routine, kind: str, state: str | None, choice: str | None, detail: Mapping[str, Any] | None
) -> Way | None:
    """The way that was taken when that happened; None where it was none. The parts are those of `Happened`."""
    detail = detail or {}
    if kind in ("chosen", "skipped") and choice is not None:
        anytime = any(each.id == choice for each in routine.anytime)
        return Way(kind="choice", state="" if anytime else state or "", id=choice)
    if kind == "entered" and "exit" in detail:
        return Way(kind="exit", state=state or "", id=str(detail["exit"]))
    if kind == "timer":
        return Way(kind="timer", state=state or "", id=str(detail["index"]))
    if kind == "ended":
        return Way(kind="outcome", state="", id=str(detail["outcome"]))
    return None
