"""What a phone is to keep of an instance, for when it has no signal: where the routine is, and where each choice leads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from engine.run.ahead import Way, ahead
from engine.run.instance import Case, Person
from engine.service.records import Records
from engine.service.told import explained
from engine.store.published import Published


@dataclass(frozen=True, slots=True)
class PlaceAhead:
    """A place as `records.view` would tell it, without timers and what can be taken back; the ways on from it, by (state, choice)."""

    view: Mapping[str, Any]
    ways: Mapping[tuple[str, str], Way]


class WayAhead:
    """The engine's part that works it out."""

    def __init__(self, records: Records, published: Published, clock: Callable[[], datetime]) -> None:
        self._records, self._published, self._clock = records, published, clock

    def of(self, id: str, person: Person, language: str = "sv") -> list[PlaceAhead]:
        """The places that the person's choices lead to, the present one first. Raises NotFound, NotYours."""
        routine, instance = self._records.instance(id, person)
        library, now = self._published.library(), self._clock()
        case = Case(id=instance.case)
        return [
            PlaceAhead(
                explained(library, replace(place.instance, timers=()), case, person, language, now),
                place.ways,
            )
            for place in ahead(routine, instance, person, now, library.context)
        ]
