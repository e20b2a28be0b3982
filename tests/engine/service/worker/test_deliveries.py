"""Mails and webhooks leave the house, are tried again, and are told of, the same on every store."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from engine.said import both
from engine.service.sending import ATTEMPTS, LONGEST_ASKED, DeliveryProblem, problem_from_stored
from engine.service.worker.worker import Worker
from engine.store import tables
from tests.engine.database.office import MANAGER, Office


def test_a_delivered_mail_moves_the_instance_on(desk: Office) -> None:
    instance = desk.mails()
    assert desk.works() == 1
    assert [(each.kind, each.recipients, each.subject) for each in desk.post.sent] == [
        ("mail", ("it@example.org",), "Om R-1")
    ]
    assert desk.here(instance) == ["granska"]
    assert desk.rows(tables.outbox) == []


def test_a_mail_is_sent_once(desk: Office) -> None:
    desk.mails()
    desk.works()
    desk.works()
    assert len(desk.post.sent) == 1


def test_what_could_not_be_sent_is_tried_again_after_a_longer_and_longer_wait(desk: Office) -> None:
    desk.mails()
    desk.post.problem = DeliveryProblem(both("the server is busy"))
    waits = []
    for _ in range(4):
        desk.works()
        (row,) = desk.rows(tables.outbox)
        assert row["state"] == "waiting"
        assert problem_from_stored(row["problem"]) == both("the server is busy")
        waits.append(row["next_try"] - desk.now)
        desk._clock[0] = row["next_try"]
    assert waits == [timedelta(seconds=seconds) for seconds in (30, 60, 120, 240)]


@pytest.mark.parametrize(
    ("asked", "wait"),
    [
        (timedelta(minutes=5), timedelta(minutes=5)),
        (timedelta(seconds=1), timedelta(seconds=30)),
        (timedelta(days=-1), timedelta(seconds=30)),
        (timedelta(days=900), LONGEST_ASKED),
    ],
)
def test_a_receiver_is_left_alone_as_long_as_it_asks_within_bounds(
    desk: Office, asked: timedelta, wait: timedelta
) -> None:
    desk.mails()
    desk.post.problem = DeliveryProblem(both("too many"), after=asked)
    desk.works()
    (row,) = desk.rows(tables.outbox)
    assert row["next_try"] - desk.now == wait


@pytest.mark.parametrize("final", [True, False])
def test_who_has_got_a_message_never_gets_it_again(desk: Office, final: bool) -> None:
    desk.mails("mejla_blint")
    desk.post.problem = DeliveryProblem(both("refused"), final=final, left=("borta@example.org",))
    desk.works()
    desk.post.problem = None
    desk.waits(hours=3)
    desk.works()
    assert [each.recipients for each in desk.post.sent] == [("borta@example.org",)]


def test_the_message_has_the_same_id_each_time(desk: Office) -> None:
    desk.mails()
    ids: list[str] = []
    desk.post.problem = DeliveryProblem(both("busy"))
    desk.works()
    ids += [f"{row['instance_id']}-{row['visit']}" for row in desk.rows(tables.outbox)]
    desk.post.problem = None
    desk.waits(minutes=1)
    desk.works()
    assert [each.id for each in desk.post.sent] == ids


def test_it_is_not_tried_again_before_its_time(desk: Office) -> None:
    desk.mails()
    desk.post.problem = DeliveryProblem(both("busy"))
    desk.works()
    desk.post.problem = None
    desk.waits(seconds=29)
    desk.works()
    assert desk.post.sent == []


def fails_for_good(desk: Office, how: str) -> None:
    """Deliver until the outbox gives up: by a final problem, or by trying often enough."""
    desk.post.problem = DeliveryProblem(both("no such address"), final=how == "final")
    for _ in range(1 if how == "final" else ATTEMPTS):
        desk.works()
        desk.waits(hours=3)


@pytest.mark.parametrize("how", ["final", "often"])
def test_a_final_failure_goes_the_way_that_the_routine_says(desk: Office, how: str) -> None:
    instance = desk.mails()
    fails_for_good(desk, how)
    assert desk.here(instance) == ["ring"]
    assert desk.rows(tables.outbox) == []


@pytest.mark.parametrize("how", ["final", "often"])
def test_without_such_a_way_the_trouble_is_shown_where_the_instance_rests(desk: Office, how: str) -> None:
    instance = desk.mails("mejla_blint")
    fails_for_good(desk, how)
    (step,) = desk.engine.records.view(instance, MANAGER)["steps"]
    assert (step["state"], step["incident"]) == ("skicka_blint", "no such address")
    assert desk.engine.numbers()["outbox_waiting"] == 1


def test_what_has_failed_is_delivered_once_the_cause_is_gone(desk: Office) -> None:
    instance = desk.mails("mejla_blint")
    fails_for_good(desk, "final")
    desk.post.problem = None
    desk.works()
    assert desk.here(instance) == ["granska"]


def test_trying_for_weeks_is_no_trouble(quick_desk: Office) -> None:
    quick_desk.mails("mejla_blint")
    quick_desk.post.problem = DeliveryProblem(both("busy"))
    for _ in range(120):
        quick_desk.works()
        quick_desk.waits(hours=3)
    (row,) = quick_desk.rows(tables.outbox)
    assert row["attempts"] > 100


def test_what_no_transport_takes_fails_at_once(desk: Office) -> None:
    instance = desk.mails()
    Worker(desk.engine, {}).once()
    assert desk.here(instance) == ["ring"]


def test_a_transport_that_breaks_is_tried_again(quick_desk: Office, caplog: Any) -> None:
    quick_desk.mails()
    quick_desk.post.problem = ZeroDivisionError("oops")
    quick_desk.works()
    (row,) = quick_desk.rows(tables.outbox)
    assert row["state"] == "waiting"
    assert "ZeroDivisionError" in row["problem"]
    assert "oops" in caplog.text


def test_a_worker_that_died_while_sending_leaves_it_to_another_after_a_while(desk: Office) -> None:
    instance = desk.mails()
    desk.worker()._outbox._claim()
    desk.works()
    assert desk.post.sent == []
    desk.waits(minutes=11)
    desk.works()
    assert (len(desk.post.sent), desk.here(instance)) == (1, ["granska"])


def test_a_worker_that_died_after_sending_is_followed_by_one_that_tells(desk: Office) -> None:
    instance = desk.mails()
    desk.alters(tables.outbox, {}, state="sent")
    desk.works()
    assert (desk.post.sent, desk.here(instance)) == ([], ["granska"])


def test_what_was_left_while_it_was_being_sent_stays_left(desk: Office) -> None:
    instance = desk.mails()
    desk.post.before = lambda: desk.takes(instance, "skicka", "hjalp")
    desk.works()
    assert "granska" in desk.here(instance)


def test_undo_is_refused_while_it_is_being_sent(desk: Office) -> None:
    instance = desk.mails()
    refused: list[str] = []

    def undo() -> None:
        try:
            desk.undoes(instance)
        except Exception as wrong:
            refused.append(type(wrong).__name__)

    desk.post.before = undo
    desk.works()
    assert refused == ["CannotUndo"]
