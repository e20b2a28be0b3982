"""The same transactions by the bare driver: the rows that the engine wrote, looked up and written again with sqlite3 or psycopg alone.

A `Tape` stands before a store and keeps the rows of each transaction. They are written into an empty database in batches as large
as the engine's were, with the same look-ups before each.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from time import perf_counter
from typing import Any, NamedTuple

import psycopg
from sqlalchemy import Table

from engine.store import tables
from engine.store.microseconds import to_micros
from engine.store.port import Store, T, Transaction
from engine.store.staged.changes import Changes, Row, key_columns

Written = tuple[str, Table, list[Row]]


class Command(NamedTuple):
    """Statements of the driver, with their values: what one batch of the engine's asks for, and what it writes."""

    looks_up: Sequence[tuple[str, tuple[str, ...]]]
    writes: Sequence[tuple[str, list[tuple[Any, ...]]]]


_ORDER = {table: number for number, table in enumerate(tables.metadata.sorted_tables)}


class Tape:
    """A store that keeps what went through it: for each transaction the rows, and how many commands it held."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.batches: list[list[Written]] = []
        self._lock = threading.Lock()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def transact(self, work: Callable[[Transaction], T]) -> T:
        """Keep the rows that `work` flushes."""
        kept: list[Written] = []

        def watched(transaction: Transaction) -> T:
            kept.clear()  # It is called anew where the transaction has to begin anew.
            flush = transaction.flush

            def keeping(changes: Changes) -> None:
                for operation in ("delete", "insert", "update"):
                    kept.extend((operation, table, rows) for table, rows in changes.of(operation))
                flush(changes)

            transaction.flush = keeping  # type: ignore[method-assign]
            return work(transaction)

        result = self._store.transact(watched)
        if kept:
            with self._lock:
                self.batches.append(kept)
        return result

    def commands(self) -> int:
        """How many commands are on the tape: one history row each."""
        return sum(len(rows) for batch in self.batches for _, table, rows in batch if table is tables.history)


def opened(path: str) -> sqlite3.Connection:
    """The database by sqlite3, as the engine has it: WAL, synchronous=FULL."""
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def commands_of(tape: Tape) -> list[Command]:
    """What sqlite3 is to look up and write for each of the tape's batches."""
    return [
        Command(looks_up=_lookups(asked, "?"), writes=statements)
        for asked, statements in (_prepared(batch, "?") for batch in tape.batches)
    ]


def written(connection: sqlite3.Connection, commands: Iterable[Command]) -> None:
    """One transaction of all the commands."""
    connection.execute("BEGIN IMMEDIATE")
    for each in commands:
        for sql, values in each.looks_up:
            connection.execute(sql, values).fetchall()
        for sql, rows in each.writes:
            connection.executemany(sql, rows)
    connection.execute("COMMIT")


def sqlite_seconds(path: str, tape: Tape) -> float:
    """Seconds to write the tape with sqlite3, on one connection, with as many commits as the engine made."""
    connection, commands = opened(path), commands_of(tape)
    started = perf_counter()
    for each in commands:
        written(connection, [each])
    seconds = perf_counter() - started
    connection.close()
    return seconds


def postgres_seconds(url: str, tape: Tape) -> float:
    """Seconds to write the tape with psycopg, one connection, as many commits as the engine made."""
    with psycopg.connect(url.replace("postgresql+psycopg://", "postgresql://")) as connection:
        batches = [_prepared(batch, "%s") for batch in tape.batches]
        started = perf_counter()
        with connection.cursor() as cursor:
            for asked, statements in batches:
                for sql, values in _lookups(asked, "%s"):
                    cursor.execute(sql, values).fetchall()
                for sql, rows in statements:
                    cursor.executemany(sql, rows)
                connection.commit()
        return perf_counter() - started


def _prepared(batch: list[Written], mark: str) -> tuple[list[str], list[tuple[str, list[tuple[Any, ...]]]]]:
    """The batch's instances, and its statements with their rows, in an order that foreign keys allow."""
    asked = [row["id"] for operation, table, rows in batch if table is tables.instances for row in rows]
    ordered = sorted(
        batch, key=lambda each: (each[0] != "delete", _ORDER[each[1]] * (-1 if each[0] == "delete" else 1))
    )
    return asked, [_statement(operation, table, rows, mark) for operation, table, rows in ordered]


def _statement(operation: str, table: Table, rows: list[Row], mark: str) -> tuple[str, list[tuple[Any, ...]]]:
    names = [column.name for column in table.columns]
    keys = key_columns(table)
    where = " and ".join(f'"{key}" = {mark}' for key in keys)
    if operation == "insert":
        listed = ", ".join(f'"{name}"' for name in names)
        sql = f'insert into "{table.name}" ({listed}) values ({", ".join([mark] * len(names))})'
        return sql, [_values(row, names) for row in rows]
    if operation == "delete":
        return f'delete from "{table.name}" where {where}', [_values(row, keys) for row in rows]
    others = [name for name in names if name not in keys]
    settings = ", ".join(f'"{name}" = {mark}' for name in others)
    return f'update "{table.name}" set {settings} where {where}', [
        _values(row, [*others, *keys]) for row in rows
    ]


def _values(row: Row, names: Iterable[str]) -> tuple[Any, ...]:
    return tuple(to_micros(value) if isinstance(value, datetime) else value for value in map(row.get, names))


def _lookups(instances: Sequence[str], mark: str) -> list[tuple[str, tuple[str, ...]]]:
    if not instances:
        return []
    marks = ", ".join([mark] * len(instances))
    ids = tuple(instances)
    cases = f"(select case_id from instances where id in ({marks}))"
    return [
        (f"select id, case_id from instances where id in ({marks})", ids),
        (f"select * from cases where id in {cases}", ids),
        (
            f"select body from instances where case_id in {cases} and status = 'running' or id in ({marks})",
            ids + ids,
        ),
    ]
