"""Several workers on one database: what is due is done soon, and once."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic, sleep

import pytest

from engine.service.batch import LOOK_EVERY
from engine.store import tables
from tests.engine.database.office import Office, office
from tests.engine.database.routines import frist
from tests.hosts.working import workers

WAVES, A_WAVE = 3, 10
SOON = LOOK_EVERY.total_seconds() / 2
"""Seconds. Workers that nobody wakes look by themselves, but too late for most of what comes."""


def fired(desk: Office) -> Counter[str]:
    """How many timers of each instance have fired, by what the histories say."""
    happened = [each for row in desk.rows(tables.history) for each in json.loads(row["content"])["happened"]]
    return Counter(each["instance"] for each in happened if each["kind"] == "timer")


def each_timer_fires_once_and_soon(url: str) -> None:
    """Whoever of three workers is woken."""
    now = datetime.now(UTC)
    due = (now - timedelta(hours=1)).isoformat()
    with office(url, now) as desk, workers(url, 3):
        desk.engine.publish([frist()])
        begun: list[str] = []
        for _ in range(WAVES):
            begun += [desk.starts(routine="frist", frist=due) for _ in range(A_WAVE)]
            until = monotonic() + SOON
            while len(fired(desk)) < len(begun) and monotonic() < until:
                sleep(0.1)
            assert len(fired(desk)) == len(begun)
        assert fired(desk) == dict.fromkeys(begun, 1)
        assert desk.engine.audit().findings == ()


@pytest.mark.postgres
def test_each_timer_fires_once_and_soon_whoever_of_three_workers_is_woken(postgres_url: str) -> None:
    each_timer_fires_once_and_soon(postgres_url)


@pytest.mark.soak
def test_each_timer_fires_once_and_soon_whoever_of_three_workers_looks_into_the_file(tmp_path: Path) -> None:
    each_timer_fires_once_and_soon(f"sqlite:///{tmp_path / 'rutin.db'}")
