"""Statements as the driver takes them: compiled once by SQLAlchemy, run past it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import closing, contextmanager, nullcontext
from functools import lru_cache
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Select
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import ExpandedState
from sqlalchemy.sql.dml import Delete, Insert, Update

from engine.store.staged.changes import Row, values_of


class Prepared:
    """One writing statement: compiled once, run with plain tuples for each batch."""

    def __init__(self, statement: Insert | Update | Delete, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect)
        self._sql = str(compiled)
        # `pyformat` drivers take values by name; positional ones in this order.
        names = tuple(compiled.positiontup or compiled.params)
        self._names = None if compiled.positional else names
        self._values = values_of([name.removeprefix("key_") for name in names])
        types = [compiled.binds[name].type.dialect_impl(dialect) for name in names]
        processors = [each.bind_processor(dialect) for each in types]
        self._processors = [(place, process) for place, process in enumerate(processors) if process]

    def execute(self, cursor: Any, rows: Sequence[Row]) -> None:
        """Run the statement for each row, on a cursor of the driver's own."""
        cursor.executemany(self._sql, [self._bound(row) for row in rows])

    def _bound(self, row: Row) -> Any:
        values = list(self._values(row))
        for place, process in self._processors:
            values[place] = process(values[place])
        return tuple(values) if self._names is None else dict(zip(self._names, values, strict=True))


class Lookup:
    """One reading statement whose values are lists of texts or whole numbers, and whose rows hold nothing else.

    It is written out once for each length of its lists.
    """

    def __init__(self, statement: Select[Any], dialect: Dialect) -> None:
        self._compiled = statement.compile(dialect=dialect)
        self._written = lru_cache(1024)(self._write)

    def rows(self, cursor: Any, **lists: Collection[object]) -> list[tuple[Any, ...]]:
        """What is found, by a cursor of the driver's own."""
        written = self._written(tuple((name, len(values)) for name, values in lists.items()))
        names = chain.from_iterable(written.parameter_expansion[name] for name in lists)
        bound = {**written.parameters, **dict(zip(names, chain.from_iterable(lists.values()), strict=True))}
        order = written.positiontup
        cursor.execute(written.statement, bound if order is None else [bound[name] for name in order])
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found

    def _write(self, lengths: tuple[tuple[str, int], ...]) -> ExpandedState:
        return self._compiled.construct_expanded_state({name: [None] * length for name, length in lengths})


@contextmanager
def past_sqlalchemy(connection: Connection, *, pipelined: bool = False) -> Iterator[Any]:
    """A cursor of the driver's own: half the time of a statement that is compiled already would be spent on the way to it.

    `pipelined`: PostgreSQL gets all the statements at once, and answers them together. Trouble is told as SQLAlchemy tells it.
    """
    driver: Any = connection.connection.driver_connection
    errors = connection.dialect.loaded_dbapi.Error
    on_server = connection.dialect.name == "postgresql"
    try:
        with (
            driver.pipeline() if pipelined and on_server else nullcontext(),
            closing(driver.cursor()) as cursor,
        ):
            yield cursor
    except errors as wrong:
        is_lost = connection.dialect.is_disconnect(wrong, driver, None)
        if is_lost:
            connection.invalidate(wrong)
        raise DBAPIError.instance(None, None, wrong, errors, connection_invalidated=is_lost) from wrong
