"""What was done on paper is registered once, with both its times, the same on every store."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from engine.errors.request import AlreadyRegistered
from engine.errors.step import NotPossibleHere
from engine.errors.value import FactsWrong
from engine.run.commands import Choose, TakeBack
from engine.service.batch import Answer, Order
from engine.service.engine import Engine
from engine.store import tables
from engine.values.moments import iso
from tests.engine.database.office import COLLEAGUE, MORNING, OFFICE, UNIT, WORKER, Office, office
from tests.engine.database.routines import prov

LINE, NEXT_LINE = "KTMRPX-1B", "KTMRPX-2C"


def test_the_history_says_when_it_was_done_and_when_it_came(desk: Office) -> None:
    instance = desk.starts()
    desk.waits(hours=3)
    desk.takes(instance, "borja", "granskas", done_at=MORNING + timedelta(minutes=40), paper=LINE)

    started, chosen = desk.engine.records.history(instance, WORKER)
    assert (started["done_at"], started["paper"]) == (iso(MORNING), None)
    assert (chosen["done_at"], chosen["at"]) == (iso(MORNING + timedelta(minutes=40)), iso(desk.now))
    assert chosen["paper"] == LINE
    assert [each.at for each in desk.engine.records.taken(instance, WORKER)][-1] == MORNING + timedelta(
        minutes=40
    )
    assert desk.engine.audit().findings == ()


def test_a_line_that_is_registered_twice_is_told_by_whomever_and_to_wherever(desk: Office) -> None:
    instance, other = desk.starts(), desk.starts()
    desk.waits(hours=3)
    desk.takes(instance, "borja", "granskas", done_at=MORNING, paper=LINE)
    with pytest.raises(AlreadyRegistered) as told:
        desk.takes(other, "borja", "granskas", by=COLLEAGUE, done_at=MORNING, paper=LINE)
    assert told.value.instance == instance
    assert "08:00" in told.value.say("sv")  # the organisation's zone
    assert desk.here(other) == ["borja"]
    assert len(desk.rows(tables.paper_lines)) == 1


def test_the_same_request_again_is_answered_and_no_second_registration(desk: Office) -> None:
    instance = desk.starts()
    desk.waits(hours=3)
    first = desk.takes(instance, "borja", "granskas", done_at=MORNING, paper=LINE, key="k1")
    again = desk.takes(instance, "borja", "granskas", done_at=MORNING, paper=LINE, key="k1")
    assert (again.replayed, again.revision) == (True, first.revision)


def test_a_line_whose_choice_was_taken_back_is_registered_again(desk: Office) -> None:
    instance = desk.starts()
    desk.waits(hours=3)
    desk.takes(instance, "borja", "granskas", done_at=MORNING, paper=LINE)
    desk.undoes(instance)
    assert desk.rows(tables.paper_lines) == []
    desk.takes(instance, "borja", "sluta", done_at=MORNING, paper=LINE)
    assert [row["key"] for row in desk.rows(tables.paper_lines)] == [LINE]


def test_a_line_is_registered_again_in_the_batch_that_takes_its_choice_back(quick_desk: Office) -> None:
    instance = quick_desk.starts()
    quick_desk.waits(hours=3)
    quick_desk.takes(instance, "borja", "granskas", done_at=MORNING, paper=LINE)
    given: dict[str, Any] = {"at": quick_desk.now, "by": WORKER, "instance": instance}
    ends = Choose(**given, state="borja", choice="sluta", done_at=MORNING, paper=LINE)
    orders = [
        Order(command=each, language="sv", key=None, body_hash="") for each in (TakeBack(**given), ends, ends)
    ]
    back, chosen, twice = quick_desk.engine._batches.carry_out(orders)
    assert isinstance(back, Answer)
    assert isinstance(chosen, Answer)
    assert isinstance(twice, AlreadyRegistered)
    at = {"done_at": MORNING, "at": quick_desk.now}
    line = {"key": LINE, "case_id": instance, "instance_id": instance, **at}
    assert quick_desk.rows(tables.paper_lines) == [line]


def test_a_start_on_paper_is_of_the_case_that_it_begins(quick_desk: Office) -> None:
    quick_desk.waits(hours=3)
    start = quick_desk.engine.starting("prov", WORKER, UNIT, done_at=MORNING, paper=LINE)
    case = quick_desk.engine.submit(start).result().instance
    (row,) = quick_desk.rows(tables.paper_lines)
    assert (row["case_id"], row["instance_id"]) == (case, case)


def test_a_refused_line_is_not_registered(desk: Office) -> None:
    instance = desk.starts()
    with pytest.raises(FactsWrong):
        desk.takes(instance, "borja", "granskas", done_at=MORNING + timedelta(days=1), paper=LINE)
    assert desk.rows(tables.paper_lines) == []


def test_lines_that_are_sent_in_order_are_each_answered_by_itself(desk: Office) -> None:
    instance = desk.starts()
    desk.waits(hours=3)
    sent = [
        ("borja", "granskas", MORNING + timedelta(minutes=5), LINE),
        ("borja", "granskas", MORNING + timedelta(minutes=6), NEXT_LINE),
        ("granska", "godkant", MORNING + timedelta(minutes=7), NEXT_LINE),
    ]
    answers: list[str] = []
    for state, choice, done_at, paper in sent:
        by = OFFICE if state == "granska" else WORKER
        try:
            desk.takes(instance, state, choice, by, done_at=done_at, paper=paper, key=f"{state} {paper}")
        except NotPossibleHere as wrong:
            answers.append(wrong.possible[0].state)
        else:
            answers.append("kept")
    assert answers == ["kept", "granska", "kept"]
    assert [row["key"] for row in desk.rows(tables.paper_lines)] == [LINE, NEXT_LINE]


def test_a_routine_that_began_on_paper_begins_then_in_the_version_that_was_printed(desk: Office) -> None:
    desk.engine.publish([prov(2, "Börja nu")])
    desk.waits(hours=3)
    start = desk.engine.starting("prov", WORKER, UNIT, version=1, done_at=MORNING, paper=LINE)
    instance = desk.engine.submit(start).result().instance
    view = desk.engine.records.view(instance, WORKER)
    assert (view["version"], view["started_at"]) == (1, iso(MORNING))
    with pytest.raises(AlreadyRegistered):
        desk.engine.submit(
            desk.engine.starting("prov", COLLEAGUE, UNIT, done_at=MORNING, paper=LINE)
        ).result()


def test_a_reminder_that_is_out_already_waits_for_the_rest_of_the_paper(desk: Office) -> None:
    desk.waits(hours=3)
    start = desk.engine.starting("prov", WORKER, UNIT, done_at=MORNING, paper=LINE)
    instance = desk.engine.submit(start).result().instance
    assert desk.engine.tick() == 0
    (task,) = desk.engine.records.tasks(WORKER).items
    assert task["limit"] == iso(MORNING + timedelta(hours=2))
    desk.waits(hours=1)
    assert desk.engine.tick() == 2
    assert desk.here(instance) == ["borja"]


def test_of_two_servers_that_register_a_line_at_once_one_is_told(database_url: str) -> None:
    with office(database_url) as desk, Engine.open(database_url, clock=lambda: desk.now) as other:
        instances = [desk.starts(), desk.starts()]
        desk.waits(hours=3)
        orders = [
            engine.submit(
                Choose(
                    at=desk.now,
                    by=WORKER,
                    instance=instance,
                    state="borja",
                    choice="granskas",
                    done_at=MORNING,
                    paper=LINE,
                )
            )
            for engine, instance in zip((desk.engine, other), instances, strict=True)
        ]
        refused = [each.exception() for each in orders]
        assert sorted(type(each).__name__ for each in refused) == ["AlreadyRegistered", "NoneType"]
        assert len(desk.rows(tables.paper_lines)) == 1
