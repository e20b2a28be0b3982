"""A visit: what its routine makes sure of."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine.errors.step import ConditionNotMet
from engine.errors.value import FactsWrong
from engine.model.scenario import MORNING
from tests.routines.library import load
from tests.routines.story import Story


def a_visit() -> Story:
    return Story("stodpass", besok_ref="S-101")


def test_arrival_and_end_are_the_times_of_the_taps() -> None:
    story = a_visit()
    story.waits(minutes=20)
    story.does("medarbetare", "framme", "ankommen")
    story.waits(minutes=45)
    story.does("medarbetare", "utfort")

    assert story.fact("ankomst") == MORNING + timedelta(minutes=20)
    assert story.fact("avslut") == MORNING + timedelta(minutes=65)


def test_a_visit_is_not_over_before_it_is_documented() -> None:
    story = a_visit()
    story.does("medarbetare", "framme", "ankommen", "utfort")
    story.does("medarbetare", "avslutat", insatser=["inkop"])

    assert story.outcome() is None
    story.does("medarbetare", "dokumenterat")
    assert story.outcome() == "genomfort"


def test_which_insatser_were_done_must_be_said() -> None:
    story = a_visit()
    story.does("medarbetare", "framme", "ankommen", "utfort")

    assert isinstance(story.try_to("medarbetare", "avslutat"), FactsWrong)


@pytest.mark.parametrize("why", ["avbokat", "avbojt", "bortrest", "sjukhus"])
def test_a_missed_visit_is_documented_too(why: str) -> None:
    story = a_visit()
    story.does("medarbetare", "blev_inget", orsak=why, meddelat_av="den_enskilde")

    assert story.here() == {"dokumentera_uteblivet"}
    story.does("medarbetare", "uteblivet_dokumenterat")
    assert story.outcome() == "uteblivet"


def test_a_visit_is_not_missed_without_a_reason_and_who_said_so() -> None:
    refusal = a_visit().try_to("medarbetare", "blev_inget")

    assert isinstance(refusal, FactsWrong)
    assert set(refusal.problems) == {"orsak", "meddelat_av"}


def nobody_answers() -> Story:
    """A visit where nobody opens, with the routine for that started beside it."""
    story = a_visit()
    story.does("medarbetare", "framme", "ingen_oppnar")
    return story


def test_when_nobody_opens_one_tap_starts_the_search_for_the_same_visit() -> None:
    story = nobody_answers()

    assert story.here() == {"sok_kontakt"}
    assert story.here("ej_antraffbar") == {"kontrollera_uppgifterna"}
    assert story.fact("besok_ref", "ej_antraffbar") == "S-101"
    assert story.fact("orsak") == "ej_antraffbar"


def test_the_manager_is_told_when_nobody_has_been_reached_for_half_an_hour() -> None:
    story = nobody_answers()
    story.does("medarbetare", "stammer", routine="ej_antraffbar", hog_risk=False)

    story.waits(minutes=30)

    assert "En medarbetare har sökt kontakt i 30 minuter utan svar." in story.told("enhetschef")


def test_somebody_who_was_reached_after_all_gets_the_visit() -> None:
    story = nobody_answers()
    story.does("medarbetare", "stammer", routine="ej_antraffbar", hog_risk=False)
    assert isinstance(story.try_to("medarbetare", "fick_kontakt", routine="stodpass"), ConditionNotMet)

    story.does("medarbetare", "fick_kontakt", routine="ej_antraffbar")
    story.does("medarbetare", "fick_kontakt")

    assert story.here() == {"registrera_ankomst"}


def test_the_visit_is_documented_and_over_although_the_manager_still_searches() -> None:
    story = nobody_answers()
    story.does("medarbetare", "stammer", routine="ej_antraffbar", hog_risk=True)
    story.does("medarbetare", "svarar_inte", routine="ej_antraffbar")
    story.does("medarbetare", "chefen_vet", routine="ej_antraffbar", far_ga_in=False)

    story.does("medarbetare", "chef_vet", "uteblivet_dokumenterat")

    assert story.outcome() == "uteblivet"
    assert story.here("ej_antraffbar") == {"besluta"}


def test_a_lack_of_staff_asks_whether_it_is_a_deviation() -> None:
    story = a_visit()
    story.does("medarbetare", "blev_inget", orsak="personalbrist", meddelat_av="enheten")

    assert story.here() == {"ta_stallning"}


@pytest.mark.parametrize("missed", [False, True])
def test_a_missing_journal_entry_reaches_the_manager_after_a_day(missed: bool) -> None:
    story = a_visit()
    if missed:
        story.does("medarbetare", "blev_inget", orsak="avbokat", meddelat_av="den_enskilde")
    else:
        story.does("medarbetare", "framme", "ankommen", "utfort")
        story.does("medarbetare", "avslutat", insatser=["samtal"])

    story.waits(hours=23)
    assert story.told("enhetschef") == []

    story.waits(hours=1)
    assert len(story.told("enhetschef")) == 1


def test_no_fact_says_where_anybody_is_or_who_was_visited() -> None:
    assert set(load("stodpass").facts) == {
        "besok_ref",
        "telefon_id",
        "ankomst",
        "avslut",
        "insatser",
        "orsak",
        "meddelat_av",
        "avvikelse",
    }


def test_no_insats_is_no_insats_beside_others() -> None:
    (insatser,) = (fact for fact in load("stodpass").facts.values() if fact.type == "choices")
    assert not any("ingen insats" in option.title.say().lower() for option in insatser.options)

    story = a_visit()
    story.does("medarbetare", "framme", "ankommen", "utfort", "ingen_insats")

    assert story.here() == {"dokumentera"}
    assert story.fact("insatser") is None
