"""What an archive takes: cases that have ended, of which everything is told; the same on every store."""

from __future__ import annotations

from engine.store import tables
from tests.engine.database.office import COLLEAGUE, WORKER, Office


def test_a_case_that_has_ended_is_taken_with_all_that_it_started(desk: Office) -> None:
    case = desk.starts(ref="R-1")
    desk.takes(case, "borja", "hjalp")
    child = desk.child(case)
    desk.takes(case, "borja", "sluta")
    assert list(desk.engine.archive.cases()) == []
    desk.takes(child, "svara", "svarat")

    (taken,) = desk.engine.archive.cases()

    assert taken.id == case
    assert {each.id for each in taken.routines} == {"prov", "barn"}
    assert {each["id"] for each in taken.content["instances"]} == {case, child}
    assert [each["command"] for each in taken.content["history"]] == [
        "StartCase",
        "Choose",
        "Choose",
        "Choose",
    ]
    assert len(taken.content["chain"]) == len(desk.rows(tables.history))


def test_whoever_is_forgotten_is_a_number_in_it(desk: Office) -> None:
    case = desk.starts(by=COLLEAGUE)
    desk.takes(case, "borja", "sluta", by=COLLEAGUE)
    desk.engine.forget_person(COLLEAGUE.subject)

    (taken,) = desk.engine.archive.cases()

    (number,) = taken.content["people"]
    assert taken.content["people"] == {number: f"removed#{number}"}
    assert COLLEAGUE.subject not in str(taken.content).replace("removed#", "")


def test_only_what_may_go_is_what_would_be_erased(desk: Office) -> None:
    desk.engine.publish([], {"retain": "30 d"})
    old, held = desk.starts(), desk.starts()
    for each in (old, held):
        desk.takes(each, "borja", "sluta")
    desk.engine.holds.place("case", held, "Tvist.", WORKER.subject)
    desk.waits(days=31)
    desk.takes(desk.starts(), "borja", "sluta")

    assert [each.id for each in desk.engine.archive.cases(may_go=True)] == [old]
    assert len(list(desk.engine.archive.cases())) == 3
    assert list(desk.engine.archive.cases(routine="barn")) == []
