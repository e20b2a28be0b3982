"""Opening: the tables are made and brought up to date, once, whoever comes first."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import create_engine, event, make_url
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import Pool

from engine.errors.store import StoreTrouble
from engine.service.engine import Engine
from engine.store.sql import database
from engine.store.sql.database import MIGRATION_TRIES, MIGRATIONS, STEPS, WAIT_SECONDS, connect, version_of
from engine.store.sql.read_only import ReadOnly
from tests.engine.database.routines import barn, prov

ROOT = Path(__file__).parents[4]

FULL, ON = 2, 1
"""How SQLite tells these settings."""


def test_the_migrations_of_the_folder_are_those_that_the_program_knows() -> None:
    names = sorted(path.name for path in (MIGRATIONS / "versions").glob("r[0-9]*.py"))
    assert [name.partition("_")[0] for name in names] == list(STEPS)


def test_opening_what_is_up_to_date_imports_no_alembic(database_url: str) -> None:
    program = (
        "import sys; from engine.store.sql.store import SqlStore;"
        f"SqlStore({database_url!r}).close(); sys.exit('alembic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT, timeout=60).returncode == 0


def test_what_is_committed_to_a_file_is_on_the_disk_and_a_lock_on_it_is_waited_for(sqlite_url: str) -> None:
    for engine in connect(sqlite_url):
        with engine.connect() as connection:
            kept = [
                connection.exec_driver_sql(f"PRAGMA {pragma}").scalar()
                for pragma in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
            ]
        engine.dispose()
        assert kept == ["wal", FULL, ON, WAIT_SECONDS * 1000]


def test_a_lock_on_a_file_that_is_only_read_is_waited_for_as_long(sqlite_url: str) -> None:
    engine = ReadOnly(sqlite_url).engine
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == WAIT_SECONDS * 1000
    engine.dispose()


@pytest.mark.postgres
def test_a_server_that_does_not_answer_is_waited_for_as_long(postgres_url: str) -> None:
    for engine in (*connect(postgres_url), ReadOnly(postgres_url).engine):
        with engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            assert driver.info.get_parameters()["connect_timeout"] == str(WAIT_SECONDS)
        engine.dispose()


@contextmanager
def connections() -> Iterator[list[str]]:
    """Which connections are opened and closed inside, in order."""
    told: list[str] = []

    def opens(*_: object) -> None:
        told.append("opened")

    def closes(*_: object) -> None:
        told.append("closed")

    event.listen(Pool, "connect", opens)
    event.listen(Pool, "close", closes)
    try:
        yield told
    finally:
        event.remove(Pool, "connect", opens)
        event.remove(Pool, "close", closes)


@pytest.mark.parametrize("opened", [connect, ReadOnly])
def test_a_database_that_can_not_be_used_is_left_closed(
    opened: Callable[[str], object], sqlite_url: str
) -> None:
    with closing(sqlite3.connect(make_url(sqlite_url).database or "")) as raw, raw:
        raw.execute("update alembic_version set version_num = 'r9'")
        raw.execute("update compatibility set oldest_release = 9")
    with connections() as told, pytest.raises(StoreTrouble):
        opened(sqlite_url)
    assert told == ["opened", "closed"]


def test_a_release_that_takes_nothing_away_has_nothing_to_finish(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "LAST_STEP", None)
    with connections() as told:
        database.finish_upgrade(sqlite_url)
    assert told == ["opened", "closed"]


class Migrating:
    """What stands in for running the migrations: fails as it is told to, and is counted."""

    def __init__(self, *failures: Exception) -> None:
        self._failures = list(failures)
        self.tries = 0

    def __call__(self, *_: object) -> None:
        self.tries += 1
        if self._failures:
            raise self._failures.pop()


DEADLOCK = OperationalError("alter", {}, psycopg.errors.DeadlockDetected("deadlock detected"))
FULL_DISK = OperationalError("alter", {}, psycopg.errors.DiskFull("no space left"))


def migrates(monkeypatch: pytest.MonkeyPatch, *failures: Exception) -> Migrating:
    """Bring a database up to date while the migrations fail so."""
    migrating = Migrating(*failures)
    monkeypatch.setattr(database, "_migrate_at_once", migrating)
    database._migrate(create_engine("sqlite://"), "r2")
    return migrating


def test_a_migration_that_had_to_give_way_begins_anew_and_no_oftener_than_it_must(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert migrates(monkeypatch).tries == 1
    assert migrates(monkeypatch, *[DEADLOCK] * (MIGRATION_TRIES - 1)).tries == MIGRATION_TRIES
    with pytest.raises(OperationalError, match="deadlock"):
        migrates(monkeypatch, *[DEADLOCK] * MIGRATION_TRIES)
    with pytest.raises(OperationalError, match="no space left"):
        migrates(monkeypatch, FULL_DISK)


@pytest.mark.postgres
def test_one_program_at_a_time_migrates_a_server(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    free: list[Any] = []

    def upgrade(*_: object) -> None:
        with psycopg.connect(postgres_url, autocommit=True) as other:
            free.append(other.execute("select pg_try_advisory_xact_lock(7238910)").fetchone())

    monkeypatch.setattr("alembic.command.upgrade", upgrade)
    for engine in connect(postgres_url):
        database._migrate(engine, "r2")
        engine.dispose()
    assert free == [(False,), (False,)]


def test_the_program_may_lie_in_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "100% (1)s"
    shutil.copytree(MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(database, "MIGRATIONS", folder)
    for engine in connect(f"sqlite:///{tmp_path / 'new.db'}"):
        assert version_of(engine) == STEPS[-1]
        engine.dispose()


OPEN = """
import sys
from engine.service.engine import Engine
sys.stdin.readline()
with Engine.open(sys.argv[1]) as engine:
    print(engine.tokens.add("m1", [("chef", "norra")]))
"""


def all_at_once(url: str, processes: int) -> list[str]:
    """Programs that open the database at the same moment; what they printed."""
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", OPEN, url],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(processes)
    ]
    for each in programs:
        assert each.stdin is not None
        each.stdin.write("go\n")
        each.stdin.flush()
    answers = [each.communicate(timeout=60) for each in programs]
    assert [each.returncode for each in programs] == [0] * processes, [err for _, err in answers]
    return [out.strip() for out, _ in answers]


def test_many_that_open_a_new_file_at_once_all_succeed(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new.db'}"
    tokens = all_at_once(url, 3)
    with Engine.open(url) as engine:
        assert all(engine.tokens.bearer(each) for each in tokens)


def test_no_other_program_sees_a_new_file_between_two_steps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another that opens it as soon as anything is committed finds all that it needs."""
    url = f"sqlite:///{tmp_path / 'new.db'}"
    committed, found = 0, []
    commit = DefaultDialect.do_commit

    def commit_and_let_another_in(self: DefaultDialect, driver: Any) -> None:
        nonlocal committed
        commit(self, driver)  # type: ignore[no-untyped-call]
        committed += 1
        if committed == 1:
            for engine in connect(url):
                found.append(version_of(engine))
                engine.dispose()

    monkeypatch.setattr(DefaultDialect, "do_commit", commit_and_let_another_in)
    for engine in connect(url):
        engine.dispose()
    assert committed == 1
    assert found == [STEPS[-1]] * 2


@pytest.mark.postgres
def test_many_that_open_a_new_database_at_once_all_succeed(postgres_url: str) -> None:
    with psycopg.connect(postgres_url, autocommit=True) as raw:
        raw.execute("drop database if exists new")
        raw.execute("create database new")
    url = make_url(postgres_url).set(database="new").render_as_string(hide_password=False)
    tokens = all_at_once(url, 3)
    with Engine.open(url) as engine:
        assert all(engine.tokens.bearer(each) for each in tokens)
    with psycopg.connect(postgres_url, autocommit=True) as raw:
        raw.execute("drop database new with (force)")


def test_what_one_process_publishes_another_sees_within_a_second(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.store.published.FRESH_SECONDS", 0.0)
    with Engine.open(database_url) as here, Engine.open(database_url) as there:
        assert there.routines() == []
        here.publish([barn()])
        assert [each.id for each in there.routines()] == ["barn"]


def test_compiled_routines_are_kept_up_to_a_bound(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.store.published.KEPT", 1)
    with Engine.open(sqlite_url) as engine:
        engine.publish([barn(), prov()])
        assert [each.id for each in engine.routines()] == ["barn", "prov"]
        assert [each.id for each in engine._published._compiled.values()] == ["prov"]
