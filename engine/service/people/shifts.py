"""Whoever has no account is let in for a shift: a manager gives a code, which is used once, and it is written who let in whom."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from engine.errors.request import NotFound
from engine.errors.value import FactsWrong
from engine.model.routine import Routine
from engine.run.instance import Person
from engine.said import Said
from engine.service.people import slow_hash
from engine.service.people.entry import Grant, name_read
from engine.service.people.granting import grant_row
from engine.service.people.managing import check_may_give, managed_units
from engine.store import tables
from engine.store.grounds import SHIFT
from engine.store.people import StoredPeople
from engine.store.port import Store, Transaction
from engine.store.staged.changes import Changes, Row

CODE_LASTS = timedelta(hours=1)
"""How long a code waits to be used."""

LONGEST_SHIFT = timedelta(hours=16)

_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without those that are taken for each other."""

_LENGTH = 8

_HANDLE = 2
"""So many of its letters a code is found by; the others are its secret, of thirty bits."""

_TOLD, _TOLD_FOR = 50, timedelta(days=7)
"""How many a unit's list has at the most, and how far back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A code that was just made. It is kept nowhere: `text` is shown this once, as «K7RM 4QXD»."""

    text: str
    works_until: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LetIn:
    """Somebody who was let in, or still may come. `used_at`: when they came; None: not yet, or never."""

    id: str
    subject: str
    role: str
    unit: str
    by: str
    made_at: datetime
    works_until: datetime
    used_at: datetime | None
    ends_at: datetime


class Shifts:
    """The engine's part that lets people in for a shift."""

    def __init__(
        self,
        store: Store,
        people: StoredPeople,
        routines: Callable[[], Sequence[Routine]],
        clock: Callable[[], datetime],
    ) -> None:
        self._store, self._people, self._routines, self._clock = store, people, routines, clock

    def let_in(self, by: Person, name: str, grant: Grant, until: datetime) -> Code:
        """A code for somebody who is called that, to be used once within an hour; whoever uses it has the role until `until`.

        Raises:
            NotYours: `by` does not manage the unit.
            FactsWrong: by `name`, `role` or `until`.
        """
        check_may_give(by, grant, self._routines())
        now = self._clock()
        _check(name, until, now)
        subject = f"pass-{secrets.token_hex(6)}"
        self._people.know([subject, by.subject], now)
        number = self._people.number(subject)
        code = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
        role, unit = grant
        works_until = min(now + CODE_LASTS, until)
        row = {
            "id": secrets.token_hex(10),
            "handle": code[:_HANDLE],
            "hash": slow_hash.kept(code[_HANDLE:]),
            "person": number,
            "role": role,
            "unit": unit,
            "given_by": self._people.number(by.subject),
            "made_at": now,
            "works_until": works_until,
            "used_at": None,
            "ends_at": until,
        }

        def work(transaction: Transaction) -> None:
            changes = Changes()
            changes.insert(tables.shifts, row)
            for known in transaction.reader.people_called([subject]):
                changes.update(tables.people, {**known, "name": name.strip()})
            transaction.flush(changes)

        self._store.transact(work)
        text = f"{code[: _LENGTH // 2]} {code[_LENGTH // 2 :]}"
        return Code(text=text, works_until=works_until, ends_at=until)

    def use(self, code: str) -> LetIn | None:
        """Whoever the code lets in, from now on; None where it lets in nobody (any more)."""
        letters = "".join(each for each in code.upper() if each not in " -\u00a0")
        if len(letters) != _LENGTH or any(each not in _LETTERS for each in letters):
            return None
        now = self._clock()
        waiting = self._store.read(lambda reader: reader.waiting_codes(letters[:_HANDLE], now))
        for each in waiting:
            if slow_hash.is_right(letters[_HANDLE:], each["hash"]):
                row = self._store.transact(partial(_use, hash=each["hash"], now=now))
                return self._told(row) if row else None
        return None

    def of_unit(self, by: Person, unit: str) -> list[LetIn]:
        """Who has been let in to the unit in the last week, the latest first. Raises NotFound where `by` does not manage it."""
        if unit not in managed_units(by, self._routines()):
            raise NotFound("unit", unit)
        since = self._clock() - _TOLD_FOR
        rows = self._store.read(lambda reader: reader.shifts_of(unit, since, _TOLD))
        return [self._told(row) for row in rows]

    def end(self, by: Person, id: str) -> None:
        """Ends a shift early, or a code that has not been used. Raises NotFound where `by` manages no unit with such a one."""
        units = managed_units(by, self._routines())
        now = self._clock()

        def work(transaction: Transaction) -> bool:
            row = transaction.reader.shift(id)
            if row is None or row["unit"] not in units:
                return False
            changes = Changes()
            ends = {
                "ends_at": min(row["ends_at"], now),
                "works_until": min(row["works_until"], now),
                "handle": None,
                "hash": None,
            }
            changes.update(tables.shifts, {**row, **ends})
            changes.delete(tables.grants, grant_row(row["person"], (row["role"], row["unit"]), SHIFT, None))
            transaction.flush(changes)
            transaction.end_sessions("person", row["person"])
            return True

        if not self._store.transact(work):
            raise NotFound("shift", id)

    def _told(self, row: Row) -> LetIn:
        return LetIn(
            id=row["id"],
            subject=self._people.subject(row["person"]),
            role=row["role"],
            unit=row["unit"],
            by=self._people.subject(row["given_by"]),
            made_at=row["made_at"],
            works_until=row["works_until"],
            used_at=row["used_at"],
            ends_at=row["ends_at"],
        )


def _use(transaction: Transaction, hash: str, now: datetime) -> Row | None:
    # Asked inside the transaction: of two who use it at once, one is let in.
    row = transaction.use_shift(hash, now)
    if row is None:
        return None
    changes = Changes()
    changes.insert(tables.grants, grant_row(row["person"], (row["role"], row["unit"]), SHIFT, row["ends_at"]))
    transaction.flush(changes)
    return row


def _check(name: str, until: datetime, now: datetime) -> None:
    problems: dict[str, Said] = {}
    read = name_read(name.strip())
    if isinstance(read, Said):
        problems["name"] = read
    elif not read:
        problems["name"] = Said("Skriv vad personen heter.", "Write what the person is called.")
    if not now < until <= now + LONGEST_SHIFT:
        problems["until"] = _UNTIL
    if problems:
        raise FactsWrong(problems)


def _hours(length: timedelta) -> int:
    return int(length.total_seconds()) // 3600


_UNTIL = Said(
    f"Skriv när passet slutar. Det är om högst {_hours(LONGEST_SHIFT)} timmar.",
    f"Write when the shift ends. That is in at most {_hours(LONGEST_SHIFT)} hours.",
)
