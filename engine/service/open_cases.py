"""All that a unit has open, to be printed: for its managers, and for whoever runs the database."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from engine.errors.stored import Unreadable
from engine.model.routine import Routine
from engine.run.instance import Instance, Person
from engine.service.cursor import LAST, MOST, read_place
from engine.service.people.managing import check_manages
from engine.service.people.register import Register
from engine.service.records import Records
from engine.store.port import Store
from engine.store.published import Published
from engine.stored.people import NO_NUMBER


@dataclass(frozen=True, slots=True)
class OpenCase:
    """A routine that runs, and the version that it is pinned to."""

    routine: Routine
    instance: Instance


@dataclass(frozen=True, slots=True)
class OpenCases:
    """All of a unit, what is due first before what began first. `names`: subject → name, of those who have one.

    `unreadable`: how many could not be read, and are not among them.
    """

    cases: tuple[OpenCase, ...]
    names: Mapping[str, str]
    unreadable: int


class UnitsOpen:
    """The engine's part that tells it. `note` writes down who has read."""

    def __init__(
        self,
        store: Store,
        published: Published,
        records: Records,
        people: Register,
        note: Callable[[str, str, str], None],
    ) -> None:
        self._store, self._published, self._records = store, published, records
        self._people, self._note = people, note

    def of(self, unit: str, person: Person | None) -> OpenCases:
        """What is open in the unit, each written down as read by the person; `person` None is whoever runs the database.

        Raises NotYours where the person does not manage the unit.
        """
        if person is not None:
            check_manages(person, unit, self._published.newest()[0])
        found, unreadable = list[OpenCase](), 0
        for id in self._ids(unit):
            try:
                instance = self._records.found(id)
                if instance is not None and instance.status == "running":
                    found.append(OpenCase(self._published.pinned(instance.digest), instance))
            except Unreadable:
                unreadable += 1
        if person is not None:
            for each in found:
                self._note(person.subject, each.instance.id, "view")
        names = self._people.names({subject for each in found for subject in _people_of(each.instance)})
        return OpenCases(tuple(sorted(found, key=_first_due)), names, unreadable)

    def units(self) -> frozenset[str]:
        """The units where something runs."""
        return frozenset(self._store.read(lambda reader: reader.units_running()))

    def _ids(self, unit: str) -> list[str]:
        ids: list[str] = []
        before = read_place(None, LAST)
        while True:
            rows = self._store.read(
                lambda reader, before=before: reader.instances_of(NO_NUMBER, {unit}, True, before, MOST)  # type: ignore[misc]
            )
            ids += [row["id"] for row in rows]
            if len(rows) < MOST:
                return ids
            before = (rows[-1]["started_at"], rows[-1]["id"])


def _first_due(case: OpenCase) -> tuple[bool, object, str]:
    due = min((timer.due for timer in case.instance.timers), default=None)
    return due is None, due or case.instance.started_at, case.instance.id


def _people_of(instance: Instance) -> set[str]:
    taken = {token.taken_by for token in instance.tokens.values() if token.taken_by is not None}
    return {instance.owner, *taken}
