"""A store with rows that are put in by hand: what is asked of it is told apart from how the engine comes to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import Boolean, Column, Integer, LargeBinary, Table, create_engine, select
from sqlalchemy.pool import NullPool

from engine.store.memory.store import MemoryStore
from engine.store.microseconds import Moment
from engine.store.port import Reader, Store, Transaction
from engine.store.sql.store import SqlStore
from engine.store.staged.changes import Changes, Row, key_of
from tests.engine.database.office import MORNING

T = TypeVar("T")


def at(minutes: int) -> datetime:
    """So many minutes into the morning."""
    return MORNING + timedelta(minutes=minutes)


class Shelf:
    """One of the stores, empty at first."""

    def __init__(self, url: str) -> None:
        self.store: Store = MemoryStore() if url == "memory://" else SqlStore(url)

    def put(self, table: Table, *rows: Row) -> None:
        """Insert rows in this order, each with something in every column that must have it."""
        changes = Changes()
        for row in rows:
            changes.insert(table, full(table, row))
        self.store.write(changes)

    def read(self, query: Callable[[Reader], T]) -> T:
        """Ask."""
        return self.store.read(query)

    def transact(self, work: Callable[[Transaction], T]) -> T:
        """Do it, and commit."""
        return self.store.transact(work)

    def rows(self, table: Table) -> list[Row]:
        """All that is in the table, in the order of its key."""
        if isinstance(self.store, MemoryStore):
            return sorted(self.store._tables[table.name].values(), key=lambda row: key_of(table, row))
        assert isinstance(self.store, SqlStore)
        beside = create_engine(self.store._writing.url, poolclass=NullPool)
        with beside.connect() as connection:
            return [
                dict(row) for row in connection.execute(select(table).order_by(*table.primary_key)).mappings()
            ]


def full(table: Table, row: Row) -> Row:
    """The row with every column of the table: nothing where nothing may stand, and otherwise something plain."""
    return {each.name: row[each.name] if each.name in row else _plain(each) for each in table.columns}


def _plain(column: Column[Any]) -> Any:
    if column.nullable:
        return None
    if isinstance(column.type, Moment):
        return MORNING
    if isinstance(column.type, Boolean):
        return False
    if isinstance(column.type, LargeBinary):
        return b""
    return 0 if isinstance(column.type, Integer) else ""
