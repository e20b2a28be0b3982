"""What is kept of a release: its database, opened anew for a test, and its program."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tests.engine.database.server import running

RELEASES = sorted(Path(__file__).parent.glob("v[0-9]*"))
LAST = RELEASES[-1]


def sqlite_of(release: Path, folder: Path) -> str:
    """A copy of the release's SQLite file; gives its address."""
    shutil.copy(release / "sqlite.db", folder / "rutin.db")
    return f"sqlite:///{folder / 'rutin.db'}"


@contextmanager
def postgres_of(release: Path) -> Iterator[str]:
    """A server of its own with the release's dump in it; gives its address."""
    with running() as url:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("drop schema public cascade; create schema public")
            connection.execute((release / "postgres.sql").read_bytes())
        yield url


@contextmanager
def database_of(release: Path, kind: str, folder: Path) -> Iterator[str]:
    """The release's database, "sqlite" or "postgres"; gives its address."""
    if kind == "sqlite":
        yield sqlite_of(release, folder)
        return
    with postgres_of(release) as address:
        yield address


def program_of(release: Path, folder: Path) -> Path:
    """The release's wheel, unpacked into the folder."""
    (packed,) = release.glob("*.whl")
    with zipfile.ZipFile(packed) as archive:
        archive.extractall(folder)
    return folder
