"""What people suggest be changed in a routine, the same on every store."""

from __future__ import annotations

from typing import Any

import pytest

from engine.errors.person import NotYours
from engine.errors.request import NotFound
from engine.errors.value import FactsWrong
from engine.service.suggestions import LONGEST
from tests.engine.database.office import COLLEAGUE, MANAGER, WORKER, Office

OWNER = "chef"


def test_a_suggestion_is_of_a_step_of_the_version_and_waits_for_an_answer(desk: Office) -> None:
    made = desk.engine.suggestions.suggest(WORKER, "prov", " Byt plats på stegen. ", version=1, state="borja")
    assert (made.routine, made.version, made.state, made.by) == ("prov", 1, "borja", WORKER.subject)
    assert made.text == "Byt plats på stegen."
    assert desk.engine.suggestions.everybodys(MANAGER, OWNER).items == [made]
    assert desk.engine.suggestions.mine(WORKER).items == [made]
    assert desk.engine.suggestions.mine(COLLEAGUE).items == []


def test_whoever_suggested_it_reads_the_answer_and_it_waits_no_more(desk: Office) -> None:
    made = desk.engine.suggestions.suggest(WORKER, "prov", "Byt plats på stegen.")
    desk.waits(hours=1)
    answered = desk.engine.suggestions.answer(MANAGER, OWNER, made.id, "Bra, det gör vi.")
    told = answered.answer, answered.answered_by, answered.answered_at
    assert told == ("Bra, det gör vi.", MANAGER.subject, desk.now)
    assert desk.engine.suggestions.mine(WORKER).items == [answered]
    assert desk.engine.suggestions.everybodys(MANAGER, OWNER).items == []
    assert desk.engine.suggestions.everybodys(MANAGER, OWNER, is_answered=True).items == [answered]


@pytest.mark.parametrize("owner", [OWNER, None])
def test_nobody_reads_or_answers_but_those_who_hold_the_role(desk: Office, owner: str | None) -> None:
    made = desk.engine.suggestions.suggest(WORKER, "prov", "Byt plats på stegen.")
    with pytest.raises(NotYours):
        desk.engine.suggestions.everybodys(COLLEAGUE, owner)
    with pytest.raises(NotYours):
        desk.engine.suggestions.answer(WORKER, owner, made.id, "Ja.")


@pytest.mark.parametrize("text", ["", "  ", "x" * (LONGEST + 1), "a\u202eb"])
def test_what_can_not_be_read_is_no_suggestion_and_no_answer(quick_desk: Office, text: str) -> None:
    with pytest.raises(FactsWrong):
        quick_desk.engine.suggestions.suggest(WORKER, "prov", text)
    made = quick_desk.engine.suggestions.suggest(WORKER, "prov", "Byt plats på stegen.")
    with pytest.raises(FactsWrong):
        quick_desk.engine.suggestions.answer(MANAGER, OWNER, made.id, text)


@pytest.mark.parametrize("rest", [{"version": 99}, {"state": "finns_inte"}, {"routine": "provet"}])
def test_a_suggestion_is_of_something_that_there_is(quick_desk: Office, rest: dict[str, Any]) -> None:
    with pytest.raises(NotFound):
        quick_desk.engine.suggestions.suggest(WORKER, **{"routine": "prov", "text": "Byt.", **rest})


def test_an_answer_is_to_a_suggestion_that_there_is(desk: Office) -> None:
    with pytest.raises(NotFound):
        desk.engine.suggestions.answer(MANAGER, OWNER, "finns-inte", "Ja.")


def test_long_lists_go_on_where_the_page_ended(desk: Office) -> None:
    for number in range(5):
        desk.engine.suggestions.suggest(WORKER, "prov", f"Nummer {number}.")
        desk.waits(minutes=1)
    page = desk.engine.suggestions.mine(WORKER, most=3)
    rest = desk.engine.suggestions.mine(WORKER, page.next, most=3)
    assert [each.text for each in (*page.items, *rest.items)] == [f"Nummer {n}." for n in (4, 3, 2, 1, 0)]
    assert rest.next is None


def test_who_has_been_removed_is_named_nowhere(desk: Office) -> None:
    desk.engine.suggestions.suggest(WORKER, "prov", "Byt plats på stegen.")
    desk.engine.forget_person(WORKER.subject)
    (left,) = desk.engine.suggestions.everybodys(MANAGER, OWNER).items
    assert left.by != WORKER.subject
