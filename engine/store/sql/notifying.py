"""What is on its way to people, and what each has chosen, on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, func, select, text, update

from engine.store import tables
from engine.store.sql.rows import OnConnection
from engine.store.staged.changes import Row
from engine.store.staged.effects import SENDING, WAITING

_ROW = tables.notifications.c

_DUE = (
    select(tables.notifications)
    .where(_ROW.state.in_([WAITING, SENDING]), _ROW.next_try <= bindparam("now"))
    .order_by(_ROW.next_try)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_CLAIM = (
    update(tables.notifications)
    .where(_ROW.id.in_(bindparam("ids", expanding=True)))
    .values(state=SENDING, next_try=bindparam("until"), attempts=_ROW.attempts + 1)
)
_AGAIN = (
    update(tables.notifications)
    .where(_ROW.id == bindparam("key"), _ROW.state == WAITING)
    .values(next_try=bindparam("now"), attempts=0, given_up=False)
)
_FORGET = delete(tables.notifications).where(_ROW.person == bindparam("person"))
_FORGET_CHOICES = delete(tables.notice_choices).where(tables.notice_choices.c.person == bindparam("person"))


class NotificationReader(OnConnection):
    """Queries on one reading connection."""

    def next_notification(self) -> datetime | None:
        # State by state: of two at once PostgreSQL would read them all.
        first = select(func.min(_ROW.next_try))
        tries = [self._connection.scalar(first.where(_ROW.state == state)) for state in (WAITING, SENDING)]
        return min(filter(None, tries), default=None)

    def notification(self, id: str) -> Row | None:
        return self._row(select(tables.notifications).where(_ROW.id == id))

    def notifications_given_up(self, units: Collection[str] | None, after: str, most: int) -> Sequence[Row]:
        query = select(tables.notifications).where(text("given_up"), _ROW.id > after)
        if units is not None:
            query = query.where(_ROW.unit.in_(sorted(units)))
        return self._rows(query.order_by(_ROW.id).limit(most))

    def notice(self, case: str, sequence: int, number: int) -> Row | None:
        row = tables.notices.c
        query = select(tables.notices).where(
            row.case_id == case, row.sequence == sequence, row.number == number
        )
        return self._row(query)

    def steps_of(self, instance: str, visit: int) -> Sequence[Row]:
        row = tables.open_steps.c
        return self._rows(
            select(tables.open_steps)
            .where(row.instance_id == instance, row.visit == visit)
            .order_by(row.role)
        )

    def notice_choices(self, people: Collection[int]) -> Sequence[Row]:
        row = tables.notice_choices.c
        return self._rows(
            select(tables.notice_choices).where(row.person.in_(sorted(people))).order_by(row.person)
        )


class NotificationWriter(OnConnection):
    """Statements of the writer, in its transaction."""

    def claim_notifications(self, now: datetime, until: datetime, most: int) -> Sequence[Row]:
        rows = self._rows(_DUE, {"now": now, "most": most})
        if rows:
            self._connection.execute(_CLAIM, {"ids": [row["id"] for row in rows], "until": until})
        return [{**row, "state": SENDING, "next_try": until, "attempts": row["attempts"] + 1} for row in rows]

    def notification_again(self, id: str, now: datetime) -> bool:
        return self._connection.execute(_AGAIN, {"key": id, "now": now}).rowcount > 0

    def forget_notifications(self, person: int) -> None:
        self._connection.execute(_FORGET, {"person": person})
        self._connection.execute(_FORGET_CHOICES, {"person": person})
