"""The manager's follow-up of LMO and the documentation: what its routine makes sure of."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine.errors.value import FactsWrong
from engine.model.scenario import MORNING
from tests.routines.story import Story


def counted(
    *, visits: int = 100, registered: int = 100, in_time: int = 100, late: int = 0, missing: int = 0
) -> Story:
    """A period that has been counted."""
    story = Story("uppfoljning", by="enhetschef")
    story.does("enhetschef", "lmo_raknat", antal_stodpass=visits, antal_registrerade=registered)
    story.does(
        "enhetschef", "dokumentation_raknad", antal_i_tid=in_time, antal_sena=late, antal_saknas=missing
    )
    return story


def test_a_period_where_nothing_is_missing_needs_no_measure() -> None:
    assert counted().here() == {"aterkoppla"}


@pytest.mark.parametrize(
    "figures",
    [{"registered": 99}, {"in_time": 99, "late": 1}, {"in_time": 99, "missing": 1}],
    ids=["not registered", "documented late", "not documented"],
)
def test_whatever_is_missing_is_for_the_manager_to_act_on(figures: dict[str, int]) -> None:
    assert counted(**figures).here() == {"besluta_atgard"}


@pytest.mark.parametrize(
    "figures", [{"registered": 101}, {"in_time": 90}, {"in_time": 100, "late": 1}], ids=str
)
def test_figures_that_do_not_add_up_are_put_right_first(figures: dict[str, int]) -> None:
    assert counted(**figures).here() == {"ratta_siffrorna"}


def test_a_measure_has_a_day_when_it_is_done() -> None:
    refusal = counted(registered=80).try_to("enhetschef", "atgard_beslutad", atgard="utbildning")

    assert isinstance(refusal, FactsWrong)
    assert set(refusal.problems) == {"atgard_klar"}


def test_a_measure_that_is_late_reaches_the_manager_and_then_the_owner_of_the_document() -> None:
    story = counted(registered=80)
    done = MORNING + timedelta(weeks=2)
    story.does("enhetschef", "atgard_beslutad", atgard="utbildning", atgard_klar=done.isoformat())

    story.waits(weeks=2)
    assert story.told("enhetschef") == ["En åtgärd efter uppföljningen skulle vara klar nu."]
    assert story.told("verksamhetsutvecklare") == []

    story.waits(weeks=1)
    assert story.told("verksamhetsutvecklare") == ["En åtgärd efter uppföljningen är en vecka sen."]


def test_a_measure_that_did_not_help_is_followed_by_another() -> None:
    story = counted(registered=80)
    story.does("enhetschef", "atgard_beslutad", atgard="utbildning", atgard_klar=MORNING.isoformat())

    story.does("enhetschef", "hjalpte_inte")

    assert story.here() == {"besluta_atgard"}


def test_the_next_follow_up_begins_by_itself_four_weeks_after_the_last() -> None:
    story = counted()
    story.does("enhetschef", "aterkopplat")

    story.waits(weeks=4)

    assert story.here() == {"folj_upp_lmo"}
    assert story.outcome() is None


def test_a_follow_up_that_nobody_makes_reaches_the_owner_of_the_document() -> None:
    story = Story("uppfoljning", by="enhetschef")

    story.waits(weeks=2)

    assert story.told("verksamhetsutvecklare") == ["Uppföljningen av LMO är inte gjord."]
