"""Real history counted: visits, people, time and ways of one routine, entry by entry, case by case."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from statistics import median

from engine.figures.statistics import FEWEST_PEOPLE, Figures, Statistics
from engine.model.routine import MAIN, End, Gateway, Routine, State
from engine.run.commands import Command, StartCase
from engine.run.instance import SYSTEM
from engine.run.outcome import Happened
from engine.run.trace import Chosen, chosen, undone
from engine.scenarios.coverage import Way, way_of


@dataclass(frozen=True, slots=True)
class _Visit:
    """A visit that goes on: of which state, in which flow, since when."""

    state: str
    flow: str
    since: datetime


Cell = tuple[str, int, int]
"""A unit, and a year and a month of the organisation's zone: the least that is counted together."""


@dataclass(slots=True)
class _Count:
    """What is behind one figure in one cell."""

    times: list[timedelta | None] = field(default_factory=list)
    people: set[str] = field(default_factory=set)

    def add(self, person: str, time: timedelta | None) -> None:
        self.times.append(time)
        self.people.add(person)


@dataclass(slots=True)
class _Entry:
    """What one entry came to, so that it can be taken back: the choices it took, what it counted, the visits it left and entered."""

    chosen: set[Chosen]
    counted: list[tuple[str | Way, Cell, str, timedelta | None]] = field(default_factory=list)
    left: dict[tuple[str, int], _Visit] = field(default_factory=dict)
    entered: list[tuple[str, int]] = field(default_factory=list)


@dataclass(slots=True)
class _Case:
    """What is known of a case while its entries come: whose it is, its instances of the routine and their open visits."""

    id: str
    unit: str = ""
    owner: str = ""
    digests: dict[str, str] = field(default_factory=dict)
    visits: dict[tuple[str, int], _Visit] = field(default_factory=dict)
    entries: list[_Entry] = field(default_factory=list)


class Tally:
    """Counts what the entries of a history tell of `routine` from `since` until just before `until`.

    Entries come case by case, each case from its beginning. `pinned` gives the version with a digest. What a person did
    counts as theirs, and what time did by itself as the case's owner's; what was taken back does not count.

    A figure is a sum over cells, each a month in a unit with enough people of its own behind it. So what is shown of different units and
    periods differs by whole cells: nothing of fewer people comes out by subtraction.
    """

    def __init__(
        self,
        routine: str,
        since: datetime,
        until: datetime,
        pinned: Callable[[str], Routine],
        zone: tzinfo = UTC,
    ) -> None:
        self.routine, self.since, self.until, self.pinned, self._zone = routine, since, until, pinned, zone
        self._case = _Case("")
        self._counts: dict[str | Way, dict[Cell, _Count]] = {}

    def add(self, case: str, at: datetime, command: Command, happened: Sequence[Happened]) -> None:
        """Count one entry of the history: its command and what happened."""
        if case != self._case.id:
            self._settle()
            self._case = _Case(case)
        here = self._case
        self._take_back(happened)
        here.entries.append(_Entry(chosen(happened)))
        subject = command.by.subject
        if isinstance(command, StartCase):
            here.owner, here.unit = subject, command.unit
            self._known(command.instance, command.routine, command.digest)
        person = here.owner if subject == SYSTEM.subject else subject
        counts = self.since <= at < self.until
        for each in happened:
            self._happened(each, at, person, counts)

    def statistics(self) -> Statistics:
        """The figures that may be shown."""
        self._settle()
        sums = {what: _sum(cells.values()) for what, cells in self._counts.items()}
        shown = {what: each for what, each in sums.items() if each.times}
        return Statistics(
            routine=self.routine,
            since=self.since,
            until=self.until,
            states={state: _figures(each) for state, each in shown.items() if isinstance(state, str)},
            ways={way: len(each.times) for way, each in shown.items() if isinstance(way, Way)},
            taken=frozenset(way for way in self._counts if isinstance(way, Way)),
        )

    def _known(self, instance: str, routine: str, digest: str) -> None:
        if routine == self.routine:
            self._case.digests[instance] = digest

    def _happened(self, each: Happened, at: datetime, person: str, counts: bool) -> None:
        here, kind, instance = self._case, each.kind, each.instance
        detail = each.detail or {}
        if kind == "child_started":
            self._known(detail["child"], detail["routine"], detail["digest"])
        elif kind == "handed_over":
            here.owner = detail["to"] if detail["from"] == here.owner else here.owner
        if instance not in here.digests:
            return
        routine = self.pinned(here.digests[instance])
        if kind == "entered":
            state = routine.states[each.state or ""]
            self._leave(routine, instance, state.flow, at, person, counts)
            here.visits[instance, each.visit or 0] = _Visit(state.id, state.flow, at)
            here.entries[-1].entered.append((instance, each.visit or 0))
        elif kind in ("ended", "cancelled"):
            self._leave(routine, instance, MAIN, at, person, counts and kind == "ended")
        way = way_of(routine, kind, each.state, each.choice, detail)
        if way is not None and counts:
            here.entries[-1].counted.append((way, self._cell(at), person, None))

    def _leave(
        self, routine: Routine, instance: str, flow: str, at: datetime, person: str, counts: bool
    ) -> None:
        """Close the visits of the flow and of the branches below it."""
        here = self._case
        left = [
            key
            for key, visit in here.visits.items()
            if key[0] == instance and flow in routine.lineage(visit.flow)
        ]
        for key in left:
            visit = here.entries[-1].left[key] = here.visits.pop(key)
            state = routine.states[visit.state]
            if counts and not isinstance(state, End):
                here.entries[-1].counted.append(
                    (visit.state, self._cell(at), person, _spent(state, max(at - visit.since, timedelta())))
                )

    def _take_back(self, happened: Sequence[Happened]) -> None:
        """Forget the entry that is taken back, and open what it left. What has been since stands."""
        here = self._case
        back = undone(happened, (each.chosen for each in reversed(here.entries)))
        if back is not None:
            entry = here.entries.pop(-back)
            here.visits.update(entry.left)
            for key in entry.entered:
                here.visits.pop(key, None)

    def _settle(self) -> None:
        """The case's last entry has come: nothing can be taken back any more."""
        for entry in self._case.entries:
            for what, cell, person, time in entry.counted:
                self._counts.setdefault(what, {}).setdefault(cell, _Count()).add(person, time)
        self._case.entries = []

    def _cell(self, at: datetime) -> Cell:
        day = at.astimezone(self._zone)
        return self._case.unit, day.year, day.month


def _sum(cells: Iterable[_Count]) -> _Count:
    """Of the cells that have enough people."""
    shown = [each for each in cells if len(each.people) >= FEWEST_PEOPLE]
    return _Count(
        [time for each in shown for time in each.times], {who for each in shown for who in each.people}
    )


def _figures(count: _Count) -> Figures:
    seconds = [each.total_seconds() for each in count.times if each is not None]
    return Figures(
        visits=len(count.times),
        people=len(count.people) // FEWEST_PEOPLE * FEWEST_PEOPLE,
        median=timedelta(seconds=median(seconds)) if seconds else None,
    )


def _spent(state: State, time: timedelta) -> timedelta | None:
    """A gateway takes no time: nothing is measured there."""
    return None if isinstance(state, Gateway) else time
