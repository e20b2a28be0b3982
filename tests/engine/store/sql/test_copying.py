"""All of one database copied into another: all rows, counted, into a file that is whole by itself; and nothing where it can't be so."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine, create_engine, event

from engine.errors.store import StoreTrouble
from engine.store import tables
from engine.store.sql.copying import ROWS_AT_ONCE, copy_from_file, copy_to_file
from engine.store.sql.database import version_of
from tests.engine.store.port.shelf import Shelf
from tests.engine.store.sql.test_database import connections
from tests.stored.released import LAST, sqlite_of

MANY = 2 * ROWS_AT_ONCE + 1


@pytest.fixture
def kept(sqlite_url: str) -> Iterator[Shelf]:
    """More than is copied at once."""
    shelf = Shelf(sqlite_url)
    shelf.put(tables.cases, {"id": "c"})
    shelf.put(tables.settings, *({"name": f"{each}", "value": f"v{each}"} for each in range(MANY)))
    yield shelf
    shelf.store.close()


def count(file: Path, table: str) -> int:
    with sqlite3.connect(file) as alone:
        (number,) = alone.execute(f"select count(*) from {table}").fetchone()
    alone.close()
    return int(number)


def test_all_rows_are_copied_and_counted_by_table(kept: Shelf, sqlite_url: str, tmp_path: Path) -> None:
    counts = copy_to_file(sqlite_url, tmp_path / "copy")
    assert {name: number for name, number in counts.items() if number} == {"cases": 1, "settings": MANY}
    assert count(tmp_path / "copy", "settings") == MANY
    new = f"sqlite:///{tmp_path / 'new.db'}"
    assert copy_from_file(tmp_path / "copy", new, ["cases"])["settings"] == MANY
    read = Shelf(new)
    assert (read.rows(tables.settings), read.rows(tables.cases)) == (kept.rows(tables.settings), [])
    read.store.close()


def test_a_copy_is_one_file_and_takes_no_other_to_be_read(
    kept: Shelf, sqlite_url: str, tmp_path: Path
) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()
    copy_to_file(sqlite_url, folder / "copy")
    assert [each.name for each in folder.iterdir()] == ["copy"]
    with sqlite3.connect(folder / "copy") as alone:
        assert alone.execute("pragma journal_mode").fetchone() == ("delete",)
    alone.close()


def test_a_copy_is_of_the_release_that_its_database_is_of(tmp_path: Path) -> None:
    url = sqlite_of(LAST, tmp_path)
    copy_to_file(url, tmp_path / "copy")
    copied, copy = (create_engine(each) for each in (url, f"sqlite:///{tmp_path / 'copy'}"))
    assert version_of(copy) == version_of(copied)
    for each in (copied, copy):
        each.dispose()


def test_nothing_that_was_opened_for_a_copy_is_left_open(
    kept: Shelf, sqlite_url: str, tmp_path: Path
) -> None:
    with connections() as told:
        copy_to_file(sqlite_url, tmp_path / "copy")
        copy_from_file(tmp_path / "copy", f"sqlite:///{tmp_path / 'new.db'}")
    assert told.count("opened") == told.count("closed")


def test_a_database_of_another_release_is_not_copied(kept: Shelf, sqlite_url: str, tmp_path: Path) -> None:
    kept.store.close()
    with sqlite3.connect(sqlite_url.removeprefix("sqlite:///")) as alone:
        alone.execute("update alembic_version set version_num = 'r99'")
    alone.close()
    with pytest.raises(StoreTrouble, match="is of another release") as refused:
        copy_to_file(sqlite_url, tmp_path / "copy")
    assert Path(sqlite_url).name in refused.value.say("en")
    assert not (tmp_path / "copy").exists()


def test_nothing_is_read_into_a_database_with_a_single_row(
    kept: Shelf, sqlite_url: str, tmp_path: Path
) -> None:
    copy_to_file(sqlite_url, tmp_path / "copy")
    url = f"sqlite:///{tmp_path / 'new.db'}"
    there = Shelf(url)
    there.put(tables.used_once, {"hash": "a"})
    with pytest.raises(StoreTrouble, match="is not empty"):
        copy_from_file(tmp_path / "copy", url)
    assert there.rows(tables.settings) == []
    there.store.close()


@contextmanager
def before_each_row(does: Callable[[], object]) -> Iterator[None]:
    """While something is done elsewhere just before any rows are written to whichever database."""

    def told(_: object, __: object, statement: str, *rest: object) -> None:
        if statement.startswith("INSERT INTO settings"):
            does()

    event.listen(Engine, "before_cursor_execute", told)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", told)


def test_a_file_that_somebody_writes_in_meanwhile_is_told_to_be_no_copy(
    kept: Shelf, sqlite_url: str, tmp_path: Path
) -> None:
    kept.store.close()

    def writes() -> None:
        with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as alone, alone:
            alone.execute("delete from cases")

    with before_each_row(writes), pytest.raises(StoreTrouble, match="while it was read"):
        copy_to_file(sqlite_url, tmp_path / "copy")


@pytest.mark.postgres
def test_nobody_writes_in_a_database_that_a_copy_is_read_into_and_it_is_seen_whole_or_not_at_all(
    kept: Shelf, sqlite_url: str, tmp_path: Path, postgres_url: str
) -> None:
    copy_to_file(sqlite_url, tmp_path / "copy")
    taken, seen = [], set()

    def looks() -> None:
        with psycopg.connect(postgres_url) as other:
            seen.add(other.execute("select count(*) from settings").fetchone())
            for table in ("settings", "receipts"):
                with suppress(psycopg.errors.LockNotAvailable), other.transaction():
                    other.execute(f"lock table {table} in row exclusive mode nowait")
                    taken.append(table)

    with before_each_row(looks):
        assert copy_from_file(tmp_path / "copy", postgres_url)["settings"] == MANY
    assert (taken, seen) == ([], {(0,)})
    read = Shelf(postgres_url)
    assert read.rows(tables.settings) == kept.rows(tables.settings)
    read.store.close()
