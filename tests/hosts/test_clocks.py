"""Two hosts whose clocks differ by a minute: what is early or late, and what holds all the same."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from api.cli.running.working import worker_of
from api.settings import Settings
from engine.store import tables
from tests.engine.database.office import MANAGER, MORNING, Office, office
from tests.engine.database.routines import frist

APART = timedelta(minutes=1)


@pytest.fixture
def hosts(url: str) -> Iterator[tuple[Office, Office]]:
    """One whose clock is behind, and one whose clock is ahead."""
    with ExitStack() as stack:
        behind, ahead = (stack.enter_context(office(url, now)) for now in (MORNING, MORNING + APART))
        behind.engine.publish([frist()])
        yield behind, ahead


def test_a_timer_fires_once_and_by_the_clock_of_whoever_fires_it(hosts: tuple[Office, Office]) -> None:
    behind, ahead = hosts
    due = (behind.now - timedelta(hours=1) + APART / 2).isoformat()
    instance = behind.starts(routine="frist", frist=due)
    assert behind.works() == 0
    assert ahead.works() == 1
    behind.waits(seconds=APART.total_seconds())
    assert behind.works() == 0
    assert behind.engine.records.view(instance, MANAGER)["status"] == "ended"


def test_what_one_host_is_sending_the_other_leaves_to_it(hosts: tuple[Office, Office]) -> None:
    for here, there in (hosts, hosts[::-1]):
        here.mails()
        there.waits(minutes=1)  # Whoever is behind would not see it yet.
        here.post.before = there.works
        here.works()
    behind, ahead = hosts
    assert (len(behind.post.sent), len(ahead.post.sent)) == (1, 1)


def test_a_case_that_both_work_on_is_kept_in_the_order_in_which_it_happened(
    hosts: tuple[Office, Office],
) -> None:
    behind, ahead = hosts
    instance = ahead.starts()
    behind.takes(instance, "borja", "granskas")
    first, second = behind.rows(tables.history, case_id=instance)
    assert (first["sequence"], second["sequence"]) == (1, 2)
    assert first["at"] > second["at"]
    assert behind.engine.audit().findings == ahead.engine.audit().findings == ()
    assert behind.here(instance) == ahead.here(instance) == ["granska"]


def test_a_key_that_comes_to_the_other_host_does_nothing_again(hosts: tuple[Office, Office]) -> None:
    behind, ahead = hosts
    instance = ahead.starts()
    assert not ahead.takes(instance, "borja", "granskas", key="k").replayed
    assert behind.takes(instance, "borja", "granskas", key="k").replayed


@pytest.mark.postgres
def test_a_worker_whose_clock_is_wrong_says_so_when_it_starts(
    postgres_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    for ahead, is_told in ((timedelta(), False), (APART, True)):
        with office(postgres_url, datetime.now(UTC) + ahead) as desk:
            worker_of(Settings.load(), desk.engine, "sv")
        assert ("före databasens" in caplog.text) == is_told


@pytest.mark.postgres
def test_each_says_how_far_it_is_from_the_database(postgres_url: str) -> None:
    for ahead in (APART, -APART):
        with office(postgres_url, datetime.now(UTC) + ahead) as desk:
            far = timedelta(seconds=desk.engine.numbers()["clock_ahead_seconds"])
            assert abs(far - ahead) < APART / 2


def test_on_one_machine_there_is_one_clock(tmp_path: Path) -> None:
    with office(f"sqlite:///{tmp_path / 'rutin.db'}") as desk:
        assert desk.engine.numbers()["clock_ahead_seconds"] == 0
