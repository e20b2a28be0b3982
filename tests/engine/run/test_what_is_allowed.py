"""What a view says that the person may do beside the choices: take and give back, hand over, cancel, correct."""

from __future__ import annotations

from typing import Any

import pytest

from engine.run.commands import Cancel, Take
from engine.run.explain import Viewer, known_facts
from engine.run.instance import Person
from tests.engine.run.acting import COLLEAGUE, MANAGER, OFFICE, STRANGER, WORKER, Tale, routine

STATES = """
    gor: {title: Gör, role: medarbetare, ask: [antal, {fact: sak, required: no}]}
    kontorets: {title: Be kontoret, role: administrator}
    vanta: {title: Vänta, wait: svaret}
    klart: {end: klart}
"""
FACTS = "facts: {antal: {type: number, title: Antal}, sak: {type: text, title: Sak}, svar: {type: text, title: Svar}}"
OTHER_OFFICE = Person("a2", OFFICE.grants)
PROV = routine(STATES, more=FACTS)


@pytest.fixture
def tale() -> Tale:
    return Tale(PROV)


def may(tale: Tale, by: Person) -> tuple[bool, bool]:
    """Whether the person may take the step, and give it back."""
    (step,) = tale.view(by)["steps"]
    return step["may_take"], step["may_give_back"]


def test_what_nobody_has_is_taken_by_its_role_or_a_manager_and_given_back_by_nobody(tale: Tale) -> None:
    tale.takes("klar", antal=1)
    told = {by.subject: may(tale, by) for by in (OFFICE, MANAGER, WORKER)}
    assert told == {"a1": (True, False), "c1": (True, False), "m1": (False, False)}


def test_what_somebody_has_taken_is_given_back_by_them_or_a_manager_and_taken_by_nobody(tale: Tale) -> None:
    tale.takes("klar", antal=1)
    tale.asks(Take, OFFICE, state="kontorets")
    told = {by.subject: may(tale, by) for by in (OFFICE, OTHER_OFFICE, MANAGER)}
    assert told == {"a1": (False, True), "a2": (False, False), "c1": (False, True)}


def test_a_wait_is_neither_taken_nor_given_back(tale: Tale) -> None:
    tale.takes("klar", antal=1).takes("klar", by=OFFICE)
    assert [may(tale, by) for by in (WORKER, MANAGER)] == [(False, False)] * 2


def test_what_is_held_at_a_wait_is_given_back_in_no_step() -> None:
    more = "anytime: {stoppa: {label: Stoppa, role: administrator, same_as: kontorets, to: klart}}"
    tale = Tale(routine(STATES, more=f"{FACTS}\n{more}")).takes("klar", antal=1).takes("klar", by=OFFICE)
    assert tale.here() == {"vanta"}
    assert may(tale, MANAGER) == (False, False)


def handing(tale: Tale, by: Person) -> tuple[bool, bool]:
    """Whether the person may hand over, and cancel."""
    seen = tale.view(by)
    return seen["may_hand_over"], seen["may_cancel"]


def test_the_owner_hands_over_and_a_manager_cancels_too_while_it_runs(tale: Tale) -> None:
    told = [handing(tale, by) for by in (WORKER, MANAGER, COLLEAGUE)]
    assert told == [(True, False), (True, True), (False, False)]
    tale.asks(Cancel, MANAGER, reason="Fel")
    assert [handing(tale, by) for by in (WORKER, MANAGER)] == [(False, False)] * 2


def test_what_was_cancelled_has_come_to_no_end(tale: Tale) -> None:
    tale.asks(Cancel, MANAGER, reason="Fel")
    assert (tale.view()["status"], tale.view()["outcome_title"]) == ("cancelled", None)


def known(tale: Tale, by: Person) -> list[dict[str, Any]]:
    viewer = Viewer(person=by, now=tale.now, language="en", library=tale.library)
    return known_facts(PROV, tale.root, viewer)


def test_the_facts_that_have_a_value_are_told_with_who_may_correct_them(tale: Tale) -> None:
    tale.takes("klar", antal=3)
    number = {
        "fact": "antal",
        "type": "number",
        "title": "Antal",
        "options": [],
        "required": False,
        "min": None,
        "max": None,
        "value": 3,
    }
    assert known(tale, WORKER) == [number | {"allowed": True, "because": None}]
    why = "You may not do this. It is done by Medarbetare or Chefen in the unit enheten."
    assert known(tale, STRANGER) == [number | {"allowed": False, "because": why}]
