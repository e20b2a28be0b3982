"""Many cases as one case is: its rows as the engine wrote them, with ids, units, people and times of their own, and chained anew.

What a copy holds can be read, gone on with and audited as if the engine had done all of it.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import psycopg
from sqlalchemy import Table

from engine.store import tables
from engine.store.chain import START, link
from engine.store.microseconds import from_micros, to_micros

TABLES = (tables.cases, tables.instances, tables.history, tables.open_steps, tables.timers)
_AT_ONCE = 1_000
"""Cases that are written in one go."""

PERSON = "987654321"
"""Stands for the number of whoever did it all, whom a form may name as one of its sentinels."""

_PERSON = r'((?:owner|by|person|holder)\\*": ?)1\b'

Rows = dict[str, list[dict[str, object]]]
"""Rows by the names of their tables, as the driver has them."""


class Copied:
    """One case of an SQLite file, as a form that is filled in.

    `sentinels` are what each copy has otherwise: the text that stands for it, in columns and within what is kept as JSON, by its name.
    """

    def __init__(self, file: Path, case: str, sentinels: Mapping[str, str]) -> None:
        names = {text: name for name, text in sentinels.items()}
        whole = re.sub(_PERSON, rf"\g<1>{PERSON}", json.dumps(_rows_of(file, case)))
        self._parts = re.split("|".join(map(re.escape, names)), whole)
        self._names = [names[each] for each in re.findall("|".join(map(re.escape, names)), whole)]

    def filled(self, values: Mapping[str, str]) -> Rows:
        """The rows of a copy that has these values."""
        between = (values[name] for name in self._names)
        text = self._parts[0] + "".join(
            value + part for value, part in zip(between, self._parts[1:], strict=True)
        )
        rows: Rows = json.loads(text)
        rows["cases"][0]["head"] = _chained(rows["history"])
        return rows


def _rows_of(file: Path, case: str) -> Rows:
    connection = sqlite3.connect(file)
    connection.row_factory = sqlite3.Row
    found = {
        table.name: [
            dict(row)
            for row in connection.execute(
                f"select * from {table.name} where {'id' if table is tables.cases else 'case_id'} = ? order by 1, 2",
                [case],
            )
        ]
        for table in TABLES
    }
    connection.close()
    return found


def _chained(history: list[dict[str, object]]) -> str:
    """Put the hashes right; the last of them."""
    previous = START
    for row in history:
        new = link(
            str(row["case_id"]),
            int(str(row["sequence"])),
            from_micros(int(str(row["at"]))).astimezone(UTC),
            int(str(row["format"])),
            str(row["content"]),
            str(row["salt"]),
            previous,
        )
        row.update(digest=new.digest, previous=new.previous, hash=new.hash)
        previous = new.hash
    return previous


def write(url: str, copies: Iterable[Rows]) -> int:
    """Write the rows to the database, some cases in each transaction; how many cases that was."""
    left, number = iter(copies), 0
    while some := list(islice(left, _AT_ONCE)):
        number += len(some)
        (_to_sqlite if url.startswith("sqlite") else _to_postgres)(url, some)
    if not url.startswith("sqlite"):
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("vacuum analyze")
    return number


def _to_sqlite(url: str, copies: list[Rows]) -> None:
    connection = sqlite3.connect(url.removeprefix("sqlite:///"))
    connection.execute("pragma synchronous=off")
    with connection:
        for table, names, rows in _by_table(copies):
            marks = ", ".join("?" * len(names))
            connection.executemany(
                f"insert into {table.name} ({', '.join(map(_quoted, names))}) values ({marks})", rows
            )
    connection.close()


def _to_postgres(url: str, copies: list[Rows]) -> None:
    with psycopg.connect(url) as connection, connection.cursor() as cursor:
        for table, names, rows in _by_table(copies):
            with cursor.copy(f"copy {table.name} ({', '.join(map(_quoted, names))}) from stdin") as copy:
                for row in rows:
                    copy.write_row(row)


def _by_table(copies: list[Rows]) -> Iterator[tuple[Table, list[str], list[tuple[object, ...]]]]:
    for table in TABLES:
        rows = [row for each in copies for row in each[table.name]]
        if rows:
            names = list(rows[0])
            yield table, names, [tuple(row[name] for name in names) for row in rows]


def _quoted(name: str) -> str:
    return f'"{name}"'


def moments(at: datetime) -> tuple[str, str]:
    """A moment as it stands in JSON, and in a column."""
    return at.astimezone(UTC).isoformat(), str(to_micros(at))
