"""What stands still is seen: in the worklist of who sees to it, in notices, in the view, in the history."""

from __future__ import annotations

from typing import Any

import pytest

from engine.run.commands import Cancel, Correct, Resolve
from engine.said import both
from engine.service.sending import DeliveryProblem
from engine.store import tables
from tests.engine.database.office import COLLEAGUE, MANAGER, STRANGER, WORKER, Office
from tests.engine.database.stuck import ringer, runt


def cancelled(desk: Office) -> str:
    """An instance whose called routine a manager has cancelled."""
    instance = desk.starts()
    desk.takes(instance, "borja", "fraga")
    desk.asks(Cancel, desk.child(instance), MANAGER, reason="Fel")
    return instance


def given_up(desk: Office) -> str:
    """An instance whose mail can't be delivered."""
    instance = desk.starts()
    desk.takes(instance, "borja", "mejla_blint")
    desk.post.problem = DeliveryProblem(both("no such address"), final=True)
    desk.works()
    return instance


def gone_round(desk: Office) -> str:
    """An instance with a timer that can't fire."""
    desk.engine.publish([runt()])
    instance = desk.starts(routine="runt")
    desk.waits(hours=1)
    desk.works()
    return instance


def not_started(desk: Office) -> str:
    """An instance that calls what can't start."""
    desk.engine.publish(ringer())
    instance = desk.starts(routine="ringer")
    desk.takes(instance, "borja", "klar")
    return instance


MADE = {
    cancelled: ("fraga", "”Barn” avbröts"),
    given_up: ("skicka_blint", "no such address"),
    not_started: (
        "hjalp",
        "rutinen ”barn_med_krav” kan inte starta: Uppgifter saknas eller är fel: ”Ny” saknas.",
    ),
    gone_round: ("vanta", "En tid har gått ut"),
}


@pytest.fixture(params=MADE, ids=lambda made: made.__name__)
def made(request: pytest.FixtureRequest) -> Any:
    """Each way to stand still."""
    return request.param


def test_it_stands_in_the_managers_tasks_with_what_keeps_it(desk: Office, made: Any) -> None:
    state, said = MADE[made]
    instance = made(desk)
    (task,) = desk.engine.records.tasks(MANAGER)
    assert (task["instance"], task["state"], "chef" in task["roles"], task["scope"]) == (
        instance,
        state,
        True,
        "role",
    )
    assert said in task["incident"]
    (step,) = desk.engine.records.view(instance, MANAGER)["steps"]
    assert step["incident"] == task["incident"]
    assert desk.engine.records.tasks(STRANGER).items == []


def test_it_is_counted_once_for_monitoring_however_many_roles_see_to_it(desk: Office, made: Any) -> None:
    assert desk.engine.numbers()["incidents"] == 0
    made(desk)
    assert desk.engine.numbers()["incidents"] == 1


def test_a_mail_that_was_given_up_is_counted_as_tried_again(desk: Office) -> None:
    given_up(desk)
    assert desk.engine.numbers()["outbox_retrying"] == 1


def test_the_managers_get_a_notice_when_it_comes_and_no_more(desk: Office, made: Any) -> None:
    instance = made(desk)
    desk.waits(hours=3)
    desk.works()
    notices = [each for each in desk.engine.records.notices(MANAGER) if each["kind"] == "incident"]
    assert [(each["instance"], each["role"]) for each in notices] == [(instance, "chef")]
    assert MADE[made][1] in notices[0]["text"]
    assert [each for each in desk.engine.records.notices(COLLEAGUE) if each["kind"] == "incident"] == []


def test_its_history_is_whole(desk: Office, made: Any) -> None:
    made(desk)
    audit = desk.engine.audit()
    assert (audit.findings, audit.not_replayed) == ((), 0)


def test_a_step_whose_timer_cant_fire_is_still_done_by_who_does_it(desk: Office) -> None:
    instance = gone_round(desk)
    (task,) = desk.engine.records.tasks(WORKER)
    assert (task["instance"], task["scope"], sorted(task["roles"])) == (
        instance,
        "mine",
        ["chef", "medarbetare"],
    )
    assert task["incident"]


def test_a_timer_that_cant_fire_is_tried_again_and_then_fires(desk: Office) -> None:
    instance = gone_round(desk)
    desk.asks(Correct, instance, MANAGER, facts={"antal": 9}, reason="Fel")
    desk.waits(hours=1)
    desk.works()
    assert desk.engine.records.view(instance, MANAGER)["status"] == "ended"
    assert desk.engine.records.tasks(MANAGER).items == []


def resolves(desk: Office, instance: str, way: str, target: str = "") -> None:
    (step,) = desk.engine.records.view(instance, MANAGER)["steps"]
    desk.asks(
        Resolve, instance, MANAGER, state=step["state"], way=way, target=target, reason="Så får det bli"
    )


@pytest.mark.parametrize(
    ("made", "step"),
    [(cancelled, "granska"), (given_up, "ring"), (not_started, "borja")],
    ids=["call", "mail", "start"],
)
def test_what_is_seen_to_stands_still_in_no_worklist_and_its_history_is_whole(
    desk: Office, made: Any, step: str
) -> None:
    instance = made(desk)
    resolves(desk, instance, "step", step)
    assert desk.here(instance) == [step]
    assert [each["incident"] for each in desk.engine.records.tasks(MANAGER).items] == [None]
    assert desk.rows(tables.outbox) == []
    audit = desk.engine.audit()
    assert (audit.findings, audit.not_replayed) == ((), 0)


def test_a_mail_that_is_sent_again_arrives_once_and_leads_on(desk: Office) -> None:
    instance = given_up(desk)
    resolves(desk, instance, "again")
    desk.post.problem = None
    desk.works()
    assert desk.here(instance) == ["granska"]
    assert (len(desk.post.sent), desk.rows(tables.outbox)) == (1, [])
    assert desk.engine.audit().findings == ()
