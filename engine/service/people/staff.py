"""A manager's own people: who is added to the unit, with which role, and whose role is taken away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from engine.errors.request import NotFound
from engine.model.routine import Routine
from engine.run.instance import Person
from engine.service.people.entry import Entry, Grant
from engine.service.people.granting import Hand
from engine.service.people.managing import check_may_give, managed_units
from engine.store import tables
from engine.store.grounds import REGISTER
from engine.store.people import StoredPeople
from engine.store.port import Store, Transaction
from engine.store.staged.changes import Changes


class Staff:
    """The engine's part by which managers see to who works in their units."""

    def __init__(
        self,
        store: Store,
        people: StoredPeople,
        routines: Callable[[], Sequence[Routine]],
        clock: Callable[[], datetime],
    ) -> None:
        self._store, self._people, self._routines, self._clock = store, people, routines, clock

    def give(self, by: Person, entry: Entry) -> None:
        """Adds somebody, or a role of theirs: the entry's grants beside those that they have. Name and addresses of somebody who holds
        something elsewhere stay as they are.

        Raises:
            NotYours: `by` does not manage one of the units.
            FactsWrong: a role is none that a manager gives.
        """
        routines = self._routines()
        for grant in entry.grants:
            check_may_give(by, grant, routines)
        self._people.know([entry.subject, by.subject], self._clock())
        hand = self._hand(by)
        managed = managed_units(by, routines)

        def work(transaction: Transaction) -> None:
            changes = Changes()
            (row,) = transaction.reader.people_called([entry.subject])
            there = transaction.reader.grants_of([row["number"]])
            if all(each["unit"] in managed for each in there):
                told = {"name": entry.name, "mail": entry.mail, "phone": entry.phone}
                changes.update(tables.people, {**row, **{name: said for name, said in told.items() if said}})
            written = {(each["role"], each["unit"]) for each in there if each["given_by"] == REGISTER}
            for grant in sorted(entry.grants - written):
                hand.gives(changes, row["number"], grant)
            transaction.flush(changes)

        self._store.transact(work)

    def take(self, by: Person, subject: str, grant: Grant) -> None:
        """Takes a role away that was written down. Raises NotYours, FactsWrong as `give`, and NotFound where it is not held so."""
        check_may_give(by, grant, self._routines())
        number = self._people.find(subject)
        rows = () if number is None else self._store.read(lambda reader: reader.grants_of([number]))
        held = [row for row in rows if (row["role"], row["unit"], row["given_by"]) == (*grant, REGISTER)]
        if not held:
            raise NotFound("person", subject)
        self._people.know([by.subject], self._clock())
        changes = Changes()
        self._hand(by).takes(changes, held[0])
        self._store.write(changes)

    def _hand(self, by: Person) -> Hand:
        return Hand(by=self._people.number(by.subject), at=self._clock())
