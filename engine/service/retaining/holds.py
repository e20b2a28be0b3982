"""Holds: what is kept whatever its age, since somebody has said why; of a case, a routine or a person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from engine.errors.request import NotFound
from engine.errors.retention import PersonHeld
from engine.errors.value import FactsWrong
from engine.problems import nearest
from engine.said import Said
from engine.service.retaining.rules import held_by
from engine.store import tables
from engine.store.people import StoredPeople
from engine.store.port import Store, Transaction
from engine.store.published import Published
from engine.store.staged.changes import Changes, Row
from engine.values.sentences import sentence_read

LONGEST = 300
"""How long a reason may be: a sentence or two."""

Kind = Literal["case", "routine", "person"]

_MISSING = Said("Skriv varför, i en mening.", "Write why, in a sentence.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """What is held (`kind` and its id: a case's, a routine's, a person's subject), why and by whom; and who lifted it, and when."""

    id: str
    kind: Kind
    of: str
    reason: str
    by: str
    at: datetime
    lifted_by: str | None = None
    lifted_at: datetime | None = None


class Holds:
    """The engine's part for what is held. What it is asked is asked by whoever runs the database."""

    def __init__(
        self,
        store: Store,
        published: Published,
        people: StoredPeople,
        clock: Callable[[], datetime],
        new_id: Callable[[], str],
    ) -> None:
        self._store, self._published, self._people = store, published, people
        self._clock, self._new_id = clock, new_id

    def place(self, kind: Kind, of: str, reason: str, by: str) -> Hold:
        """Hold a case (by its own id or that of an instance of it), a routine's cases, or all that a person has been in.

        Nothing that is held is erased from the moment in which this returns. Raises NotFound where there is no such thing, or `by` is
        nobody who is known; FactsWrong where the reason can't be used.
        """
        said = sentence_read(reason, LONGEST, _MISSING)
        if isinstance(said, Said):
            raise FactsWrong({"reason": said})
        placed_by = known_number(self._people, by)
        row: Row = {
            "id": self._new_id(),
            "kind": kind,
            **dict.fromkeys(("case_id", "routine", "person", "lifted_by", "lifted_at")),
            "reason": said,
            "placed_by": placed_by,
            "placed_at": self._clock(),
        }
        if kind == "routine":
            row["routine"] = self._published.version(of).id
        elif kind == "person":
            row["person"] = known_number(self._people, of)

        def work(transaction: Transaction) -> Row:
            transaction.lock_holds()
            if kind == "case":
                row["case_id"] = _case(transaction, of)
            changes = Changes()
            changes.insert(tables.holds, row)
            transaction.flush(changes)
            return row

        return self._told(self._store.transact(work))

    def lift(self, id: str, by: str) -> Hold:
        """Hold it no more; it stands who did and when. Raises NotFound where nothing is held by that id, or `by` is not known."""
        lifted_by = known_number(self._people, by)

        def work(transaction: Transaction) -> Row:
            transaction.lock_holds()
            standing = {row["id"]: row for row in transaction.reader.holds() if row["lifted_at"] is None}
            if id not in standing:
                raise NotFound("hold", id, nearest(id, standing))
            row = {**standing[id], "lifted_by": lifted_by, "lifted_at": self._clock()}
            changes = Changes()
            changes.update(tables.holds, row)
            transaction.flush(changes)
            return row

        return self._told(self._store.transact(work))

    def listed(self, *, lifted: bool = False) -> list[Hold]:
        """What is held, the oldest first; with `lifted` also what was."""
        rows = self._store.read(lambda reader: reader.holds())
        return [self._told(row) for row in rows if lifted or row["lifted_at"] is None]

    def held_people(self) -> frozenset[int]:
        """The numbers of the people who are held."""
        return held_by(self._store.read(lambda reader: reader.holds())).people

    def check_may_be_forgotten(self, subject: str) -> None:
        """Raises PersonHeld where the person is held."""
        for each in self.listed():
            if each.kind == "person" and each.of == subject:
                raise PersonHeld(each.reason)

    def _told(self, row: Row) -> Hold:
        of = row["case_id"] or row["routine"] or self._people.subject(row["person"])
        lifted_by = row["lifted_by"]
        return Hold(
            id=row["id"],
            kind=row["kind"],
            of=of,
            reason=row["reason"],
            by=self._people.subject(row["placed_by"]),
            at=row["placed_at"],
            lifted_by=None if lifted_by is None else self._people.subject(lifted_by),
            lifted_at=row["lifted_at"],
        )


def known_number(people: StoredPeople, subject: str) -> int:
    """The number of somebody who is known. Raises NotFound."""
    number = people.find(subject)
    if number is None:
        raise NotFound("person", subject)
    return number


def _case(transaction: Transaction, id: str) -> str:
    """The id of the case that is called so, or that an instance which is called so belongs to. Raises NotFound."""
    if transaction.reader.case(id) is not None:
        return id
    found = transaction.reader.instance(id)
    if found is None:
        raise NotFound("case", id)
    return found[1].id
