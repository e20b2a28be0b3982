"""The store on SQLite and PostgreSQL: one set of tables and statements."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, func, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from engine.store.moved import Moved
from engine.store.port import Reader, Transaction
from engine.store.sql import hearing
from engine.store.sql.database import connect
from engine.store.sql.read_only import ReadOnly
from engine.store.sql.reading import SqlReader
from engine.store.sql.troubles import Uncertain, told
from engine.store.sql.writing import CHANNEL, SqlTransaction, Statements
from engine.store.staged.changes import Changes

T = TypeVar("T")

POLL_SECONDS = 1.0
LISTEN_TURN_SECONDS = 0.25

_log = logging.getLogger(__name__)


class SqlStore:
    """A database behind the store's port."""

    def __init__(self, url: str, *, read_only: bool = False) -> None:
        """`read_only`: nothing is written, not even tables brought up to date; a change is refused. Raises StoreTrouble."""
        self._read_only = ReadOnly(url) if read_only else None
        self._writing, self._reading = (
            (self._read_only.engine, self._read_only.engine) if self._read_only else connect(url)
        )
        self._postgres = self._writing.dialect.name == "postgresql"
        self.writers = 2 if self._postgres else 1
        self._statements = Statements(self._writing.dialect)

    def transact(self, work: Callable[[Transaction], T]) -> T:
        """Run `work` in one transaction; once more where others were first, or the connection had been lost before."""
        with told(self._writing):
            try:
                return self._transact(work)
            except _Again:
                return self._transact(work, last=True)

    def read(self, query: Callable[[Reader], T]) -> T:
        """Run `query` on a pooled connection. All that it reads is as of one moment."""
        with told(self._reading), self._reading.connect() as connection:
            found = query(SqlReader(connection))
        if self._read_only:
            self._read_only.check_unchanged()
        return found

    def write(self, changes: Changes) -> None:
        """Write rows that belong to no case."""
        self.transact(lambda transaction: transaction.flush(changes))

    def wait(self, seconds: Callable[[], float], woken: threading.Event) -> None:
        """Sleep until woken: here by `woken`, from elsewhere by NOTIFY (PostgreSQL) or by looking again soon (SQLite)."""
        if not self._postgres:
            woken.wait(min(seconds(), POLL_SECONDS))
            return
        with told(self._reading), self._reading.connect() as connection:
            listening = connection.execution_options(isolation_level="AUTOCOMMIT")
            listening.execute(text(f"LISTEN {CHANNEL}"))
            driver: Any = listening.connection.driver_connection
            # Asked only now: what others write from here on is heard.
            deadline = time.monotonic() + seconds()
            while not woken.is_set() and (left := deadline - time.monotonic()) > 0:
                # Short turns, so that a wake-up in this process is seen soon; NOTIFY ends a turn at once.
                if any(True for _ in driver.notifies(timeout=min(left, LISTEN_TURN_SECONDS))):
                    break
            listening.execute(text(f"UNLISTEN {CHANNEL}"))

    def tell(self, moved: Iterable[Moved]) -> None:
        """Let other processes know by NOTIFY, in a transaction of its own: one that waits for the disk would keep all others that
        notify waiting. Whoever looks at a file sees it by itself.
        """
        if self._postgres:
            with told(self._writing), self._writing.connect() as connection:
                hearing.tell(connection.execution_options(isolation_level="AUTOCOMMIT"), moved)

    def hear(self, take: hearing.Take, stop: threading.Event) -> None:
        """Listen, or look each second, on a connection that is kept for it."""
        with told(self._reading), self._reading.connect() as connection:
            if self._postgres:
                hearing.hear(connection.execution_options(isolation_level="AUTOCOMMIT"), take, stop)
            else:
                hearing.look(connection, take, stop)

    def clock(self) -> datetime | None:
        """What time it is on the server; a file is on this machine."""
        if not self._postgres:
            return None
        with told(self._reading), self._reading.connect() as connection:
            return connection.scalar(select(func.clock_timestamp()))

    def close(self) -> None:
        """Give back the connections."""
        self._writing.dispose()
        self._reading.dispose()

    def _transact(self, work: Callable[[Transaction], T], *, last: bool = False) -> T:
        with _closed_after(self._writing.connect()) as connection:
            begun = connection.begin()
            try:
                result = work(SqlTransaction(connection, self._statements))
            except DBAPIError as wrong:
                # Nothing is committed yet.
                if last or not _worth_again(wrong):
                    raise
                raise _Again from wrong
            try:
                begun.commit()
            except DBAPIError as wrong:
                # Of a commit whose answer was lost nobody knows whether it came through: it is not tried again.
                if wrong.connection_invalidated:
                    raise Uncertain(self._writing.url) from wrong
                raise
            return result


@contextmanager
def _closed_after(connection: Connection) -> Iterator[Connection]:
    """Gives the connection back, which rolls back what was not committed. Trouble with that is no trouble with what was."""
    try:
        yield connection
    finally:
        try:
            connection.close()
        except Exception:
            _log.exception("a connection could not be given back")


class _Again(Exception):
    """The transaction may succeed if it is done again from its beginning."""


def _worth_again(wrong: DBAPIError) -> bool:
    """Somebody else wrote the same key first (it is found the next time), two waited for each other, or the connection was gone."""
    raced = getattr(wrong.orig, "sqlstate", None) in ("40001", "40P01")
    return raced or wrong.connection_invalidated or isinstance(wrong, IntegrityError)
