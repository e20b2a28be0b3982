"""Databases for tests: a new SQLite file, or an emptied PostgreSQL database, for each."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.store.sql.store import SqlStore
from tests.engine.database import server
from tests.engine.database.office import Office, office


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The server's address."""
    with server.running() as url:
        yield url


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with all tables and no rows, to be copied."""
    path = tmp_path_factory.mktemp("sqlite") / "empty.db"
    SqlStore(f"sqlite:///{path}").close()
    return path


@pytest.fixture
def sqlite_url(empty_sqlite: Path, tmp_path: Path) -> str:
    """A SQLite file of the test's own."""
    shutil.copy(empty_sqlite, tmp_path / "rutin.db")
    return f"sqlite:///{tmp_path / 'rutin.db'}"


@pytest.fixture
def postgres_url(postgres_server: str) -> str:
    """The PostgreSQL database, emptied."""
    server.empty(postgres_server)
    return postgres_server


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest) -> str:
    """Each of the databases."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture(params=["memory", "sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def store_url(request: pytest.FixtureRequest) -> str:
    """Each of the stores."""
    url: str = "memory://" if request.param == "memory" else request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def desk(store_url: str) -> Iterator[Office]:
    """An office on each of the stores."""
    with office(store_url) as opened:
        yield opened


@pytest.fixture
def quick_desk() -> Iterator[Office]:
    """An office in memory, for what is the same on every store."""
    with office("memory://") as opened:
        yield opened
