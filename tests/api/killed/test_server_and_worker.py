"""However often server and worker are killed under load: what was acknowledged is kept once, each timer fires once, each mail leaves."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterable
from contextlib import nullcontext
from pathlib import Path

import pytest

from tests.api.killed.at_work import at_work
from tests.engine.database import server
from tests.heavy import rounds

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked")


def acknowledged(url: str, wheel: Path, kills: Iterable[int]) -> int:
    """Kill server, worker or both so many times; how many commands were acknowledged."""
    seeded = random.Random(13)
    with at_work(url, wheel) as work:
        for turn in kills:
            work.waits_for(seeded.randrange(1, 5))
            time.sleep(seeded.uniform(0, 0.05))
            work.is_killed(("server", "worker", "both")[turn % 3])
    return sum(1 for _ in work.ledger.accepted())


def test_what_was_acknowledged_is_kept_once_and_what_is_due_is_done(wheel: Path, tmp_path: Path) -> None:
    assert acknowledged(f"sqlite:///{tmp_path / 'rutin.db'}", wheel, kills=range(3)) > 3


@pytest.mark.soak
@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_what_was_acknowledged_is_kept_once_and_what_is_due_is_done_after_many_kills(
    wheel: Path, tmp_path: Path, kind: str
) -> None:
    with nullcontext(f"sqlite:///{tmp_path / 'rutin.db'}") if kind == "sqlite" else server.running() as url:
        print(f"commands acknowledged: {acknowledged(url, wheel, rounds())}")
