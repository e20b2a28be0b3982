"""What is made up is what the fact allows."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine.model.facts import Fact, FactType, parse
from engine.model.scenario import MORNING
from engine.model.time_limits import outside
from engine.problems import Problem
from engine.scenarios.made_up import made_up
from tests.engine.samples import FACTS, fact


@pytest.mark.parametrize("each", FACTS.values(), ids=list(FACTS))
def test_what_is_made_up_is_allowed(each: Fact) -> None:
    assert not isinstance(parse(each, made_up(each, MORNING)), Problem)


@pytest.mark.parametrize("limits", [{"at_most": 3}, {"at_least": 12}, {"at_least": 2, "at_most": 4}])
def test_a_made_up_text_is_as_long_as_the_fact_allows(limits: dict[str, float]) -> None:
    text = fact("namn", "text", "Namn", **limits)
    assert not isinstance(parse(text, made_up(text, MORNING)), Problem)


@pytest.mark.parametrize("limits", [{"at_least": 4}, {"at_most": -3}, {"at_least": 0, "at_most": 0}, {}])
def test_a_made_up_number_lies_within_its_limits(limits: dict[str, float]) -> None:
    number = fact("antal", "number", "Antal", **limits)
    assert not isinstance(parse(number, made_up(number, MORNING)), Problem)


@pytest.mark.parametrize(
    "limits", [{"earliest": 0}, {"earliest": 3, "latest": 9}, {"earliest": -9, "latest": -3}]
)
@pytest.mark.parametrize("type", ["moment", "date"])
def test_a_made_up_moment_lies_within_its_limits(type: FactType, limits: dict[str, int]) -> None:
    when = fact("nar", type, "När", **{name: timedelta(days=days) for name, days in limits.items()})

    read = parse(when, made_up(when, MORNING))

    assert not isinstance(read, Problem)
    assert outside(when, read, MORNING) is None
