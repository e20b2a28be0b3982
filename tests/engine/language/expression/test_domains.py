"""Which values of a fact are told apart."""

from __future__ import annotations

import pytest

from engine.language.expression.domains import SET, Domain
from engine.language.proof.tracked_facts import Depth, TrackedFacts
from engine.model.facts import Fact, FactType, Option
from engine.values.decimals import Number
from engine.values.texts import Text
from tests.engine.language.proof.routines import END, step, transitions

TITLE = Text((("sv", "Uppgift"),))
OPTIONS = tuple(Option(id=id, title=TITLE) for id in ("c", "a", "b", "d"))


def fact(type: FactType, least: Number | None = None, most: Number | None = None) -> Fact:
    options = OPTIONS if type in ("choice", "choices") else ()
    return Fact(id="x", type=type, title=TITLE, options=options, at_least=least, at_most=most)


def domain(
    type: FactType, *constants: object, least: Number | None = None, most: Number | None = None
) -> Domain:
    found = Domain(fact(type, least, most), constants=set(constants))
    found.close()
    return found


def test_what_nothing_is_compared_with_is_only_set_or_not() -> None:
    types: tuple[FactType, ...] = ("text", "number", "moment", "date", "yes_no")

    assert all(tuple(domain(each).values) == (SET,) for each in types)
    assert tuple(domain("moment", 1).values) == (SET,)


def test_a_number_is_below_at_between_or_above_what_it_is_compared_with_within_its_limits() -> None:
    assert tuple(domain("number", 3, 7).values) == (2, 2.5, 3, 5, 7, 7.5, 8)
    assert tuple(domain("number", 0, least=0, most=2).values) == (0, 1, 2)


def test_one_option_stands_for_all_that_are_not_mentioned() -> None:
    assert tuple(domain("choice", "a").values) == ("c", "a")
    assert domain("choice", "a").fit("d") == "c"
    assert domain("choice", "a").fit("a") == "a"


def test_lists_keep_the_order_of_the_options_and_know_that_there_is_more_in_them() -> None:
    found = domain("choices", "b", "a")

    assert ("a", "b") in found.values
    assert found.fit(("a", "b")) == ("a", "b")
    assert found.fit(("a", "d")) == ("c", "a")
    assert found.fit(()) == ()


@pytest.mark.parametrize(("value", "told"), [(None, None), (True, True), ("a", "a")])
def test_answers_and_options_are_told_to_others(value: object, told: object) -> None:
    assert domain("yes_no" if value is True else "choice", "a").told(value) == told


def test_of_other_facts_others_know_only_that_they_are_set() -> None:
    assert domain("number", 3).told(3) == SET
    assert domain("number", 3).standing_for(SET) == domain("number", 3).values


def test_a_number_that_only_sums_change_is_followed_to_above_what_it_is_compared_with() -> None:
    counted = "a: {label: A, set: {antal: antal + 2}, to: ring}"
    states = step("borja", "b: {label: B, set: {antal: 0}}")
    states += step("ring", counted, "c: {label: C, when: antal > 3, because: Nej., to: slut}") + END

    domain = TrackedFacts(transitions(states), Depth.ALL).domains["antal"]

    assert domain.counted
    assert domain.values == (0, 2, 4)
    assert domain.fit(6) == 4


def test_a_number_that_people_fill_in_too_is_not_followed() -> None:
    counted = "a: {label: A, ask: antal, set: {antal: antal + 2}, to: ring}"
    states = step("ring", counted, "c: {label: C, when: antal > 3, because: Nej., to: slut}") + END

    assert not TrackedFacts(transitions(states), Depth.ALL).domains["antal"].counted
