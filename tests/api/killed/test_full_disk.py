"""A disk that is full while the server is at work: it says so, loses nothing, and goes on when there is space again."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from tests.api.killed.at_work import AtWork, at_work
from tests.api.killed.programs import PATIENCE

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="no other system limits another process")

NO_LIMIT = -1


def limit(work: AtWork, size: int) -> None:
    """Let no file of server and worker grow larger than so many bytes."""
    import resource

    for program in (work.server, work.worker):
        resource.prlimit(program.number, resource.RLIMIT_FSIZE, (size, NO_LIMIT))


def test_nothing_is_lost_when_files_can_grow_no_more(wheel: Path, tmp_path: Path) -> None:
    database = tmp_path / "rutin.db"
    with at_work(f"sqlite:///{database}", wheel) as work:
        work.waits_for(3)
        limit(work, 4096)
        until = time.monotonic() + PATIENCE
        while not work.at.told_of_trouble:
            assert time.monotonic() < until
            time.sleep(0.01)
        limit(work, NO_LIMIT)
        work.waits_for(3)
