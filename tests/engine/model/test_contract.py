"""What a called routine has to be like for its caller."""

from __future__ import annotations

from typing import Any

import pytest

from engine.model.contract import fits, holds
from engine.model.facts import Fact, Option
from engine.model.routine import Call, Routine
from engine.values.texts import Text
from tests.engine.run.acting import routine


def fact(type: str, *options: str, **limits: Any) -> Fact:
    titles = tuple(Option(id=each, title=Text((("sv", each),))) for each in options)
    return Fact(id="f", type=type, title=Text((("sv", "F"),)), options=titles, **limits)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("receiver", "giver", "held"),
    [
        (fact("number"), fact("number"), True),
        (fact("number"), fact("text"), False),
        (fact("number", at_most=10), fact("number", at_most=10), True),
        (fact("number", at_most=10), fact("number", at_most=11), False),
        (fact("number", at_most=10), fact("number"), False),
        (fact("number"), fact("number", at_most=10), True),
        (fact("number", at_least=1), fact("number", at_least=0), False),
        (fact("number", at_least=0), fact("number", at_least=1), True),
        (fact("text", at_most=5), fact("text"), False),
        (fact("text", at_most=200), fact("text"), True),
        (fact("text"), fact("text", at_most=300), False),
        (fact("text", at_least=2), fact("text"), False),
        (fact("choice", "a", "b"), fact("choice", "a"), True),
        (fact("choice", "a"), fact("choice", "a", "b"), False),
    ],
)
def test_a_fact_holds_what_another_may_have(receiver: Fact, giver: Fact, held: bool) -> None:
    assert holds(receiver, giver) is held


CALLER = """
    hjalp: {title: Få hjälp, call: barn, with: {x: antal}, take: {svar: y}, outcomes: {klart: klart, fel: klart}}
    klart: {end: klart}
"""
CALLED = "    a: {title: Svara, role: medarbetare, ask: [y]}\n    klart: {end: klart}\n"


def called(
    facts: str = "{x: number, y: number}", start: str = "medarbetare", states: str = CALLED
) -> Routine:
    return routine(states, id="barn", start=start, more=f"facts: {facts}")


@pytest.mark.parametrize(
    ("version", "fit"),
    [
        (called(), True),
        (called(start="{by: medarbetare, ask: [x]}"), True),
        (called(start="{by: medarbetare, ask: [y]}"), False),
        (called(start="{by: medarbetare, ask: [{fact: y, required: no}]}"), True),
        (called("{x: text, y: number}"), False),
        (called("{x: number, y: text}"), False),
        (called("{z: number, y: number}"), False),
        (called("{x: number, z: number}", states=CALLED.replace("y", "z")), False),
        (called(states=CALLED.replace("{end: klart}", "{end: annat}")), True),
        (called(states=CALLED.replace("{end: klart}", "{end: fel}")), True),
    ],
)
def test_a_version_fits_where_nothing_between_them_can_fail(version: Routine, fit: bool) -> None:
    caller = routine(CALLER, more="facts: {antal: number, svar: number}")
    place = caller.states["hjalp"]
    assert isinstance(place, Call)
    assert fits(caller, place, version) is fit


def test_an_outcome_without_a_way_does_not_fit() -> None:
    last = "    klart: {end: klart}\n    hjalp: {title: Få hjälp, call: barn, outcomes: {klart: klart}}\n"
    caller = routine("    a: {title: A, role: medarbetare, to: hjalp}\n" + last)
    place = caller.states["hjalp"]
    assert isinstance(place, Call)
    assert fits(caller, place, called())
    assert not fits(caller, place, called(states=CALLED.replace("{end: klart}", "{end: annat}")))
