"""Processes of `rutin` that are killed and begin again, many times a minute."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PATIENCE = 120.0
"""Seconds that a busy machine may take for what takes a moment."""

_TEMPLATE = Path(__file__).parent / "template.py"


class Programs:
    """Begins `rutin` with whatever arguments, from the program in a folder."""

    def __init__(self, template: subprocess.Popen[str]) -> None:
        self._template = template

    def begin(self, *arguments: str) -> Program:
        """A process that has begun."""
        assert self._template.stdin is not None
        assert self._template.stdout is not None
        print(json.dumps(arguments), file=self._template.stdin, flush=True)
        return Program(int(self._template.stdout.readline()))


class Program:
    """One process, by its number."""

    def __init__(self, number: int) -> None:
        self.number = number

    def is_killed(self) -> None:
        """With no chance to finish anything; it is gone when this returns."""
        with suppress(ProcessLookupError):
            os.kill(self.number, signal.SIGKILL)
            until = time.monotonic() + PATIENCE
            while time.monotonic() < until:
                os.kill(self.number, 0)
                time.sleep(0.002)
            raise TimeoutError(f"process {self.number} does not end")


@contextmanager
def programs(folder: Path, **settings: str) -> Iterator[Programs]:
    """Processes of the program in that folder, with those settings; all that still run are killed in the end."""
    environment = {**os.environ, **{f"RUTIN_{name}": value for name, value in settings.items()}}
    template = subprocess.Popen(
        [sys.executable, str(_TEMPLATE)],
        cwd=folder,
        env={**environment, "PYTHONPATH": str(folder)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        yield Programs(template)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(template.pid, signal.SIGKILL)
        template.wait()
        for stream in (template.stdin, template.stdout):
            if stream is not None:
                stream.close()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def wait_until_up(port: int) -> None:
    """Wait until somebody listens there."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.01)
    raise TimeoutError(f"nobody listens at {port}")
