"""All of one database copied into another that is empty: what a backup is, and what is done with it.

A copy is an SQLite file, whatever it was made of, so that it can be audited as it lies there, and read into either kind of database.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, MetaData, Table, select, text

from engine.errors.store import StoreTrouble
from engine.said import Said
from engine.store.sql.database import STEPS, connect, version_of
from engine.store.sql.read_only import ReadOnly
from engine.store.sql.troubles import shown, told

ROWS_AT_ONCE = 1_000

_OWN = frozenset({"alembic_version", "compatibility"})
"""What every database says of itself: the migrations write it."""


def copy_to_file(url: str, file: Path) -> Mapping[str, int]:
    """All rows of the database as they are at one moment, into a new file; how many there are, by table.

    Others may write meanwhile. The file is whole by itself: nothing lies beside it.

    Raises:
        StoreTrouble: the database can't be read, is one that only another release knows, or the file can't be written.
    """
    source = ReadOnly(url)
    try:
        with told(source.engine):
            version = version_of(source.engine)
        if version not in STEPS:
            raise StoreTrouble(_of_another_release(shown(source.engine.url)))
        with _opened(f"sqlite:///{file}", str(version)) as target:
            counts = _copy(source.engine, target, _tables(target))
        source.check_unchanged()
    finally:
        source.engine.dispose()
    # What was written last lies beside the file until somebody takes it in.
    with sqlite3.connect(file) as alone:
        alone.execute("pragma journal_mode=delete")
    alone.close()
    return counts


def copy_from_file(file: Path, url: str, leaving_out: Collection[str] = ()) -> Mapping[str, int]:
    """All rows of a copy into an empty database, whole or not at all; how many there are, by table.

    The copy may be of an earlier release: it is brought up to date, so give one that may be changed. `leaving_out`: tables.

    Raises:
        StoreTrouble: the copy can't be read or is no copy, the database is not empty, or can't be written.
    """
    with _opened(f"sqlite:///{file}") as source, _opened(url) as target:
        tables = [each for each in _tables(source) if each.name not in leaving_out]
        return _copy(source, target, tables)


@contextmanager
def _opened(url: str, step: str | None = None) -> Iterator[Engine]:
    writing, _ = connect(url, step)
    try:
        yield writing
    finally:
        writing.dispose()


def _tables(file: Engine) -> list[Table]:
    """As the file has them: columns of an earlier release are its own. Those that others point to come first."""
    found = MetaData()
    with told(file):
        found.reflect(file)
    return [each for each in found.sorted_tables if each.name not in _OWN]


def _copy(source: Engine, target: Engine, tables: list[Table]) -> Mapping[str, int]:
    with told(source), source.connect() as reading, told(target), target.begin() as writing:
        _check_empty(writing, tables)
        counts = dict.fromkeys((each.name for each in tables), 0)
        for table in tables:
            rows = reading.execution_options(stream_results=True).execute(select(table))
            for some in rows.mappings().partitions(ROWS_AT_ONCE):
                writing.execute(table.insert(), [dict(each) for each in some])
                counts[table.name] += len(some)
        return counts


def _check_empty(writing: Connection, tables: list[Table]) -> None:
    """Raises StoreTrouble where there is anything. Nobody else writes until the transaction is over."""
    if writing.dialect.name == "postgresql":
        names = ", ".join(each.name for each in tables)
        writing.execute(text(f"lock table {names} in exclusive mode"))
    for table in tables:
        if writing.execute(select(table).limit(1)).first() is not None:
            name = shown(writing.engine.url)
            raise StoreTrouble(
                Said(
                    f"Databasen {name} är inte tom, och inget i den skrivs över. "
                    "Ange en ny i RUTIN_DATABASE_URL och läs in kopian i den.",
                    f"The database {name} is not empty, and nothing in it is written over. "
                    "Name a new one in RUTIN_DATABASE_URL and read the copy into that.",
                )
            )


def _of_another_release(name: str) -> Said:
    return Said(
        f"Databasen {name} är av en annan utgåva av Rutin. Ta kopian med den utgåva som använder databasen.",
        f"The database {name} is of another release of Rutin. Make the copy by the release that uses the database.",
    )
