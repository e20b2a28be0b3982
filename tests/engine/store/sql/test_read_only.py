"""Reading a database that nothing may be written in: all of it is read, and nothing is changed or made beside it."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.engine import URL

from engine.errors.store import StoreTrouble
from engine.run.instance import Person
from engine.service.engine import Engine
from engine.store.port import Reader
from engine.store.sql.store import SqlStore
from tests.engine.database.office import UNIT, WORKER, office
from tests.stored.released import LAST, postgres_of, sqlite_of

Files = dict[str, bytes]


def files(folder: Path) -> Files:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def address(folder: Path) -> str:
    return f"sqlite:///{folder / 'rutin.db'}"


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    """A folder with a database that nobody has open."""
    with office(address(tmp_path)) as desk:
        desk.takes(desk.starts(), "borja", "granskas")
    return tmp_path


def audited(url: str) -> tuple[int, int]:
    with Engine.open(url, read_only=True) as engine:
        audit = engine.audit()
    return len(audit.findings), audit.cases


def test_a_backup_is_audited_and_is_as_it_was(backup: Path) -> None:
    before = files(backup)
    assert audited(address(backup)) == (0, 1)
    assert files(backup) == before


def test_a_backup_with_an_empty_log_beside_it_is_read_as_it_is(backup: Path) -> None:
    (backup / "rutin.db-wal").touch()
    before = files(backup)
    assert audited(address(backup)) == (0, 1)
    assert files(backup) == before


def test_a_backup_is_read_whatever_its_folder_is_called(backup: Path) -> None:
    folder = backup / "100%25 #1?"
    folder.mkdir()
    file = (backup / "rutin.db").rename(folder / "rutin.db")
    url = URL.create("sqlite", database=str(file))
    assert audited(url.render_as_string()) == (0, 1)


def test_a_backup_is_read_by_whichever_thread_asks(backup: Path) -> None:
    store = SqlStore(address(backup), read_only=True)
    here = store.read(lambda reader: reader.all_cases())
    with ThreadPoolExecutor(1) as elsewhere:
        assert elsewhere.submit(store.read, lambda reader: reader.all_cases()).result() == here
    store.close()


def test_all_that_is_read_at_once_is_as_of_one_moment(database_url: str) -> None:
    with office(database_url) as desk:
        instance = desk.starts()
        store = SqlStore(database_url, read_only=True)

        def reads(reader: Reader) -> list[int]:
            before = len(reader.history(instance))
            desk.takes(instance, "borja", "granskas")
            return [before, len(reader.history(instance))]

        assert store.read(reads) == [1, 1]
        store.close()


def test_what_was_altered_in_a_backup_is_found(backup: Path) -> None:
    with sqlite3.connect(backup / "rutin.db") as database:
        database.execute("pragma journal_mode=delete")
        database.execute("update history set at = at + 1")
    database.close()
    assert audited(address(backup)) == (1, 1)


def test_a_database_that_is_at_work_is_read_with_its_latest(tmp_path: Path) -> None:
    with office(address(tmp_path)) as desk:
        desk.starts()
        assert (tmp_path / "rutin.db-wal").stat().st_size
        assert audited(address(tmp_path)) == (0, 1)
        desk.starts()
        assert audited(address(tmp_path)) == (0, 2)


def test_a_copy_whose_latest_is_beside_it_is_not_read_without_that(tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    copy.mkdir()
    with office(address(tmp_path)) as desk:
        desk.starts()
        for name in ("rutin.db", "rutin.db-wal"):
            shutil.copy(tmp_path / name, copy)
    before = files(copy)
    with pytest.raises(StoreTrouble, match="-wal beside it"):
        audited(address(copy))
    assert files(copy) == before
    with sqlite3.connect(copy / "rutin.db") as database:
        database.execute("pragma wal_checkpoint(truncate)")
    database.close()
    assert audited(address(copy)) == (0, 1)


def test_whoever_writes_in_it_meanwhile_is_noticed(backup: Path) -> None:
    store = SqlStore(address(backup), read_only=True)
    assert len(store.read(lambda reader: reader.all_cases())) == 1
    with Engine.open(address(backup)) as engine:
        engine.start("prov", WORKER, UNIT)
        with pytest.raises(StoreTrouble, match="while it was read"):
            store.read(lambda reader: reader.all_cases())
    store.close()


def test_nothing_can_be_changed(backup: Path) -> None:
    before = files(backup)
    with (
        Engine.open(address(backup), read_only=True) as engine,
        pytest.raises(StoreTrouble, match="can't be written to"),
    ):
        engine.tokens.add("m1", [("chef", UNIT)])
    assert files(backup) == before


def test_what_is_no_database_of_rutin_is_told_and_left(tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / "rutin.db").close()
    (tmp_path / "rutin.db").touch()
    with pytest.raises(StoreTrouble, match="nothing of Rutin's"):
        audited(address(tmp_path))
    with sqlite3.connect(tmp_path / "rutin.db") as database:
        database.execute("create table cases (a)")
    database.close()
    with pytest.raises(StoreTrouble, match="another program's"):
        audited(address(tmp_path))


def test_a_file_of_the_last_release_is_audited_without_being_brought_up_to_date(tmp_path: Path) -> None:
    url = sqlite_of(LAST, tmp_path)
    before = files(tmp_path)
    assert audited(url) == (0, 11)
    assert files(tmp_path) == before


@pytest.fixture(scope="module")
def reader() -> Iterator[str]:
    """The address of an account that may only read, on a server with the last release's database."""
    with postgres_of(LAST) as url:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("create role auditor login password 'reads'")
            connection.execute("grant usage on schema public to auditor")
            connection.execute("grant select on all tables in schema public to auditor")
        yield url.replace("postgres:@", "auditor:reads@")


@pytest.mark.postgres
def test_an_account_that_may_only_read_audits_a_server(reader: str) -> None:
    assert audited(reader) == (0, 11)


@pytest.mark.postgres
@pytest.mark.parametrize("account", ["auditor:reads@", "postgres:@"], ids=["may only read", "may write"])
def test_an_account_that_only_reads_changes_nothing(reader: str, account: str) -> None:
    with (
        Engine.open(reader.replace("auditor:reads@", account), read_only=True) as engine,
        pytest.raises(StoreTrouble, match="can't be written to"),
    ):
        engine.start("prov", Person("m1", frozenset({("medarbetare", UNIT)})), UNIT)
