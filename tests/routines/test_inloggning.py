"""Login details: who orders them, and that an account ends with the employment."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine.errors.person import NotYours
from engine.errors.value import FactsWrong
from engine.model.scenario import MORNING
from tests.routines.story import Story

ORDERERS = {
    "ordinarie": ("administrator", "bestallt"),
    "timvikarie": ("bemanningsenheten", "vikarie_bestalld"),
}


def ordered(employment: str = "ordinarie") -> Story:
    """The manager has asked for login details for somebody who begins in a week."""
    story = Story("inloggning", by="enhetschef")
    story.does(
        "enhetschef",
        "ny_inloggning",
        anstallning=employment,
        borjar=(MORNING + timedelta(days=7)).isoformat(),
    )
    return story


def delivered() -> Story:
    """They have come to the manager."""
    story = ordered()
    story.does("administrator", "bestallt", "levererat")
    return story


@pytest.mark.parametrize("employment", ORDERERS)
def test_each_employment_has_its_orderer(employment: str) -> None:
    role, choice = ORDERERS[employment]
    story = ordered(employment)

    story.does(role, choice)

    assert story.here() == {"ta_emot"}


def test_an_administrator_does_not_order_for_temporary_staff() -> None:
    assert isinstance(ordered("timvikarie").try_to("administrator", "vikarie_bestalld"), NotYours)


def test_an_order_that_came_to_the_wrong_orderer_goes_to_the_right_one() -> None:
    story = ordered("ordinarie")

    story.does("administrator", "ar_timvikarie")

    assert story.here() == {"bestall_timvikarie"}
    assert story.fact("anstallning") == "timvikarie"


@pytest.mark.parametrize("employment", ORDERERS)
def test_an_order_that_waits_reaches_its_orderer_and_then_the_manager(employment: str) -> None:
    role, _ = ORDERERS[employment]
    story = ordered(employment)

    story.waits(days=1)
    assert len(story.told(role)) == 1
    assert story.told("enhetschef") == []

    story.waits(days=2)
    assert len(story.told("enhetschef")) == 1


def test_who_begins_without_login_details_is_known_to_the_manager_that_day() -> None:
    story = ordered()
    story.does("administrator", "bestallt")

    story.waits(days=7)

    assert story.told("enhetschef") == ["En medarbetare börjar nu utan inloggningsuppgifter till LMO."]


def test_a_token_is_handed_to_one_person_who_signs_for_it() -> None:
    story = delivered()
    assert isinstance(story.try_to("enhetschef", "kvitterad"), FactsWrong)

    story.does("enhetschef", "kvitterad", dosa_nr="D-31")

    assert story.fact("kvitterad") == MORNING


def test_nobody_logs_in_before_the_password_can_be_reset_and_the_introduction_is_done() -> None:
    story = delivered()
    story.does("enhetschef", "kvitterad", dosa_nr="D-31")
    assert story.here() == {"registrera_dig"}

    story.does("medarbetare", "registrerad")
    assert story.here() == {"introducera"}

    story.does("enhetschef", "introducerad")
    assert story.here() == {"forsta_inloggning"}

    story.does("medarbetare", "inloggad")
    assert story.outcome() == "aktiv"


@pytest.mark.parametrize(("employment", "role"), [(each, role) for each, (role, _) in ORDERERS.items()])
def test_an_account_is_closed_the_day_the_employment_ends_or_the_manager_hears(
    employment: str, role: str
) -> None:
    story = Story("inloggning", by="enhetschef")
    last_shift_ends = MORNING + timedelta(hours=9)
    story.does("enhetschef", "anstallning_slut", anstallning=employment, slutar=last_shift_ends.isoformat())

    story.waits(hours=9)
    assert len(story.told(role)) == 1
    assert story.told("enhetschef") == []

    story.waits(hours=24)
    assert len(story.told("enhetschef")) == 1


def test_a_token_that_does_not_come_back_is_blocked() -> None:
    story = Story("inloggning", by="enhetschef")
    story.does("enhetschef", "anstallning_slut", anstallning="ordinarie", slutar=MORNING.isoformat())
    story.does("administrator", "stangt")

    story.does("enhetschef", "borta")

    assert story.here() == {"sparra_dosan"}
    assert story.outcome() is None
