"""`rutin worker` as processes of their own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_ROOT = Path(__file__).parents[2]


@contextmanager
def workers(url: str, count: int) -> Iterator[list[subprocess.Popen[str]]]:
    """So many, at work on that database. Afterwards each is told to stop, and does."""
    at_work = [_begun(url) for _ in range(count)]
    try:
        for each in at_work:
            assert each.stdout is not None
            assert each.stdout.readline()
        yield at_work
        for each in at_work:
            each.send_signal(signal.SIGTERM)
        assert [each.wait(60) for each in at_work] == [0] * count
    finally:
        for each in at_work:
            with each:
                each.kill()


def _begun(url: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "api.cli", "worker"],
        cwd=_ROOT,
        env={**os.environ, "RUTIN_DATABASE_URL": url},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
    )
