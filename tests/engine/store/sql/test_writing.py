"""What is written past SQLAlchemy, by the driver's own cursor, is what SQLAlchemy itself reads back. The same on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Boolean, Column, Engine, Integer, LargeBinary, Table, create_engine, select
from sqlalchemy.pool import NullPool

from engine.errors.store import StoreTrouble
from engine.store import tables
from engine.store.microseconds import Moment
from engine.store.sql.store import SqlStore
from engine.store.staged.changes import Changes, Row
from tests.engine.database.office import MORNING
from tests.engine.store.port.shelf import Shelf

TABLES = [table for table in tables.metadata.sorted_tables if table is not tables.compatibility]
"""All tables but the one that a new database has a row in."""

FIRST: dict[str, Any] = {"moment": MORNING, "number": 1, "text": "å", "yes_no": True}
SECOND: dict[str, Any] = {
    "moment": MORNING + timedelta(microseconds=1),
    "number": 2,
    "text": "ö",
    "yes_no": False,
}


@pytest.fixture
def database(database_url: str) -> Iterator[tuple[SqlStore, Engine]]:
    """The store, and a way to its tables beside it."""
    store = SqlStore(database_url)
    engine = create_engine(database_url.replace("postgresql://", "postgresql+psycopg://"), poolclass=NullPool)
    yield store, engine
    engine.dispose()
    store.close()


def value(column: Column[Any], values: dict[str, Any]) -> Any:
    if isinstance(column.type, Moment):
        return values["moment"]
    if isinstance(column.type, Boolean):
        return values["yes_no"]
    if isinstance(column.type, LargeBinary):
        return values["text"].encode()
    return values["number" if isinstance(column.type, Integer) else "text"]


def row(table: Table, values: dict[str, Any]) -> Row:
    """A row with these values but for its key and what it refers to, which are always the same."""
    return {
        column.name: value(column, FIRST if column.primary_key or column.foreign_keys else values)
        for column in table.columns
    }


def there(engine: Engine) -> dict[str, list[Row]]:
    with engine.connect() as connection:
        return {
            table.name: [dict(each) for each in connection.execute(select(table)).mappings()]
            for table in TABLES
        }


def test_a_row_of_every_table_is_inserted_updated_and_deleted_value_for_value(
    database: tuple[SqlStore, Engine],
) -> None:
    store, engine = database
    inserted, updated, deleted = Changes(), Changes(), Changes()
    for table in TABLES:
        inserted.insert(table, row(table, FIRST))
        updated.update(table, row(table, SECOND))
        deleted.delete(table, row(table, SECOND))
    otherwise = "SQLAlchemy prepares values or their order otherwise than `Prepared` in engine/store/sql/prepared.py takes them"

    store.write(inserted)
    assert there(engine) == {table.name: [row(table, FIRST)] for table in TABLES}, otherwise
    store.write(updated)
    assert there(engine) == {table.name: [row(table, SECOND)] for table in TABLES}, otherwise
    store.write(deleted)
    assert there(engine) == {table.name: [] for table in TABLES}, otherwise


def test_a_try_to_write_changes_nothing_and_is_refused_where_nothing_can_be_written(
    database_url: str,
) -> None:
    shelf = Shelf(database_url)
    before = shelf.rows(tables.compatibility)
    shelf.transact(lambda transaction: transaction.try_to_write())
    assert shelf.rows(tables.compatibility) == before
    shelf.store.close()
    kept = SqlStore(database_url, read_only=True)
    with pytest.raises(StoreTrouble, match="can't be written to"):
        kept.transact(lambda transaction: transaction.try_to_write())
    kept.close()
