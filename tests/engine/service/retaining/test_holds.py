"""What is held, why, by whom and until when; placed, lifted and listed the same on every store."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine.errors.request import NotFound
from engine.errors.retention import PersonHeld
from engine.errors.value import FactsWrong
from engine.service.retaining.holds import LONGEST
from engine.store import tables
from tests.engine.database.office import COLLEAGUE, OFFICE, WORKER, Office

WHY = "Anmälan 2026-114."


def test_a_case_is_held_by_its_own_id_or_that_of_an_instance_of_it(desk: Office) -> None:
    case = desk.starts()
    desk.takes(case, "borja", "hjalp")
    child = desk.child(case)

    holds = [desk.engine.holds.place("case", of, WHY, WORKER.subject) for of in (case, child)]

    assert [(each.kind, each.of, each.reason, each.by, each.at) for each in holds] == [
        ("case", case, WHY, WORKER.subject, desk.now)
    ] * 2
    assert desk.engine.holds.listed() == sorted(holds, key=lambda each: each.id)


def test_what_is_lifted_stands_with_who_lifted_it(desk: Office) -> None:
    for each in (WORKER, COLLEAGUE):
        desk.starts(by=each)
    hold = desk.engine.holds.place("routine", "prov", WHY, WORKER.subject)
    desk.waits(days=1)

    lifted = desk.engine.holds.lift(hold.id, COLLEAGUE.subject)

    assert (lifted.lifted_by, lifted.lifted_at) == (COLLEAGUE.subject, desk.now)
    assert desk.engine.holds.listed() == []
    assert desk.engine.holds.listed(lifted=True) == [lifted]
    with pytest.raises(NotFound):
        desk.engine.holds.lift(hold.id, WORKER.subject)


@pytest.mark.parametrize(
    ("kind", "of"), [("case", "nope"), ("routine", "nope"), ("person", "nope"), ("routine", "prvo")]
)
def test_what_is_not_there_can_not_be_held(desk: Office, kind: str, of: str) -> None:
    desk.starts()
    with pytest.raises(NotFound):
        desk.engine.holds.place(kind, of, WHY, WORKER.subject)  # type: ignore[arg-type]
    assert desk.rows(tables.holds) == []


@pytest.mark.parametrize("reason", ["", "  ", "x" * (LONGEST + 1), "a\u200bb"])
def test_a_hold_has_a_reason_that_can_be_read(desk: Office, reason: str) -> None:
    case = desk.starts()
    with pytest.raises(FactsWrong):
        desk.engine.holds.place("case", case, reason, WORKER.subject)


def test_nobody_holds_who_is_not_known(desk: Office) -> None:
    case = desk.starts()
    with pytest.raises(NotFound):
        desk.engine.holds.place("case", case, WHY, "nobody")


def test_a_person_who_is_held_is_not_forgotten_until_it_is_lifted(desk: Office) -> None:
    desk.starts()
    desk.starts(by=COLLEAGUE)
    hold = desk.engine.holds.place("person", WORKER.subject, WHY, COLLEAGUE.subject)

    with pytest.raises(PersonHeld) as refused:
        desk.engine.forget_person(WORKER.subject)
    assert WHY in refused.value.say("sv")

    desk.engine.holds.lift(hold.id, COLLEAGUE.subject)
    assert desk.engine.forget_person(WORKER.subject)


def test_what_a_held_person_has_read_is_not_forgotten_by_its_age(desk: Office) -> None:
    case = desk.starts()
    for each in (OFFICE, COLLEAGUE):
        desk.engine.records.view(case, each)
    desk.waits_for_rows(tables.reads, 2)
    desk.engine.holds.place("person", OFFICE.subject, WHY, WORKER.subject)
    desk.waits(days=400)

    desk.engine.forgetting.reads(timedelta(days=90))

    assert [desk.subject(row["person"]) for row in desk.rows(tables.reads)] == [OFFICE.subject]
