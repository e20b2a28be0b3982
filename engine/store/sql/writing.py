"""The writer's statements on SQLite and PostgreSQL: built once with SQLAlchemy Core, run in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from itertools import chain
from typing import Any, get_args

from sqlalchemy import (
    Boolean,
    Connection,
    Table,
    and_,
    bindparam,
    case,
    delete,
    insert,
    null,
    or_,
    select,
    text,
    true,
    update,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.sql.dml import Delete, Insert, Update

from engine.store import tables
from engine.store.cases import CaseRow, Due
from engine.store.port import Reader, SessionsBy
from engine.store.sql.notifying import NotificationWriter
from engine.store.sql.prepared import Lookup, Prepared, past_sqlalchemy
from engine.store.sql.reading import SqlReader
from engine.store.sql.retaining import RetentionWriter
from engine.store.staged.changes import Changes, Operation, Row, key_columns
from engine.store.staged.effects import SENDING, WAITING

CHANNEL = "rutin_due"
"""What PostgreSQL's NOTIFY wakes workers on."""


def _insert(table: Table) -> Insert:
    return insert(table)


def _update(table: Table) -> Update:
    keys = key_columns(table)
    values: dict[str, Any] = {
        column.name: bindparam(column.name) for column in table.columns if column.name not in keys
    }
    return (
        update(table).where(and_(*(table.c[key] == bindparam(f"key_{key}") for key in keys))).values(values)
    )


def _delete(table: Table) -> Delete:
    return delete(table).where(and_(*(table.c[key] == bindparam(f"key_{key}") for key in key_columns(table))))


_TURN_NOTICES = (
    update(tables.notices)
    .where(
        tables.notices.c.case_id == bindparam("key_case_id"),
        tables.notices.c.instance_id == bindparam("key_instance_id"),
        tables.notices.c.sequence <= bindparam("until"),
        or_(
            bindparam("all_of_it", type_=Boolean) == true(),
            and_(
                tables.notices.c.visit == bindparam("key_visit"),
                or_(
                    bindparam("all_of_visit", type_=Boolean) == true(),
                    tables.notices.c.about == bindparam("key_about"),
                ),
            ),
        ),
    )
    .values(
        is_over=bindparam("is_over"),
        about=case(
            (bindparam("for_good", type_=Boolean) == true(), null()),
            else_=tables.notices.c.about,
        ),
    )
)
"""By the key's first column: a case has few notices."""

_ORDER = {table: number for number, table in enumerate(tables.metadata.sorted_tables)}


def _forwards(change: tuple[Table, list[Row]]) -> int:
    return _ORDER[change[0]]


def _backwards(change: tuple[Table, list[Row]]) -> int:
    return -_ORDER[change[0]]


_PAPER_LINES = select(tables.paper_lines).where(
    tables.paper_lines.c.key.in_(bindparam("keys", expanding=True))
)
_LOCK_CASES = (
    select(tables.instances.c.id.label("instance"), tables.cases)
    .join(tables.cases)
    .where(tables.instances.c.id.in_(bindparam("ids", expanding=True)))
    .order_by(tables.cases.c.id)
    .with_for_update(of=tables.cases)
)
_BODIES = select(tables.instances.c.case_id, tables.instances.c.id, tables.instances.c.body).where(
    or_(
        and_(
            tables.instances.c.case_id.in_(bindparam("cases", expanding=True)),
            tables.instances.c.status == "running",
        ),
        tables.instances.c.id.in_(bindparam("also", expanding=True)),
    )
)
# Locked, whatever their state: nobody can begin to send one while it is being decided whether it may be withdrawn.
_WORK_OF = (
    select(tables.outbox.c.instance_id, tables.outbox.c.visit, tables.outbox.c.state)
    .where(tables.outbox.c.case_id == bindparam("case"))
    .with_for_update()
)
_DUE_CASES = (
    select(tables.cases.c.id)
    .where(
        tables.cases.c.id.in_(select(tables.timers.c.case_id).where(tables.timers.c.due <= bindparam("now")))
    )
    .order_by(tables.cases.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_DUE_TIMERS = (
    select(tables.timers.c.instance_id, tables.timers.c.visit, tables.timers.c.number, tables.timers.c.due)
    .where(
        tables.timers.c.case_id.in_(bindparam("cases", expanding=True)),
        tables.timers.c.due <= bindparam("now"),
    )
    .order_by(tables.timers.c.due, tables.timers.c.instance_id, tables.timers.c.visit, tables.timers.c.number)
)
_OUTBOX_DUE = (
    select(tables.outbox)
    .where(tables.outbox.c.state.in_([WAITING, SENDING]), tables.outbox.c.next_try <= bindparam("now"))
    .order_by(tables.outbox.c.next_try)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_SEND_AGAIN = (
    update(tables.outbox)
    .where(
        tables.outbox.c.instance_id == bindparam("instance"),
        tables.outbox.c.visit == bindparam("at_visit"),
        tables.outbox.c.state == WAITING,
    )
    .values(next_try=bindparam("now"), attempts=0)
)
_TRY = update(tables.compatibility).values(oldest_release=tables.compatibility.c.oldest_release)
_FORGET_TOKENS = delete(tables.tokens).where(tables.tokens.c.person == bindparam("person"))
_FORGET_SESSIONS = delete(tables.sessions).where(tables.sessions.c.person == bindparam("person"))
_END_SESSIONS = {
    by: delete(tables.sessions).where(tables.sessions.c[by] == bindparam("value"))
    for by in get_args(SessionsBy)
}
_FORGET_GRANTS = delete(tables.grants).where(tables.grants.c.person == bindparam("person"))
_FORGET_PERSON = (
    update(tables.people)
    .where(tables.people.c.number == bindparam("person"))
    .values(subject=None, name=None, mail=None, phone=None, language=None, is_forgotten=True)
)
_TRY_PIN = (
    update(tables.sessions)
    .where(tables.sessions.c.hash == bindparam("session"), tables.sessions.c.pin.is_not(None))
    .values(pin_tries=tables.sessions.c.pin_tries + 1)
    .returning(tables.sessions)
)
_CLAIM_RENEWAL = (
    update(tables.sessions)
    .where(
        tables.sessions.c.hash == bindparam("session"),
        tables.sessions.c.renewal.is_not(None),
        tables.sessions.c.asked_at <= bindparam("before"),
    )
    .values(asked_at=bindparam("now"))
    .returning(tables.sessions)
)
_USE_SHIFT = (
    update(tables.shifts)
    .where(tables.shifts.c.hash == bindparam("code"), tables.shifts.c.works_until > bindparam("now"))
    .values(handle=None, hash=None, used_at=bindparam("now"))
    .returning(tables.shifts)
)
_OLD_READS, _OLD_SHIFTS, _OLD_ROLE_CHANGES = (
    delete(table).where(at < bindparam("before"), table.c.person.not_in(bindparam("held", expanding=True)))
    for table, at in (
        (tables.reads, tables.reads.c.at),
        (tables.shifts, tables.shifts.c.made_at),
        (tables.role_changes, tables.role_changes.c.at),
    )
)
_OLD_SESSIONS = delete(tables.sessions).where(tables.sessions.c.ends_at < bindparam("before"))
_OLD_USED = delete(tables.used_once).where(tables.used_once.c.until < bindparam("before"))
_OLD_FORMS = delete(tables.kept_forms).where(tables.kept_forms.c.ends_at < bindparam("before"))
_FORGET_FORMS = delete(tables.kept_forms).where(tables.kept_forms.c.person == bindparam("person"))
_FORGET_PHONE_KEY = delete(tables.phone_keys).where(tables.phone_keys.c.person == bindparam("person"))
_OLD_ANSWERS = delete(tables.answers).where(tables.answers.c.at < bindparam("before"))


@lru_cache
def _answers_sql(keys: int, mark: str) -> str:
    """Joined to a list of the keys: SQLite looks each of them up. In `(person, key) IN (…)` it would read all answers instead."""
    wanted = ", ".join([f"({mark}, {mark})"] * keys)
    return (
        f'with wanted (person, "key") as (values {wanted})'
        ' select person, "key", body_hash, answer from wanted join answers using (person, "key")'
    )


_MAKERS: Mapping[Operation, Callable[[Table], Insert | Update | Delete]] = {
    "insert": _insert,
    "update": _update,
    "delete": _delete,
}


class Statements:
    """The statements of every batch for one dialect, each prepared once: those of a table when they are first needed."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._writing: dict[tuple[Operation, Table], Prepared] = {}
        self.turn_notices = Prepared(_TURN_NOTICES, dialect)
        self.lock_cases = Lookup(_LOCK_CASES, dialect)
        self.bodies = Lookup(_BODIES, dialect)

    def writing(self, operation: Operation, table: Table) -> Prepared:
        """What writes rows of the table. To prepare all of them takes longer than to open a database."""
        found = self._writing.get((operation, table))
        if found is None:
            found = self._writing[operation, table] = Prepared(_MAKERS[operation](table), self._dialect)
        return found


class SqlTransaction(NotificationWriter, RetentionWriter):
    """A transaction of the writer on one connection."""

    def __init__(self, connection: Connection, statements: Statements) -> None:
        super().__init__(connection)
        self._statements = statements
        self.reader: Reader = SqlReader(connection)
        self._postgres = connection.dialect.name == "postgresql"

    def answers(self, keys: Iterable[tuple[int, str]]) -> Mapping[tuple[int, str], tuple[str, str]]:
        wanted = list(keys)
        sql = _answers_sql(len(wanted), "%s" if self._postgres else "?")
        with past_sqlalchemy(self._connection) as cursor:
            rows = cursor.execute(sql, list(chain.from_iterable(wanted))).fetchall()
        return {(person, key): (body_hash, answer) for person, key, body_hash, answer in rows}

    def paper_lines(self, keys: Iterable[str]) -> Sequence[Row]:
        return self._rows(_PAPER_LINES, {"keys": list(keys)})

    def lock_cases(self, instances: Iterable[str]) -> Mapping[str, CaseRow]:
        with past_sqlalchemy(self._connection) as cursor:
            rows = self._statements.lock_cases.rows(cursor, ids=list(instances))
        return {
            instance: CaseRow(id=id, unit=unit, sequence=sequence, head=head, undo=undo)
            for instance, id, unit, sequence, head, undo in rows
        }

    def instances(self, cases: Iterable[str], also: Iterable[str]) -> Sequence[tuple[str, str, str]]:
        with past_sqlalchemy(self._connection) as cursor:
            rows = self._statements.bodies.rows(cursor, cases=list(cases), also=list(also))
        return [(case, id, body) for case, id, body in rows]

    def has_left(self, case: str) -> Collection[tuple[str, int]]:
        rows = self._connection.execute(_WORK_OF, {"case": case})
        return {(instance, visit) for instance, visit, state in rows if state != WAITING}

    def due_timers(self, now: datetime, most: int) -> Sequence[Due]:
        cases = self._connection.scalars(_DUE_CASES, {"now": now, "most": most}).all()
        if not cases:
            return []
        rows = self._connection.execute(_DUE_TIMERS, {"cases": list(cases), "now": now})
        return [
            Due(instance=instance, visit=visit, index=index, due=due) for instance, visit, index, due in rows
        ]

    def claim_outbox(self, now: datetime, until: datetime, most: int) -> Sequence[Row]:
        rows = self._rows(_OUTBOX_DUE, {"now": now, "most": most})
        changes = Changes()
        for row in rows:
            row |= {"state": SENDING, "next_try": until, "attempts": row["attempts"] + 1}
            changes.update(tables.outbox, row)
        self.flush(changes)
        return rows

    def forget_answers(self, before: datetime) -> None:
        self._connection.execute(_OLD_ANSWERS, {"before": before})

    def forget_reads(self, before: datetime, held: Collection[int]) -> None:
        for old in (_OLD_READS, _OLD_SHIFTS, _OLD_ROLE_CHANGES):
            self._connection.execute(old, {"before": before, "held": list(held)})

    def try_pin(self, hash: str) -> Row | None:
        return self._row(_TRY_PIN, {"session": hash})

    def claim_renewal(self, hash: str, now: datetime, before: datetime) -> Row | None:
        return self._row(_CLAIM_RENEWAL, {"session": hash, "now": now, "before": before})

    def use_shift(self, hash: str, now: datetime) -> Row | None:
        return self._row(_USE_SHIFT, {"code": hash, "now": now})

    def send_again(self, instance: str, visit: int, now: datetime) -> bool:
        asked = {"instance": instance, "at_visit": visit, "now": now}
        return self._connection.execute(_SEND_AGAIN, asked).rowcount > 0

    def forget_sessions(self, before: datetime) -> None:
        self._connection.execute(_OLD_SESSIONS, {"before": before})
        self._connection.execute(_OLD_USED, {"before": before})
        self._connection.execute(_OLD_FORMS, {"before": before})

    def end_sessions(self, by: SessionsBy, value: int | str) -> int:
        return self._connection.execute(_END_SESSIONS[by], {"value": value}).rowcount

    def forget_person(self, number: int) -> None:
        self._connection.execute(_FORGET_TOKENS, {"person": number})
        self._connection.execute(_FORGET_SESSIONS, {"person": number})
        self._connection.execute(_FORGET_GRANTS, {"person": number})
        self._connection.execute(_FORGET_FORMS, {"person": number})
        self._connection.execute(_FORGET_PHONE_KEY, {"person": number})
        self.forget_notifications(number)
        self._connection.execute(_FORGET_PERSON, {"person": number})

    def try_to_write(self) -> None:
        self._connection.execute(_TRY)

    def flush(self, changes: Changes) -> None:
        with past_sqlalchemy(self._connection, pipelined=True) as cursor:
            for operation in ("delete", "insert", "update"):
                for table, rows in sorted(
                    changes.of(operation), key=_backwards if operation == "delete" else _forwards
                ):
                    self._statements.writing(operation, table).execute(cursor, rows)
            if changes.notices_turned:
                self._statements.turn_notices.execute(cursor, changes.notices_turned)

    def notify(self) -> None:
        if self._postgres:
            self._connection.execute(text(f"NOTIFY {CHANNEL}"))
