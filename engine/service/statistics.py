"""How routines have been followed: what histories sum up to, over all versions, where nobody is told of anybody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from engine.errors.person import NotYours
from engine.figures.statistics import Statistics
from engine.figures.tally import Tally
from engine.run import who
from engine.run.afterwards import FURTHEST_BACK
from engine.run.instance import Person
from engine.scenarios.coverage import Way
from engine.store.people import StoredPeople
from engine.store.port import Reader, Store
from engine.store.published import Published
from engine.stored.history import entry_of_row
from engine.values.days import whole_months


class Followed:
    """The engine's part for how routines have been followed."""

    def __init__(
        self, store: Store, published: Published, people: StoredPeople, clock: Callable[[], datetime]
    ) -> None:
        self._store, self._published, self._people, self._clock = store, published, people, clock

    def statistics(
        self, routine: str, since: datetime, until: datetime, person: Person | None, unit: str | None = None
    ) -> Statistics:
        """How the routine has been followed in the units that the person manages.

        Counted are the whole months that are over between `since` and `until`. `unit` narrows it to one of those.
        `person` None is whoever runs the database: all units. It is no reading of somebody's instance
        and is not written down as one: what a figure sums has at least `FEWEST_PEOPLE` behind it.
        Raises NotFound, NotYours.
        """
        newest = self._published.version(routine)
        units: set[str] | None = None if unit is None else {unit}
        if person is not None:
            managed = {each for _, each in person.grants if who.manages(newest, person, each)}
            units = managed if units is None else units & managed
            if not units:
                own = min((each for _, each in person.grants), default="")
                raise NotYours(who.titles(newest, newest.managers()), "role", unit or own)
        zone = self._published.library().context.zone
        return self._counted(newest.id, *whole_months(since, min(until, self._clock()), zone), units)

    def taken_since(self, routine: str, since: datetime) -> frozenset[Way]:
        """Every way of the routine that anybody has taken, in any unit: that somebody has, not how often. Raises NotFound."""
        return self._counted(self._published.version(routine).id, since, self._clock(), None).taken

    def _counted(self, routine: str, since: datetime, until: datetime, units: set[str] | None) -> Statistics:
        tally = Tally(routine, since, until, self._published.pinned, self._published.library().context.zone)

        def read(reader: Reader) -> Statistics:
            # What is registered afterwards came later than it was done.
            for link in reader.histories(routine, units, since, until + FURTHEST_BACK):
                entry = entry_of_row(link.case, link.content, link.format, self._people)
                if entry:
                    tally.add(link.case, entry.done_at, entry.command, entry.happened)
            return tally.statistics()

        return self._store.read(read)
