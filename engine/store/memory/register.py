"""Who is known, and who holds which role where, in memory."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from operator import itemgetter

from engine.store import tables
from engine.store.memory.dictionaries import InMemory
from engine.store.staged.changes import Row, key_of


class RegisterInMemory(InMemory):
    """Looks through the tables."""

    def person_number(self, subject: str) -> int | None:
        return next((row["number"] for row in self._all("people") if row["subject"] == subject), None)

    def person_subject(self, number: int) -> str | None:
        row = self._tables["people"].get((number,))
        return row["subject"] if row else None

    def last_person(self) -> int:
        return max((number for (number,) in self._tables["people"]), default=0)

    def people_from(self, after: int, most: int) -> Sequence[Row]:
        known = (row for row in self._all("people") if row["number"] > after and row["subject"])
        return sorted(map(dict, known), key=itemgetter("number"))[:most]

    def half_forgotten(self, most: int) -> Sequence[int]:
        rows = self._all("people")
        return sorted(row["number"] for row in rows if row["subject"] is None and not row["is_forgotten"])[
            :most
        ]

    def role_changes(self, person: int, before: tuple[datetime, str], most: int) -> Sequence[Row]:
        rows = [dict(row) for row in self._all("role_changes") if row["person"] == person]
        found = [row for row in rows if (row["at"], row["id"]) < before]
        return sorted(found, key=itemgetter("at", "id"), reverse=True)[:most]

    def people_called(self, subjects: Collection[str]) -> Sequence[Row]:
        return [dict(row) for row in self._all("people") if row["subject"] in subjects]

    def grants_of(self, people: Collection[int]) -> Sequence[Row]:
        found = [dict(row) for row in self._all("grants") if row["person"] in people]
        return sorted(found, key=lambda row: key_of(tables.grants, row))

    def shift(self, id: str) -> Row | None:
        return self._copy("shifts", id)

    def shifts_of(self, unit: str, since: datetime, most: int) -> Sequence[Row]:
        found = [dict(row) for row in self._all("shifts") if row["unit"] == unit and row["made_at"] >= since]
        return sorted(found, key=itemgetter("made_at", "id"), reverse=True)[:most]

    def waiting_codes(self, handle: str, now: datetime) -> Sequence[Row]:
        found = [
            dict(row) for row in self._all("shifts") if row["handle"] == handle and row["works_until"] > now
        ]
        return sorted(found, key=itemgetter("id"))

    def holders(
        self, unit: str, roles: Collection[str], now: datetime, after: int, most: int
    ) -> Sequence[Row]:
        held = {
            row["person"]
            for row in self._all("grants")
            if row["unit"] == unit
            and (not roles or row["role"] in roles)
            and (row["ends_at"] is None or row["ends_at"] > now)
        }
        known = self.people_from(after, len(self._tables["people"]))
        return [row for row in known if row["number"] in held][:most]


class UsedInMemory(InMemory):
    """What is counted or used up in the moment in which it is asked for."""

    def try_pin(self, hash: str) -> Row | None:
        row = self._tables["sessions"].get((hash,))
        if row is None or row["pin"] is None:
            return None
        row |= {"pin_tries": row["pin_tries"] + 1}
        return dict(row)

    def claim_renewal(self, hash: str, now: datetime, before: datetime) -> Row | None:
        row = self._tables["sessions"].get((hash,))
        if row is None or row["renewal"] is None or row["asked_at"] > before:
            return None
        row |= {"asked_at": now}
        return dict(row)

    def use_shift(self, hash: str, now: datetime) -> Row | None:
        for row in self._all("shifts"):
            if row["hash"] == hash and now < row["works_until"]:
                row |= {"handle": None, "hash": None, "used_at": now}
                return dict(row)
        return None
