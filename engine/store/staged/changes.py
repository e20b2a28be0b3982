"""What one batch wants written: the last word on each row, whatever several commands did to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from operator import itemgetter
from typing import Any, Literal

from sqlalchemy import Table

Row = dict[str, Any]
Key = tuple[Any, ...]
Operation = Literal["insert", "update", "delete"]


@cache
def key_columns(table: Table) -> tuple[str, ...]:
    """The names of the primary key's columns."""
    return tuple(column.name for column in table.primary_key)


def values_of(names: Sequence[str]) -> Callable[[Row], Key]:
    """What takes these columns' values out of a row, in order."""
    if len(names) == 1:
        return lambda row: (row[names[0]],)
    return itemgetter(*names)


@cache
def _key(table: Table) -> Callable[[Row], Key]:
    return values_of(key_columns(table))


def key_of(table: Table, row: Row) -> Key:
    """The row's primary key."""
    return _key(table)(row)


class Changes:
    """Rows to insert, update (whole rows) and delete, each row once; and notices that turn out to be over."""

    def __init__(self) -> None:
        self._by_table: dict[Table, dict[Key, tuple[Operation, Row]]] = {}
        self.notices_turned: list[Row] = []

    def __bool__(self) -> bool:
        return any(self._by_table.values()) or bool(self.notices_turned)

    def insert(self, table: Table, row: Row) -> None:
        """A row that is new, or that comes back after a delete of this batch."""
        rows = self._by_table.setdefault(table, {})
        key = key_of(table, row)
        deleted = key in rows and rows[key][0] == "delete"
        rows[key] = ("update" if deleted else "insert", row)

    def update(self, table: Table, row: Row) -> None:
        """A row that is there already, in the database or from this batch."""
        rows = self._by_table.setdefault(table, {})
        key = key_of(table, row)
        rows[key] = (rows[key][0] if key in rows else "update", row)

    def delete(self, table: Table, row: Row) -> None:
        """A row that is to go; one that only this batch knew of simply never comes."""
        rows = self._by_table.setdefault(table, {})
        key = key_of(table, row)
        if key in rows and rows[key][0] == "insert":
            del rows[key]
        else:
            rows[key] = ("delete", row)

    def turn_notices(self, turned: Row) -> None:
        """Notices that are over, or stand again, in the order in which that came: of `instance_id` in `case_id` those that are `about`
        something of a `visit`, `all_of_visit` or `all_of_it`, told `until` a command of the case. What is over `for_good` is about nothing
        any longer, so that it never stands again. They are found where they lie, when all rows are written.
        """
        self.notices_turned.append(turned)

    def of(self, operation: Operation) -> Iterator[tuple[Table, list[Row]]]:
        """The rows of one operation, table by table."""
        for table, rows in self._by_table.items():
            wanted = [row for each, row in rows.values() if each == operation]
            if wanted:
                yield table, wanted

    def written(self, table: Table) -> Iterator[Row]:
        """The table's rows that are inserted or updated."""
        return (row for operation, row in self._by_table.get(table, {}).values() if operation != "delete")
