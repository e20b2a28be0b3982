"""Material of made-up routines: whatever can happen in a routine can be told in a storyboard, and every routine has a handbook."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, note, settings

from diagrams.handbook.build import handbook_of
from diagrams.handbook.formats import handbook_as
from diagrams.storyboard.cards import storyboard
from diagrams.storyboard.formats import storyboard_as
from diagrams.storyboard.story import Storyboard
from engine.model.routine import Routine
from engine.scenarios.play import Failed
from engine.scenarios.search.tour import tour
from tests.generated.routines import CHILD, PARENT, Made, routines
from tests.heavy import rounds

MOST_TRIED = 1_500


def taught(made: tuple[Made, Made]) -> dict[str, Routine]:
    """Both routines by id, the first with scenarios for what can happen in it."""
    parent, child = made
    note(json.dumps([parent.document, child.document], ensure_ascii=False))
    known = {PARENT: parent.routine, CHILD: child.routine}
    found = tour(parent.routine, known, most=MOST_TRIED)
    return known | {
        PARENT: replace(parent.routine, scenarios=tuple(each.scenario for each in found.suggestions))
    }


def boards(made: tuple[Made, Made]) -> Iterator[Storyboard]:
    known = taught(made)
    for scenario in known[PARENT].scenarios:
        told = storyboard(known[PARENT], scenario, known)
        assert not isinstance(told, Failed), told.why.en
        yield told


@settings(max_examples=15)
@given(routines())
def test_whatever_can_happen_can_be_told_in_a_storyboard(made: tuple[Made, Made]) -> None:
    for told in boards(made):
        assert storyboard_as("html", told)


@settings(max_examples=3)
@given(routines())
def test_a_storyboard_can_be_printed_and_shown(made: tuple[Made, Made]) -> None:
    for told in list(boards(made))[:1]:
        assert storyboard_as("pdf", told)
        assert storyboard_as("pptx", told)


@settings(max_examples=5)
@given(routines())
def test_every_routine_has_a_handbook(made: tuple[Made, Made]) -> None:
    known = taught(made)
    assert handbook_as("html", handbook_of(list(known.values()), known=known))


@given(routines())
def all_boards(made: tuple[Made, Made]) -> None:
    for told in boards(made):
        assert storyboard_as("html", told)


@pytest.mark.soak
def test_many_more_can_be_told() -> None:
    for _ in rounds():
        all_boards()
