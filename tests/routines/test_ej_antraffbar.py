"""Somebody who does not answer: what its routine makes sure of, and when."""

from __future__ import annotations

from datetime import timedelta

from engine.errors.person import NotYours
from engine.errors.step import ConditionNotMet
from engine.model.scenario import MORNING
from tests.routines.story import Story


def searching(*, high_risk: bool) -> Story:
    """A visit where the details are right and nobody has been looked for yet."""
    story = Story("ej_antraffbar", besok_ref="S-101")
    story.does("medarbetare", "stammer", hog_risk=high_risk)
    return story


def deciding(*, may_enter: bool = False) -> Story:
    """The manager has been told and is to decide."""
    story = searching(high_risk=True)
    story.does("medarbetare", "svarar_inte")
    story.does("medarbetare", "chefen_vet", far_ga_in=may_enter)
    return story


def test_relatives_are_asked_before_the_manager_where_the_risk_is_low() -> None:
    story = searching(high_risk=False)

    story.does("medarbetare", "svarar_inte")

    assert story.here() == {"kontakta_anhorig"}


def test_the_manager_is_told_at_once_where_the_risk_is_high() -> None:
    story = searching(high_risk=True)

    story.does("medarbetare", "svarar_inte")
    story.waits(minutes=1)

    assert story.here() == {"informera_enhetschefen"}
    assert story.told("enhetschef") == ["En person är inte anträffbar. Ring medarbetaren nu."]


def test_the_manager_hears_of_it_half_an_hour_after_the_search_began_wherever_it_is() -> None:
    at_the_door, on_the_phone = searching(high_risk=False), searching(high_risk=False)
    on_the_phone.waits(minutes=20)
    on_the_phone.does("medarbetare", "svarar_inte")

    at_the_door.waits(minutes=30)
    on_the_phone.waits(minutes=10)

    told = ["En medarbetare har sökt en person i 30 minuter utan svar."]
    assert at_the_door.told("enhetschef") == told
    assert on_the_phone.told("enhetschef") == told


def test_the_manager_of_the_manager_hears_when_the_manager_can_not_be_reached() -> None:
    story = searching(high_risk=True)
    story.does("medarbetare", "svarar_inte")

    story.waits(minutes=15)

    assert story.told("verksamhetschef") == [
        "En medarbetare når inte enhetschefen om en person som inte är anträffbar."
    ]


def test_only_the_manager_decides_what_is_done() -> None:
    assert isinstance(deciding().try_to("medarbetare", "kontakta_polisen"), NotYours)


def test_nobody_goes_in_without_a_key_and_leave_to_do_so() -> None:
    refusal = deciding(may_enter=False).try_to("enhetschef", "tva_gar_in")

    assert isinstance(refusal, ConditionNotMet)
    assert refusal.because.sv == "Det saknas nyckel eller tillåtelse att gå in. Kontakta polisen i stället."


def test_two_go_in_where_the_plan_allows_it() -> None:
    story = deciding(may_enter=True)

    story.does("enhetschef", "tva_gar_in")

    assert story.here() == {"ga_in"}


def test_an_empty_home_brings_the_question_back_to_the_manager_and_is_not_entered_again() -> None:
    story = deciding(may_enter=True)
    story.does("enhetschef", "tva_gar_in")

    story.does("medarbetare", "tomt")

    assert story.here() == {"besluta"}
    assert isinstance(story.try_to("enhetschef", "tva_gar_in"), ConditionNotMet)


def test_waiting_has_an_end_and_the_manager_is_told_when_it_comes() -> None:
    story = deciding()
    story.does("enhetschef", "avvakta", avvakta_till=(MORNING + timedelta(hours=4)).isoformat())

    story.waits(hours=4)
    assert story.told("enhetschef")[-1] == "Sök personen som inte var anträffbar igen nu."

    story.waits(hours=1)
    assert story.told("verksamhetschef") == ["Ingen har sökt personen som inte var anträffbar igen."]


def test_something_alarming_is_a_call_to_112_before_anything_else() -> None:
    story = searching(high_risk=False)

    story.does("medarbetare", "oroande")
    assert story.here() == {"larma"}

    story.does("medarbetare", "larmat")
    story.does("medarbetare", "chefen_vet", far_ga_in=False)
    story.does("enhetschef", "hjalp_pa_vag")
    assert story.here() == {"dokumentera"}


def test_112_has_not_taken_over_where_nobody_rang_it() -> None:
    assert isinstance(deciding().try_to("enhetschef", "hjalp_pa_vag"), ConditionNotMet)


def test_a_decision_is_documented_before_the_head_of_operations_is_told() -> None:
    story = deciding()
    story.does("enhetschef", "kontakta_polisen", "polisen_soker")
    assert story.here() == {"dokumentera"}

    story.does("enhetschef", "dokumenterat")
    assert story.here() == {"informera_verksamhetschefen"}

    story.does("enhetschef", "informerad")
    assert story.outcome() == "hanterat"
