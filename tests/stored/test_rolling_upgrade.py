"""The program of the last release goes on while the next one is brought in, and is told when it can't."""

from __future__ import annotations

import json
import multiprocessing
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import sleep
from typing import Any

import psycopg
import pytest
from sqlalchemy import create_engine, inspect

from engine.service.engine import Engine
from engine.store.sql import database
from tests.stored.released import LAST, database_of, postgres_of, program_of

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The unpacked wheel of the last release."""
    return program_of(LAST, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The last release's database."""
    with database_of(LAST, request.param, tmp_path) as address:
        yield address


@pytest.fixture
def migrations(tmp_path: Path) -> Path:
    """The migrations with those of a next release."""
    folder = tmp_path / "migrations"
    shutil.copytree(database.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    for half in (HERE / "next_release").glob("*.py"):
        shutil.copy(half, folder / "versions")
    return folder


def next_release(monkeypatch: pytest.MonkeyPatch, migrations: Path) -> None:
    monkeypatch.setattr(database, "MIGRATIONS", migrations)
    monkeypatch.setattr(database, "STEPS", (*database.STEPS, "r3_before"))
    monkeypatch.setattr(database, "LAST_STEP", "r3_after")
    monkeypatch.setattr(database, "RELEASE", database.RELEASE + 1)


def asked(wheel: Path, url: str) -> dict[str, Any]:
    """What the last release's program says of the database."""
    command = [sys.executable, "-P", str(HERE / "last_release.py"), str(wheel), url]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, cwd=wheel)
    assert ran.returncode == 0, ran.stderr
    answer: dict[str, Any] = json.loads(ran.stdout)
    return answer


def test_the_last_release_goes_on_on_a_schema_one_migration_further(
    wheel: Path, url: str, migrations: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert asked(wheel, url) == {"findings": 0, "cases": 12, "unreadable": []}
    next_release(monkeypatch, migrations)
    with Engine.open(url) as engine:
        assert engine.audit().findings == ()

    assert asked(wheel, url) == {"findings": 0, "cases": 13, "unreadable": []}


def test_after_the_second_half_the_last_release_is_told(
    wheel: Path, url: str, migrations: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    next_release(monkeypatch, migrations)
    Engine.open(url).close()
    database.finish_upgrade(url)

    assert "nyare version" in asked(wheel, url)["refused"]
    with Engine.open(url) as engine:
        assert engine.audit().findings == ()


def _dies_in_the_middle(url: str, migrations: Path) -> None:
    with (migrations / "versions" / "r3_before.py").open("a", encoding="utf-8") as half:
        half.write(f"\n    import os\n    os.kill(os.getpid(), {int(signal.SIGKILL)})\n")
    database.MIGRATIONS, database.STEPS = migrations, (*database.STEPS, "r3_before")
    Engine.open(url)


def test_a_migration_that_was_killed_leaves_the_database_as_it_was(
    wheel: Path, url: str, migrations: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoilt = tmp_path / "spoilt"
    shutil.copytree(migrations, spoilt)
    process = multiprocessing.get_context("spawn").Process(target=_dies_in_the_middle, args=(url, spoilt))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL

    assert "photographs" not in tables_of(url)
    assert asked(wheel, url)["findings"] == 0
    next_release(monkeypatch, migrations)
    with Engine.open(url) as engine:
        assert engine.audit().findings == ()
    assert "photographs" in tables_of(url)


@pytest.mark.postgres
def test_a_migration_that_waits_for_a_change_that_waits_for_it_begins_anew() -> None:
    with postgres_of(LAST) as url, psycopg.connect(url) as change, ThreadPoolExecutor() as pool:
        # It waits for as long as it takes: of two that wait for each other the migration has to give way.
        change.execute("set local deadlock_timeout = '1min'")
        change.execute("lock table notices in row exclusive mode")
        opened = pool.submit(Engine.open, url)
        with psycopg.connect(url, autocommit=True) as raw:
            while not raw.execute("select 1 from pg_locks where not granted").fetchone():
                sleep(0.01)
        change.execute("lock table tokens in row exclusive mode")
        change.commit()
        with opened.result(60) as engine:
            assert engine.audit().findings == ()


def tables_of(url: str) -> list[str]:
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    try:
        return inspect(engine).get_table_names()
    finally:
        engine.dispose()
