"""The store on SQLite and PostgreSQL: one set of tables and statements (SQLAlchemy Core), built once."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar, cast

from sqlalchemy import (
    Connection,
    Engine,
    Table,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    text,
    tuple_,
    update,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.sql.dml import Delete, Insert, Update

from engine.store import tables
from engine.store.chain import Link
from engine.store.changes import Changes, Operation, Row, key_columns
from engine.store.database import connect, told
from engine.store.port import CaseRow, Due, Reader, Transaction
from engine.store.unit import FAILED, SENDING, SENT, WAITING

T = TypeVar("T")

POLL_SECONDS = 1.0
LISTEN_TURN_SECONDS = 0.25

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


_ORDER = {table: number for number, table in enumerate(tables.metadata.sorted_tables)}


def _forwards(change: tuple[Table, list[Row]]) -> int:
    return _ORDER[change[0]]


def _backwards(change: tuple[Table, list[Row]]) -> int:
    return -_ORDER[change[0]]


class Prepared:
    """One writing statement as the driver takes it: compiled once by SQLAlchemy, run with plain tuples for each batch."""

    def __init__(self, statement: Insert | Update | Delete, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect)
        self._sql = str(compiled)
        processors = cast("Mapping[str, Callable[[Any], Any]]", compiled._bind_processors)
        # `pyformat` drivers take values by name; positional ones in this order.
        names = compiled.positiontup if compiled.positional else list(compiled.params)
        self._positional = bool(compiled.positional)
        self._values = [(name, name.removeprefix("key_"), processors.get(name)) for name in names or ()]

    def execute(self, connection: Connection, rows: Sequence[Row]) -> None:
        """Run the statement for each row."""
        if self._positional:
            values: list[Any] = [
                tuple(process(row[name]) if process else row[name] for _, name, process in self._values)
                for row in rows
            ]
        else:
            values = [
                {bind: process(row[name]) if process else row[name] for bind, name, process in self._values}
                for row in rows
            ]
        connection.exec_driver_sql(self._sql, values)


Statements = Mapping[tuple[Operation, Table], Prepared]


def _prepared(dialect: Dialect) -> Statements:
    makers: dict[Operation, Callable[[Table], Insert | Update | Delete]] = {
        "insert": _insert,
        "update": _update,
        "delete": _delete,
    }
    return {
        (operation, table): Prepared(make(table), dialect)
        for operation, make in makers.items()
        for table in tables.metadata.sorted_tables
    }


_INSTANCE_CASES = select(tables.instances.c.id, tables.instances.c.case_id).where(
    tables.instances.c.id.in_(bindparam("ids", expanding=True))
)
_LOCK_CASES = (
    select(tables.cases)
    .where(tables.cases.c.id.in_(bindparam("ids", expanding=True)))
    .order_by(tables.cases.c.id)
    .with_for_update()
)
_BODIES = select(tables.instances.c.body).where(
    or_(
        and_(
            tables.instances.c.case_id.in_(bindparam("cases", expanding=True)),
            tables.instances.c.status == "running",
        ),
        tables.instances.c.id.in_(bindparam("also", expanding=True)),
    )
)
_ANSWERS = select(
    tables.answers.c.subject, tables.answers.c.key, tables.answers.c.body_hash, tables.answers.c.answer
).where(tuple_(tables.answers.c.subject, tables.answers.c.key).in_(bindparam("keys", expanding=True)))
_HAS_LEFT = select(func.count()).where(
    tables.outbox.c.case_id == bindparam("case"),
    tables.outbox.c.sequence == bindparam("sequence"),
    tables.outbox.c.state != WAITING,
)
_DUE_CASES = (
    select(tables.cases.c.id)
    .where(
        exists().where(tables.timers.c.case_id == tables.cases.c.id, tables.timers.c.due <= bindparam("now"))
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


class SqlTransaction:
    """A transaction of the writer on one connection."""

    def __init__(self, connection: Connection, statements: Statements) -> None:
        self._connection, self._statements = connection, statements

    def answers(self, keys: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], tuple[str, str]]:
        rows = self._connection.execute(_ANSWERS, {"keys": list(keys)})
        return {(subject, key): (body_hash, answer) for subject, key, body_hash, answer in rows}

    def lock_cases(self, instances: Iterable[str]) -> Mapping[str, CaseRow]:
        belongs = {
            id: case for id, case in self._connection.execute(_INSTANCE_CASES, {"ids": list(instances)})
        }
        if not belongs:
            return {}
        rows = self._connection.execute(_LOCK_CASES, {"ids": sorted(set(belongs.values()))})
        cases = {row.id: _case(row) for row in rows}
        return {instance: cases[case] for instance, case in belongs.items()}

    def instances(self, cases: Iterable[str], also: Iterable[str]) -> Sequence[str]:
        return self._connection.scalars(_BODIES, {"cases": list(cases), "also": list(also)}).all()

    def has_left(self, case: str, sequence: int) -> bool:
        return bool(self._connection.scalar(_HAS_LEFT, {"case": case, "sequence": sequence}))

    def due_timers(self, now: datetime, most: int) -> Sequence[Due]:
        cases = self._connection.scalars(_DUE_CASES, {"now": now, "most": most}).all()
        if not cases:
            return []
        rows = self._connection.execute(_DUE_TIMERS, {"cases": list(cases), "now": now})
        return [
            Due(instance=instance, visit=visit, index=index, due=due) for instance, visit, index, due in rows
        ]

    def claim_outbox(self, now: datetime, until: datetime, most: int) -> Sequence[Row]:
        rows = [
            dict(row._mapping) for row in self._connection.execute(_OUTBOX_DUE, {"now": now, "most": most})
        ]
        changes = Changes()
        for row in rows:
            row |= {"state": SENDING, "next_try": until, "attempts": row["attempts"] + 1}
            changes.update(tables.outbox, row)
        self.flush(changes)
        return rows

    def flush(self, changes: Changes) -> None:
        for operation in ("delete", "insert", "update"):
            for table, rows in sorted(
                changes.of(operation), key=_backwards if operation == "delete" else _forwards
            ):
                self._statements[operation, table].execute(self._connection, rows)

    def notify(self) -> None:
        if self._connection.dialect.name == "postgresql":
            self._connection.execute(text(f"NOTIFY {CHANNEL}"))


class SqlReader:
    """Queries on one reading connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def instance(self, id: str) -> tuple[str, CaseRow] | None:
        query = (
            select(tables.instances.c.body, tables.cases)
            .join(tables.cases, tables.cases.c.id == tables.instances.c.case_id)
            .where(tables.instances.c.id == id)
        )
        row = self._connection.execute(query).first()
        return (row.body, _case(row)) if row else None

    def instances_of(self, owner: str, units: Iterable[str], running: bool, most: int) -> Sequence[str]:
        own = or_(tables.instances.c.owner == owner, tables.instances.c.unit.in_(list(units)))
        query = select(tables.instances.c.body).where(own).order_by(tables.instances.c.id).limit(most)
        return self._connection.scalars(
            query.where(tables.instances.c.status == "running") if running else query
        ).all()

    def running_owned(self, owner: str, unit: str) -> Sequence[str]:
        table = tables.instances
        query = select(table.c.id).where(
            table.c.owner == owner, table.c.unit == unit, table.c.status == "running"
        )
        return self._connection.scalars(query.order_by(table.c.id)).all()

    def open_steps(
        self, subject: str, grants: Iterable[tuple[str, str]], units: Iterable[str]
    ) -> Sequence[Row]:
        table = tables.open_steps
        conditions = [
            table.c.holder == subject,
            *(and_(table.c.unit == unit, table.c.role == role) for role, unit in grants),
            table.c.unit.in_(list(units)),
        ]
        due_first = (table.c.due.is_(None), table.c.due, table.c.since, table.c.instance_id, table.c.visit)
        return self._rows(select(table).where(or_(*conditions)).order_by(*due_first))

    def notices(self, subject: str, grants: Iterable[tuple[str, str]], most: int) -> Sequence[Row]:
        table = tables.notices
        conditions = [
            table.c.subject == subject,
            *(and_(table.c.unit == unit, table.c.role == role) for role, unit in grants),
        ]
        newest = (table.c.at.desc(), table.c.case_id, table.c.sequence.desc(), table.c.number)
        return self._rows(select(table).where(or_(*conditions)).order_by(*newest).limit(most))

    def history(self, case: str) -> Sequence[Link]:
        table = tables.history
        rows = self._connection.execute(
            select(table).where(table.c.case_id == case).order_by(table.c.sequence)
        )
        return [
            Link(
                case=row.case_id,
                sequence=row.sequence,
                at=row.at,
                salt=row.salt,
                content=row.content,
                digest=row.digest,
                previous=row.previous,
                hash=row.hash,
            )
            for row in rows
        ]

    def all_cases(self) -> Iterable[CaseRow]:
        return [
            _case(row) for row in self._connection.execute(select(tables.cases).order_by(tables.cases.c.id))
        ]

    def case_bodies(self, case: str) -> Sequence[str]:
        table = tables.instances
        return self._connection.scalars(
            select(table.c.body).where(table.c.case_id == case).order_by(table.c.id)
        ).all()

    def routines(self) -> Sequence[Row]:
        table = tables.routines
        return self._rows(
            select(table.c.id, table.c.version, table.c.digest).order_by(table.c.id, table.c.version)
        )

    def canonical(self, digest: str) -> str | None:
        table = tables.routines
        return self._connection.scalar(select(table.c.canonical).where(table.c.digest == digest))

    def settings(self) -> Mapping[str, str]:
        return {row["name"]: row["value"] for row in self._rows(select(tables.settings))}

    def token(self, hash: str) -> Row | None:
        rows = self._rows(select(tables.tokens).where(tables.tokens.c.hash == hash))
        return rows[0] if rows else None

    def tokens_of(self, subject: str) -> Sequence[Row]:
        table = tables.tokens
        return self._rows(select(table).where(table.c.subject == subject, table.c.revoked_at.is_(None)))

    def next_due(self) -> datetime | None:
        times = [
            self._connection.scalar(select(func.min(tables.timers.c.due))),
            self._connection.scalar(
                select(func.min(tables.outbox.c.next_try)).where(
                    tables.outbox.c.state.in_([WAITING, SENDING])
                )
            ),
        ]
        return min((time for time in times if time is not None), default=None)

    def undelivered(self) -> Sequence[Row]:
        return self._rows(select(tables.outbox).where(tables.outbox.c.state.in_([SENT, FAILED])))

    def counts(self) -> Mapping[str, int]:
        count = {
            "instances_running": select(func.count()).where(tables.instances.c.status == "running"),
            "open_steps": select(func.count()).select_from(tables.open_steps),
            "timers_waiting": select(func.count()).select_from(tables.timers),
            "outbox_waiting": select(func.count()).where(tables.outbox.c.state.in_([WAITING, SENDING])),
            "outbox_failed": select(func.count()).where(tables.outbox.c.state == FAILED),
        }
        return {name: int(self._connection.scalar(query) or 0) for name, query in count.items()}

    def _rows(self, query: Any) -> list[Row]:
        return [dict(row._mapping) for row in self._connection.execute(query)]


class SqlStore:
    """A database behind the store's port."""

    def __init__(self, url: str) -> None:
        self._writing, self._reading = connect(url)
        self._postgres = self._writing.dialect.name == "postgresql"
        self.writers = 2 if self._postgres else 1
        self._statements = _prepared(self._writing.dialect)
        self._kept = threading.local()

    def transact(self, work: Callable[[Transaction], T]) -> T:
        """Run `work` in one transaction on this thread's own connection."""
        with told(self._writing):
            connection = self._connection(self._writing)
            with connection.begin():
                return work(SqlTransaction(connection, self._statements))

    def read(self, query: Callable[[Reader], T]) -> T:
        """Run `query` on a pooled connection."""
        with told(self._reading), self._reading.connect() as connection:
            return query(SqlReader(connection))

    def write(self, changes: Changes) -> None:
        """Write rows that belong to no case."""
        self.transact(lambda transaction: transaction.flush(changes))

    def wait(self, seconds: float, woken: threading.Event) -> None:
        """Sleep until woken: here by `woken`, from elsewhere by NOTIFY (PostgreSQL) or by looking again soon (SQLite)."""
        if not self._postgres:
            woken.wait(min(seconds, POLL_SECONDS))
            return
        deadline = time.monotonic() + seconds
        with told(self._reading), self._reading.connect() as connection:
            listening = connection.execution_options(isolation_level="AUTOCOMMIT")
            listening.execute(text(f"LISTEN {CHANNEL}"))
            driver: Any = listening.connection.driver_connection
            try:
                while not woken.is_set() and (left := deadline - time.monotonic()) > 0:
                    # Short turns, so that a wake-up in this process is seen soon; NOTIFY ends a turn at once.
                    for _ in driver.notifies(timeout=min(left, LISTEN_TURN_SECONDS), stop_after=1):
                        return
            finally:
                listening.execute(text(f"UNLISTEN {CHANNEL}"))

    def close(self) -> None:
        """Give back the connections."""
        self._writing.dispose()
        self._reading.dispose()

    def _connection(self, engine: Engine) -> Connection:
        """The connection that this writer thread keeps; a new one where the old was lost."""
        kept: Connection | None = getattr(self._kept, "connection", None)
        if kept is None or kept.closed or kept.invalidated:
            kept = self._kept.connection = engine.connect()
        return kept


def _case(row: Any) -> CaseRow:
    return CaseRow(id=row.id, unit=row.unit, sequence=row.sequence, head=row.head, undo=row.undo)
