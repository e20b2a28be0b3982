"""Which version of a routine a call or a start gets."""

from __future__ import annotations

from engine.contract import fits
from engine.routine import Call, Routine, Start
from engine.run.context import Library


def version_for(caller: Routine, place: Call | Start, library: Library) -> Routine | None:
    """The newest published version that fits the caller; where none does, the newest. None where none is published.

    In the last case whatever does not fit is told where it is met: no value crosses without being read by the fact that receives it.
    """
    newest = library.latest(place.routine)
    if newest is None or fits(caller, place, newest):
        return newest
    earlier = map(library.pinned, library.older.get(place.routine, ()))
    return next((each for each in earlier if fits(caller, place, each)), newest)
