"""Who is known, and who holds which role where, on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import TypeVar

from sqlalchemy import func, or_, select

from engine.store import tables
from engine.store.sql.pages import earlier
from engine.store.sql.rows import OnConnection
from engine.store.staged.changes import Row

T = TypeVar("T")

_AT_ONCE = 500
"""How many values one question names."""


class RegisterReader(OnConnection):
    """Queries on one reading connection."""

    def person_number(self, subject: str) -> int | None:
        table = tables.people
        number: int | None = self._connection.scalar(select(table.c.number).where(table.c.subject == subject))
        return number

    def person_subject(self, number: int) -> str | None:
        table = tables.people
        return self._connection.scalar(select(table.c.subject).where(table.c.number == number))

    def last_person(self) -> int:
        return int(self._connection.scalar(select(func.max(tables.people.c.number))) or 0)

    def people_from(self, after: int, most: int) -> Sequence[Row]:
        row = tables.people.c
        query = select(tables.people).where(row.number > after, row.subject.is_not(None))
        return self._rows(query.order_by(row.number).limit(most))

    def half_forgotten(self, most: int) -> Sequence[int]:
        number = tables.people.c.number
        query = select(number).where(tables.HALF_FORGOTTEN).order_by(number).limit(most)
        return list(self._connection.scalars(query))

    def role_changes(self, person: int, before: tuple[datetime, str], most: int) -> Sequence[Row]:
        row = tables.role_changes.c
        query = select(tables.role_changes).where(row.person == person, earlier((row.at, row.id), before))
        return self._rows(query.order_by(row.at.desc(), row.id.desc()).limit(most))

    def people_called(self, subjects: Collection[str]) -> Sequence[Row]:
        query = select(tables.people)
        return [
            row
            for some in _parts(subjects)
            for row in self._rows(query.where(tables.people.c.subject.in_(some)))
        ]

    def grants_of(self, people: Collection[int]) -> Sequence[Row]:
        row = tables.grants.c
        query = select(tables.grants).order_by(row.person, row.role, row.unit, row.given_by)
        return [
            found
            for some in _parts(sorted(people))
            for found in self._rows(query.where(row.person.in_(some)))
        ]

    def shift(self, id: str) -> Row | None:
        return self._row(select(tables.shifts).where(tables.shifts.c.id == id))

    def shifts_of(self, unit: str, since: datetime, most: int) -> Sequence[Row]:
        row = tables.shifts.c
        query = select(tables.shifts).where(row.unit == unit, row.made_at >= since)
        return self._rows(query.order_by(row.made_at.desc(), row.id.desc()).limit(most))

    def waiting_codes(self, handle: str, now: datetime) -> Sequence[Row]:
        row = tables.shifts.c
        query = select(tables.shifts).where(row.handle == handle, row.works_until > now)
        return self._rows(query.order_by(row.id))

    def holders(
        self, unit: str, roles: Collection[str], now: datetime, after: int, most: int
    ) -> Sequence[Row]:
        row = tables.grants.c
        # Whom the release before has forgotten may still hold something: they take no place on a page.
        known = tables.people.c
        subject = select(known.subject).where(known.number == row.person).scalar_subquery()
        held = select(row.person).where(
            row.unit == unit,
            row.person > after,
            or_(row.ends_at.is_(None), row.ends_at > now),
            subject.is_not(None),
        )
        if roles:
            held = held.where(row.role.in_(sorted(roles)))
        page = held.distinct().order_by(row.person).limit(most).subquery()
        query = select(tables.people).join(page, page.c.person == known.number)
        return self._rows(query.order_by(known.number))


def _parts(values: Collection[T]) -> Iterator[list[T]]:
    """The values, as many at once as one question names."""
    every = list(values)
    return (every[begin : begin + _AT_ONCE] for begin in range(0, len(every), _AT_ONCE))
