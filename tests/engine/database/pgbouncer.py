"""PgBouncer itself before a PostgreSQL server, run as a plain user, where the machine has it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep

import psycopg

from tests.engine.database.pooler import Mode

PROGRAM = shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
PATIENCE = 60.0
"""Seconds that it may take to answer on a busy machine."""


@contextmanager
def bouncing(url: str, mode: Mode) -> Iterator[str]:
    """PgBouncer before the server of that address; gives its own."""
    assert PROGRAM is not None
    to = psycopg.conninfo.conninfo_to_dict(url)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with TemporaryDirectory(prefix="rutin-pgbouncer-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        # It refuses to run as root, and the server's socket lies where the server's own account alone comes.
        owner = Path(str(to["host"])).stat()
        folder.chmod(0o755)
        settings = folder / "pgbouncer.ini"
        settings.write_text(
            f"[databases]\n{to['dbname']} = host={to['host']} port={to.get('port', 5432)} user={to['user']}\n"
            f"[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\nunix_socket_dir =\nauth_type = any\n"
            f"pool_mode = {mode}\nignore_startup_parameters = options\n",
            "utf-8",
        )
        process = subprocess.Popen(
            [PROGRAM, "-q", settings],
            user=owner.st_uid if os.getuid() == 0 else None,
            group=owner.st_gid if os.getuid() == 0 else None,
            stderr=subprocess.DEVNULL,
        )
        address = f"postgresql://{to['user']}@127.0.0.1:{port}/{to['dbname']}"
        try:
            _answers(address)
            yield address
        finally:
            process.kill()
            process.wait()


def _answers(url: str) -> None:
    until = monotonic() + PATIENCE
    while True:
        try:
            psycopg.connect(url).close()
            return
        except psycopg.OperationalError:
            if monotonic() > until:
                raise
            sleep(0.05)
