"""One database for several hosts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engine.database import server


@pytest.fixture
def postgres() -> Iterator[server.OwnServer]:
    """A PostgreSQL server of the test's own, to restart."""
    with server.restartable() as own:
        yield own


@pytest.fixture(scope="session")
def shared_postgres() -> Iterator[str]:
    """The address of a PostgreSQL server for many tests."""
    with server.running() as url:
        yield url


@pytest.fixture
def postgres_url(shared_postgres: str) -> str:
    """The address of its database, emptied."""
    server.empty(shared_postgres)
    return shared_postgres


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a new database: a file on one machine, or a server."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'rutin.db'}"
    address: str = request.getfixturevalue("postgres_url")
    return address
