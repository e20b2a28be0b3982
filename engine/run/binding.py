"""Which version of a routine a call or a start gets, and what of that which runs a new version does not reach."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from engine.model.contract import fits
from engine.model.routine import Call, Routine, Start
from engine.run.context import Library


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldBack:
    """`count` running instances of a version of a routine that do not get the version that was published of what they call.

    They go on with `gets`, an earlier version; None where no version fits: they will stand still where they call it.
    """

    routine: str
    version: int
    count: int
    gets: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadRunning:
    """`count` running instances of a version that can't be read, of which it is not known what they get."""

    routine: str
    version: int
    count: int


def version_for(caller: Routine, place: Call | Start, library: Library) -> Routine | None:
    """The newest published version that fits the caller; where none does, the newest. None where none is published.

    In the last case whatever does not fit is told where it is met: no value crosses without being read by the fact that receives it.
    """
    newest = library.latest(place.routine)
    if newest is None or fits(caller, place, newest):
        return newest
    earlier = map(library.pinned, library.older.get(place.routine, ()))
    return next((each for each in earlier if fits(caller, place, each)), newest)


def held_back(called: str, running: Iterable[tuple[Routine, int]], library: Library) -> Iterator[HeldBack]:
    """Of what runs (a version and how many follow it), that which does not get the newest version of `called`."""
    for caller, count in sorted(running, key=lambda each: (each[0].id, each[0].version)):
        for gets in sorted(_others(caller, called, library), key=lambda each: each or 0):
            yield HeldBack(routine=caller.id, version=caller.version, count=count, gets=gets)


def _others(caller: Routine, called: str, library: Library) -> frozenset[int | None]:
    """The versions of `called`, other than the newest, that the caller's places for it get; None for a place that no version fits."""
    found: set[int | None] = set()
    for place in caller.places():
        bound = version_for(caller, place, library) if place.routine == called else None
        if bound is None:
            continue
        if not fits(caller, place, bound):
            found.add(None)
        elif bound.digest != library.newest[called]:
            found.add(bound.version)
    return frozenset(found)
