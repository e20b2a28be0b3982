"""An engine on a clock that the test moves, with the people and the database around it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from time import monotonic, sleep
from typing import Any

from sqlalchemy import NullPool, Table, create_engine, delete, event, insert, select, update

from engine.run import commands
from engine.run.commands import InstanceCommand
from engine.run.instance import Person
from engine.service.batch import Answer
from engine.service.engine import Engine
from engine.service.sending import Message
from engine.service.worker.worker import Worker
from engine.store.memory.store import MemoryStore
from engine.store.sql.store import SqlStore
from engine.store.staged.changes import key_of
from tests.engine.database.routines import barn, prov

MORNING = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)
UNIT, OTHER_UNIT = "norra", "södra"

WORKER = Person("m1", frozenset({("medarbetare", UNIT)}))
COLLEAGUE = Person("m2", frozenset({("medarbetare", UNIT)}))
MANAGER = Person("c1", frozenset({("chef", UNIT)}))
OFFICE = Person("a1", frozenset({("administrator", UNIT)}))
STRANGER = Person("m9", frozenset({("medarbetare", OTHER_UNIT), ("chef", OTHER_UNIT)}))

PATIENCE = 60.0
"""Seconds that a busy machine may take for what the writer does by itself."""

Where = Mapping[str, Any]


class Office:
    """One engine; what is accepted, what the worker sends, and the rows behind it all."""

    def __init__(self, engine: Engine, clock: list[datetime]) -> None:
        self.engine, self._clock = engine, clock
        self.post = Post()

    @property
    def now(self) -> datetime:
        """The time on the test's clock."""
        return self._clock[0]

    def starts(self, by: Person = WORKER, routine: str = "prov", **facts: Any) -> str:
        """Start a routine; the instance's id."""
        return self.engine.start(routine, by, UNIT, facts).instance

    def mails(self, choice: str = "mejla") -> str:
        """Start a routine whose mail then waits in the outbox; the instance's id."""
        instance = self.starts(ref="R-1")
        self.takes(instance, "borja", choice)
        return instance

    def takes(self, instance: str, state: str, choice: str, by: Person = WORKER, **rest: Any) -> Answer:
        """Take a choice."""
        return self.engine.choose(instance, state, choice, by, **rest)

    def asks(
        self,
        kind: type[InstanceCommand],
        instance: str,
        by: Person = WORKER,
        key: str | None = None,
        **rest: Any,
    ) -> Answer:
        """Any other command to the instance."""
        return self.engine.submit(kind(at=self.now, by=by, instance=instance, **rest), key=key).result()

    def undoes(self, instance: str, by: Person = WORKER) -> Answer:
        """Take back the last choice."""
        return self.asks(commands.TakeBack, instance, by)

    def waits(self, **time: float) -> None:
        """Time goes by, and nobody sees to the timers: `hours=1`."""
        self._clock[0] += timedelta(**time)

    def works(self) -> int:
        """A worker does all that is due."""
        return self.worker().once()

    def worker(self) -> Worker:
        """A worker that sends with `post`."""
        return Worker(self.engine, {"mail": self.post})

    def waits_for_rows(self, table: Table, count: int) -> None:
        """Wait for what the writer does by itself: that the table has so many rows."""
        until = monotonic() + PATIENCE
        while len(self.rows(table)) < count and monotonic() < until:
            sleep(0.01)
        assert len(self.rows(table)) == count

    def finishes_writing(self) -> None:
        """All that is queued is written; from then on there is only reading."""
        self.engine._writer.close()

    def here(self, instance: str, by: Person = MANAGER) -> list[str]:
        """The states that the instance rests in."""
        return [step["state"] for step in self.engine.records.view(instance, by)["steps"]]

    def child(self, instance: str) -> str:
        """The latest routine that the instance has started."""
        return str(self.engine.records.view(instance, MANAGER)["children"][-1]["id"])

    def subject(self, number: int | None) -> str | None:
        """Whose number it is."""
        return None if number is None else self.engine._people.subject(number)

    def rows(self, table: Table, **where: Any) -> list[dict[str, Any]]:
        """The table's rows with those values, in the order of their keys: a database gives them in whatever order they lie."""
        if isinstance(self.engine._store, MemoryStore):
            rows = self.engine._store._tables[table.name].values()
            found = [dict(row) for row in rows if _matches(row, where)]
            return sorted(found, key=lambda row: key_of(table, row))
        with self._raw() as connection:
            query = select(table).where(*_conditions(table, where)).order_by(*table.primary_key)
            return [dict(row._mapping) for row in connection.execute(query)]

    def alters(self, table: Table, where: Where, **values: Any) -> None:
        """Change rows behind the engine's back."""
        if isinstance(self.engine._store, MemoryStore):
            kept = self.engine._store._tables[table.name]
            changed = {key: {**row, **values} for key, row in kept.items() if _matches(row, where)}
            kept.update(changed)
            return
        with self._raw() as connection:
            connection.execute(update(table).where(*_conditions(table, where)).values(values))

    def removes(self, table: Table, **where: Any) -> None:
        """Delete rows behind the engine's back."""
        if isinstance(self.engine._store, MemoryStore):
            kept = self.engine._store._tables[table.name]
            for key in [key for key, row in kept.items() if _matches(row, where)]:
                del kept[key]
            return
        with self._raw() as connection:
            connection.execute(delete(table).where(*_conditions(table, where)))

    def inserts(self, table: Table, row: dict[str, Any]) -> None:
        """Put a row in behind the engine's back."""
        if isinstance(self.engine._store, MemoryStore):
            self.engine._store._tables[table.name][key_of(table, row)] = row
            return
        with self._raw() as connection:
            connection.execute(insert(table), row)

    @contextmanager
    def _raw(self) -> Iterator[Any]:
        assert isinstance(self.engine._store, SqlStore)
        raw = create_engine(self.engine._store._writing.url, poolclass=NullPool)
        if raw.dialect.name == "sqlite":
            event.listen(raw, "connect", lambda driver, _: driver.execute("PRAGMA busy_timeout=5000"))
        with raw.begin() as connection:
            yield connection


class Post:
    """A transport that keeps what it is given, or fails as it is told to."""

    def __init__(self) -> None:
        self.sent: list[Message] = []
        self.problem: Exception | None = None
        self.before: Callable[[], object] = lambda: None
        """What happens elsewhere while something is being sent."""

    def send(self, message: Message) -> None:
        """Keep the message, or fail."""
        self.before()
        if self.problem is not None:
            raise self.problem
        self.sent.append(message)


@contextmanager
def office(url: str, now: datetime = MORNING) -> Iterator[Office]:
    """An office on that database, with both routines published. `now`: what its clock shows at first."""
    clock = [now]
    with Engine.open(url, clock=lambda: clock[0]) as engine:
        engine.publish([prov(), barn()])
        yield Office(engine, clock)


def _matches(row: Where, where: Where) -> bool:
    return all(row[name] == value for name, value in where.items())


def _conditions(table: Table, where: Where) -> list[Any]:
    return [table.c[name] == value for name, value in where.items()]
