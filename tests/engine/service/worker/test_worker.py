"""Timers, and the worker that sees to them, the same on every store."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest

from engine.errors.store import StoreTrouble
from engine.run.commands import Choose, Correct
from engine.said import Said
from engine.service.batch import Order, Tick
from engine.service.people.entry import entry
from engine.service.worker.worker import Worker
from engine.store import tables
from tests.engine.database.office import MANAGER, UNIT, WORKER, Office, office
from tests.engine.database.routines import frist


@contextmanager
def at_work(worker: Worker) -> Iterator[None]:
    """While the worker runs in its thread; it must stop when it is told to."""
    worker.start()
    try:
        yield
    finally:
        stopper = threading.Thread(target=worker.stop)
        stopper.start()
        stopper.join(20)
        assert not stopper.is_alive()


# Timers


def test_a_timer_fires_when_it_is_due_and_not_before(desk: Office) -> None:
    desk.starts()
    desk.waits(minutes=29)
    assert desk.works() == 0
    desk.waits(minutes=1)
    assert desk.works() == 1


def test_a_timer_fires_once(desk: Office) -> None:
    desk.starts()
    desk.waits(minutes=31)
    assert [desk.works(), desk.works()] == [1, 0]
    assert len(desk.rows(tables.notices)) == 1


def test_a_timer_fires_late_after_a_stop(desk: Office) -> None:
    instance = desk.starts()
    desk.takes(instance, "borja", "granskas")
    desk.waits(days=30)
    desk.works()
    assert desk.engine.records.view(instance, MANAGER)["outcome"] == "klart"


def test_no_timer_fires_for_a_state_that_was_left(desk: Office) -> None:
    desk.takes(desk.starts(), "borja", "sluta")
    desk.waits(hours=3)
    assert desk.works() == 0
    assert desk.rows(tables.notices) == []


def test_more_timers_than_fit_in_one_go_all_fire(desk: Office) -> None:
    futures = [desk.engine.submit(desk.engine.starting("prov", WORKER, "norra")) for _ in range(230)]
    assert all(future.result() for future in futures)
    desk.waits(minutes=31)
    assert desk.works() == 230


def test_a_step_that_is_left_in_the_same_batch_fires_nothing(desk: Office, caplog: Any) -> None:
    instance = desk.starts()
    desk.waits(hours=3)
    leave = Choose(at=desk.now, by=WORKER, instance=instance, state="borja", choice="sluta")
    _, fired = desk.engine._batches.carry_out(
        [Order(command=leave, language="sv", key=None, body_hash=""), Tick(now=desk.now)]
    )
    assert (fired, desk.rows(tables.notices), desk.rows(tables.timers), caplog.records) == (0, [], [], [])


def test_a_timer_that_is_moved_in_the_same_batch_fires_at_its_new_time(desk: Office) -> None:
    desk.engine.publish([frist()])
    instance = desk.starts(routine="frist", frist=desk.now.isoformat())
    desk.waits(hours=2)
    later = (desk.now + timedelta(hours=5)).isoformat()
    move = Correct(at=desk.now, by=WORKER, instance=instance, facts={"frist": later}, reason="Flyttad")
    desk.engine._batches.carry_out(
        [Order(command=move, language="sv", key=None, body_hash=""), Tick(now=desk.now)]
    )
    assert (desk.here(instance), desk.works()) == (["vanta"], 0)
    desk.waits(hours=6)
    assert desk.works() == 1


def test_a_timer_that_cannot_fire_is_tried_again_later_and_stops_no_other(desk: Office, caplog: Any) -> None:
    broken, sound = sorted([desk.starts(), desk.starts()])
    (row,) = desk.rows(tables.instances, id=broken)
    desk.alters(tables.instances, {"id": broken}, body=row["body"].replace('"borja"', '"okand"'))
    desk.engine._batches._cases._cases.clear()
    desk.waits(minutes=31)
    assert desk.works() == 1
    assert [row["instance_id"] for row in desk.rows(tables.notices)] == [sound]
    assert "can't fire" in caplog.text
    desk.alters(tables.instances, {"id": broken}, body=row["body"])
    desk.waits(hours=1)
    desk.works()
    assert broken in {row["instance_id"] for row in desk.rows(tables.notices)}


# The worker's own life


def test_a_running_worker_is_woken_by_what_is_written(desk: Office) -> None:
    sent = threading.Event()
    desk.post.before = sent.set
    with at_work(desk.worker()):
        desk.mails()
        assert sent.wait(20)


def test_a_running_worker_is_woken_by_what_somebody_is_to_hear_of(quick_desk: Office) -> None:
    quick_desk.engine.people.write(
        [entry("a1", mail="a1@example.org", grants=[("administrator", UNIT)])],
    )
    sent = threading.Event()
    quick_desk.post.before = sent.set
    with at_work(quick_desk.worker()):
        quick_desk.takes(quick_desk.starts(), "borja", "granskas")
        assert sent.wait(20)


def test_a_transport_that_does_not_come_back_makes_no_timer_late(
    desk: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    sending, fired, comes_back = threading.Event(), threading.Event(), threading.Event()
    tick = desk.engine.tick

    def hangs() -> None:
        sending.set()
        assert comes_back.wait(20)

    def ticks() -> int:
        count = tick()
        if count:
            fired.set()
        return count

    desk.post.before = hangs
    monkeypatch.setattr(desk.engine, "tick", ticks)
    desk.mails()
    with at_work(desk.worker()):
        assert sending.wait(20)
        desk.starts()
        desk.waits(hours=1)
        desk.mails()  # Wakes the worker: the test's clock wakes nobody.
        assert fired.wait(20)
        assert not comes_back.is_set()
        comes_back.set()


@pytest.mark.postgres
def test_a_worker_in_another_process_is_woken_through_the_database(postgres_url: str) -> None:
    sent = threading.Event()
    with office(postgres_url) as here, office(postgres_url) as there:
        there.post.before = sent.set
        with at_work(there.worker()):
            here.mails()
            assert sent.wait(20)


def test_a_worker_elsewhere_on_the_same_file_finds_what_was_written(sqlite_url: str) -> None:
    sent = threading.Event()
    with office(sqlite_url) as here, office(sqlite_url) as there:
        there.post.before = sent.set
        with at_work(there.worker()):
            here.mails()
            assert sent.wait(20)


def test_a_sleeping_worker_stops(desk: Office) -> None:
    with at_work(desk.worker()):
        pass


def test_a_worker_goes_on_after_trouble(quick_desk: Office, caplog: Any, monkeypatch: Any) -> None:
    troubles: list[Exception] = [StoreTrouble(Said("borta", "away")), ZeroDivisionError("oops")]
    ticked = threading.Event()

    def troubled() -> int:
        if troubles:
            raise troubles.pop(0)
        ticked.set()
        return 0

    monkeypatch.setattr("engine.service.worker.worker.POLL", 0.0)
    monkeypatch.setattr(quick_desk.engine, "tick", troubled)
    with at_work(quick_desk.worker()):
        assert ticked.wait(20)
    assert ("away" in caplog.text, "oops" in caplog.text) == (True, True)


def test_old_answers_are_forgotten_in_passing(desk: Office) -> None:
    desk.engine.start("prov", WORKER, "norra", key="old")
    desk.waits(days=31)
    desk.works()
    assert desk.rows(tables.answers) == []


def test_two_workers_fire_each_timer_once(database_url: str) -> None:
    with office(database_url) as first, office(database_url) as second:
        for _ in range(40):
            first.starts()
        first.waits(minutes=31)
        second.waits(minutes=31)
        fired: list[int] = []
        workers = [
            threading.Thread(target=lambda each=each: fired.append(each.works()))
            for each in (first, second)
            for _ in range(2)
        ]
        for thread in workers:
            thread.start()
        for thread in workers:
            thread.join(30)
        assert sum(fired) == 40
        assert len(first.rows(tables.notices)) == 40
        assert first.engine.audit().findings == ()


def test_two_workers_send_each_mail_once(database_url: str) -> None:
    with office(database_url) as first, office(database_url) as second:
        instances = [first.mails() for _ in range(20)]
        second.post = first.post
        threads = [threading.Thread(target=each.works) for each in (first, second)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        assert sorted(each.id for each in first.post.sent) == sorted(f"{each}-2" for each in instances)
        first.works()
        assert {tuple(first.here(each)) for each in instances} == {("granska",)}
