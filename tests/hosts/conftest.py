"""One database for several hosts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engine.database import server


@pytest.fixture
def postgres() -> Iterator[server.OwnServer]:
    """A PostgreSQL server of the test's own."""
    with server.restartable() as own:
        yield own


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a new database: a file on one machine, or a server."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'rutin.db'}"
    own: server.OwnServer = request.getfixturevalue("postgres")
    return own.url
