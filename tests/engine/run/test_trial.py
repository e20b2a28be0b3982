"""What a choice starts beside is tried before the choice is called allowed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.errors.step import Incident
from engine.errors.stored import StoredDamaged
from engine.model.routine import Routine
from tests.engine.run.acting import Tale, routine

PARENT = """
    borja:
      title: Börja
      role: medarbetare
      choices:
        ring: {label: Ring, to: ring}
        kor: {label: Kör, to: valj}
        bredvid: {label: Bredvid, start: barn, with: {antal: antal}}
        fyll: {label: Fyll i, ask: [{fact: antal, required: no}], start: barn, with: {antal: antal}}
        satt: {label: Sätt, set: {antal: 10}, start: barn, with: {antal: antal}}
        om: {label: Om, to: borja}
    valj: {choose: [{when: antal > 100, to: klart}, {else: ring}]}
    ring: {call: barn, with: {antal: antal}}
    klart: {end: klart}
"""
FACTS = "facts: {antal: {type: number, title: Antal}}"
CHILD = "lyssna: {title: Lyssna, role: medarbetare}\nnog: {end: nog}\n"
NARROW = "facts: {antal: {type: number, title: Antal, max: 9}}"


def tale(start: str = "medarbetare", **facts: Any) -> Tale:
    parent = routine(PARENT, start="{by: medarbetare, ask: [{fact: antal, required: no}]}", more=FACTS)
    return Tale(parent, routine(CHILD, id="barn", start=start, more=NARROW), **facts)


def test_what_is_started_beside_and_cant_hold_what_it_is_given_is_not_allowed() -> None:
    seen = tale(antal=10).choice("bredvid")
    with pytest.raises(Incident) as stuck:
        tale(antal=10).tries("bredvid")
    assert (seen["allowed"], seen["reason"], seen["because"]) == (False, "stuck", stuck.value.say("sv"))
    assert "”barn” kan inte starta" in seen["because"]
    assert tale(antal=9).choice("bredvid")["allowed"]
    assert tale(antal=9).tries("bredvid") is None


def test_what_is_started_beside_and_asks_for_what_nobody_hands_down_is_not_allowed() -> None:
    seen = tale(start="{by: medarbetare, ask: [antal]}").choice("bredvid", language="en")
    assert (seen["allowed"], seen["reason"]) == (False, "stuck")
    assert "“Antal” is missing" in seen["because"]


def test_what_is_started_beside_and_is_not_published_is_not_allowed() -> None:
    alone = routine(PARENT, start="{by: medarbetare, ask: [antal]}", more=FACTS)
    seen = Tale(alone, antal=9).choice("bredvid")
    assert (seen["allowed"], seen["reason"]) == (False, "stuck")
    assert "rutinen ”barn” är inte publicerad" in seen["because"]


def test_what_is_started_beside_and_can_not_be_read_is_not_allowed() -> None:
    damaged = tale(antal=9)
    published = damaged.library.pinned

    def pinned(digest: str) -> Routine:
        if published(digest).id == "barn":
            raise StoredDamaged("routine", "barn")
        return published(digest)

    damaged.library = replace(damaged.library, pinned=pinned)
    seen = damaged.choice("bredvid")
    assert (seen["allowed"], seen["because"]) == (False, StoredDamaged("routine", "barn").say("sv"))


def test_what_the_choice_sets_is_what_is_handed_down() -> None:
    seen = tale(antal=9).choice("satt")
    assert (seen["allowed"], seen["reason"]) == (False, "stuck")


@pytest.mark.parametrize("choice", ["ring", "kor"])
def test_a_call_that_cant_start_stands_and_is_no_hindrance(choice: str) -> None:
    assert tale(antal=10).choice(choice)["allowed"]


def test_where_what_is_filled_in_decides_it_is_judged_when_it_comes() -> None:
    assert tale(antal=10).choice("fyll")["allowed"]
    assert tale(antal=10).tries("fyll", antal=9) is None
    with pytest.raises(Incident):
        tale(antal=9).tries("fyll", antal=10)


def test_a_trial_changes_nothing() -> None:
    told = tale(antal=9)
    before = told.case
    told.view()
    assert told.case == before
