"""SQLite's own driver in a simulated world: others go on between two statements, and each statement and each commit may fail.

`sqlite+simulated:///file` is an address of it. A connection belongs to the process of the task that opens it, and is gone with it.
"""

from __future__ import annotations

import sqlite3
import threading
from dataclasses import dataclass
from types import ModuleType
from typing import Any, cast

from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

from tests.simulation.scheduler import Died, Task, World

BUSY_SECONDS = 10.0
"""How long a locked file is waited for, as the store asks its driver to."""

LOST = "connection is lost"


@dataclass(slots=True)
class Faults:
    """How often what fails, each from 0 to 1; `slow` statements take up to `slowest` seconds."""

    statement: float = 0.0
    loss: float = 0.0
    commit_refused: float = 0.0
    commit_unanswered: float = 0.0
    slow: float = 0.0
    slowest: float = 0.0


class File:
    """The database that all processes share: whose transaction writes in it now."""

    def __init__(self) -> None:
        self.holder: Connection | None = None

    def is_free(self) -> bool:
        """Whether a transaction that writes can begin."""
        return self.holder is None


class Disk:
    """What one process has of the database: its open connections, and how they fail."""

    def __init__(self, world: World, file: File) -> None:
        self.world, self.file, self.faults = world, file, Faults()
        self.open: list[Connection] = []

    def happens(self, often: float) -> bool:
        """Whether something that is so often does now."""
        return often > 0 and self.world.random.random() < often

    def turn(self) -> None:
        """Others go on; as long as a statement takes."""
        drawn = self.world.random
        slow = self.happens(self.faults.slow)
        self.world.pause(drawn.uniform(0, self.faults.slowest) if slow else drawn.choice((0.0, 0.0, 0.001)))

    def dies(self) -> None:
        """The process has been killed: the operating system closes all that it had open."""
        for each in list(self.open):
            each.is_lost()


class Connection:
    """One connection, as the driver's own is used."""

    def __init__(self, disk: Disk, raw: sqlite3.Connection) -> None:
        self.disk, self._raw = disk, raw
        self.lost = False
        disk.open.append(self)

    @property
    def isolation_level(self) -> str | None:
        """The driver's."""
        return self._raw.isolation_level

    @isolation_level.setter
    def isolation_level(self, level: str | None) -> None:
        self._raw.isolation_level = cast("Any", level)

    def create_function(self, *given: Any, **named: Any) -> None:
        """The driver's."""
        self._raw.create_function(*given, **named)

    def execute(self, sql: str) -> None:
        """A pragma. Nobody takes the machine's power away here: what is written need not come down to the disk."""
        self._raw.execute(sql.replace("synchronous=FULL", "synchronous=OFF"))

    def cursor(self, *_: Any) -> Cursor:
        """A cursor on this connection."""
        self.check()
        return Cursor(self, self._raw.cursor())

    def commit(self) -> None:
        """Commit; it may fail before, or be done and not answered."""
        if not self._raw_in_transaction():
            return
        disk = self.disk
        disk.turn()
        self.check()
        if disk.happens(disk.faults.commit_refused):
            disk.world.note("FAULT commit refused")
            self.rollback()
            raise sqlite3.OperationalError("disk I/O error")
        self._raw.commit()
        self._lets_go()
        disk.world.note("commit")
        if disk.happens(disk.faults.commit_unanswered):
            disk.world.note("FAULT commit not answered")
            self.is_lost()
            raise sqlite3.OperationalError(LOST)
        disk.turn()

    def rollback(self) -> None:
        """Roll back; nothing where all is rolled back already."""
        if not self.lost:
            self._raw.rollback()
            self._lets_go()

    def close(self) -> None:
        """Give it back."""
        if not self.lost:
            self.is_lost()

    def is_lost(self) -> None:
        """It is gone, and with it what it had not committed."""
        self.lost = True
        self.disk.open.remove(self)
        # Rolled back first: SQLite keeps a connection's locks for as long as a statement of it lives somewhere.
        self._raw.rollback()
        self._raw.close()
        self._lets_go()

    def check(self) -> None:
        """Raises what the driver does where the connection is gone."""
        if self.lost:
            if isinstance(task := threading.current_thread(), Task) and task.is_doomed:
                raise Died
            raise sqlite3.OperationalError(LOST)

    def _lets_go(self) -> None:
        if self.disk.file.holder is self:
            self.disk.file.holder = None

    def _raw_in_transaction(self) -> bool:
        return not self.lost and self._raw.in_transaction


class Cursor:
    """A cursor: each statement is a turn of the world."""

    def __init__(self, connection: Connection, raw: sqlite3.Cursor) -> None:
        self._connection, self._raw = connection, raw

    def __getattr__(self, name: str) -> Any:
        return getattr(self._raw, name)

    def execute(self, sql: str, parameters: Any = ()) -> Any:
        """One statement."""
        self._before(sql)
        if sql.startswith("BEGIN"):
            self._begin(sql)
        else:
            self._raw.execute(sql, parameters)
        return self

    def executemany(self, sql: str, rows: Any) -> Any:
        """One statement for many rows."""
        self._before(sql)
        self._raw.executemany(sql, rows)
        return self

    def close(self) -> None:
        """Close it; nothing where its connection is gone."""
        if not self._connection.lost:
            self._raw.close()

    def _before(self, sql: str) -> None:
        connection, disk = self._connection, self._connection.disk
        disk.turn()
        connection.check()
        if disk.happens(disk.faults.statement):
            disk.world.note(f"FAULT {_shown(sql)}")
            raise sqlite3.OperationalError("disk I/O error")
        if disk.happens(disk.faults.loss):
            disk.world.note(f"FAULT connection lost: {_shown(sql)}")
            connection.is_lost()
            raise sqlite3.OperationalError(LOST)
        disk.world.note(_shown(sql))

    def _begin(self, sql: str) -> None:
        """Wait for whoever else is writing, as the driver does by itself."""
        connection, file = self._connection, self._connection.disk.file
        if sql == "BEGIN IMMEDIATE":
            if not file.is_free():
                connection.disk.world.pause(BUSY_SECONDS, file.is_free)
                connection.check()
            self._raw.execute(sql)
            file.holder = connection
        else:
            self._raw.execute(sql)


def connect(database: str, **rest: Any) -> Connection:
    """A connection of the process whose task asks for it."""
    task = threading.current_thread()
    assert isinstance(task, Task)
    process: Any = task.process
    return Connection(
        process.disk, sqlite3.connect(database, **{**rest, "timeout": 0, "check_same_thread": False})
    )


def _shown(sql: str) -> str:
    return " ".join(sql.split())[:70]


class SimulatedDialect(SQLiteDialect_pysqlite):
    """SQLite by the driver above."""

    driver = "simulated"
    supports_statement_cache = True

    @classmethod
    def import_dbapi(cls) -> Any:
        module = ModuleType("simulated")
        module.__dict__.update({**vars(sqlite3), "connect": connect})
        return module

    def is_disconnect(self, e: Any, connection: Any, cursor: Any) -> bool:
        return LOST in str(e)


registry.register("sqlite.simulated", __name__, SimulatedDialect.__name__)
