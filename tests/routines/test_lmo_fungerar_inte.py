"""When LMO does not work: what its routine makes sure of."""

from __future__ import annotations

from engine.errors.person import NotYours
from engine.errors.step import ConditionNotMet
from engine.errors.value import FactsWrong
from tests.routines.story import Story


def down() -> Story:
    """LMO is down, the manager has confirmed it and everybody knows."""
    story = Story("lmo_fungerar_inte")
    story.does("medarbetare", "lmo_ligger_nere", symptom="inloggning")
    story.does("enhetschef", "bekraftat", driftstopp="oplanerat")
    story.does("enhetschef", "meddelat")
    return story


def registering(papers: int = 3) -> Story:
    """LMO is back and the papers are counted."""
    story = down()
    story.does("enhetschef", "over")
    story.does("medarbetare", "fungerar_igen", antal_papper=papers)
    return story


def test_a_fault_of_the_own_phone_is_ruled_out_first() -> None:
    refusal = Story("lmo_fungerar_inte").try_to(
        "medarbetare", "lmo_ligger_nere", checked=False, symptom="inloggning"
    )

    assert isinstance(refusal, ConditionNotMet)


def test_a_fault_of_one_phone_goes_on_in_the_routine_for_phones_with_the_phone_that_is_known() -> None:
    story = Story("lmo_fungerar_inte", telefon_id="T-07")

    story.does("medarbetare", "bara_min")

    assert story.outcome() == "telefonens_fel"
    assert story.here("telefon_fel") == {"felsok"}
    assert story.fact("telefon_id", "telefon_fel") == "T-07"


def test_work_on_paper_does_not_wait_for_anybody_to_confirm_the_disturbance() -> None:
    story = Story("lmo_fungerar_inte")

    story.does("medarbetare", "lmo_ligger_nere", symptom="inloggning")

    assert story.here() == {"skriv_pa_papper", "bekrafta"}


def test_staff_do_not_confirm_a_disturbance() -> None:
    story = Story("lmo_fungerar_inte")
    story.does("medarbetare", "lmo_ligger_nere", symptom="inloggning")

    assert isinstance(story.try_to("medarbetare", "bekraftat", driftstopp="lokalt"), NotYours)


def test_an_unconfirmed_disturbance_reaches_manager_and_administrator() -> None:
    story = Story("lmo_fungerar_inte")
    story.does("medarbetare", "lmo_ligger_nere", symptom="inloggning")

    story.waits(minutes=30)

    for role in ("enhetschef", "administrator"):
        assert story.told(role) == [
            "LMO applikationen fungerar inte. Bekräfta driftstoppet.",
            "Driftstoppet i LMO är inte bekräftat efter 30 minuter.",
        ]


def test_nobody_is_left_out_when_staff_are_told() -> None:
    story = Story("lmo_fungerar_inte")
    story.does("medarbetare", "lmo_ligger_nere", symptom="inloggning")
    story.does("enhetschef", "bekraftat", driftstopp="lokalt")

    assert isinstance(story.try_to("enhetschef", "meddelat", checked=False), ConditionNotMet)


def test_going_back_to_lmo_takes_a_count_of_the_papers() -> None:
    refusal = down().try_to("medarbetare", "fungerar_igen")

    assert isinstance(refusal, FactsWrong)
    assert set(refusal.problems) == {"antal_papper"}


def test_it_can_not_end_while_fewer_visits_are_registered_than_stand_on_paper() -> None:
    story = registering(papers=3)
    story.does("medarbetare", "registrerat", antal_registrerade=2)

    refusal = story.try_to("enhetschef", "stammer")

    assert isinstance(refusal, ConditionNotMet)
    assert refusal.because.sv == "Antalet på papper är inte lika med antalet registrerade. Rätta det först."
    story.does("enhetschef", "saknas")
    assert story.here() == {"efterregistrera"}


def test_nor_while_more_are() -> None:
    story = registering(papers=3)
    story.does("medarbetare", "registrerat", antal_registrerade=4)

    assert isinstance(story.try_to("enhetschef", "stammer"), ConditionNotMet)


def test_papers_are_destroyed_only_when_the_counts_are_equal() -> None:
    story = registering(papers=3)
    story.does("medarbetare", "registrerat", antal_registrerade=3)

    story.does("enhetschef", "stammer")

    assert story.here() == {"forstor_pappren"}


def test_who_counts_is_not_who_registered() -> None:
    story = registering(papers=3)
    story.does("medarbetare", "registrerat", antal_registrerade=3)

    assert isinstance(story.try_to("medarbetare", "stammer"), NotYours)


def test_visits_that_are_not_registered_reach_the_manager_after_a_day() -> None:
    story = registering()

    story.waits(hours=24)

    assert story.told("enhetschef")[-1] == "Stödpass från ett driftstopp är inte registrerade efter ett dygn."


def test_without_papers_there_is_nothing_to_register() -> None:
    assert registering(papers=0).here() == {"ta_stallning"}


def test_papers_that_wait_over_night_are_locked_away_and_reach_the_manager_after_a_day() -> None:
    story = down()
    story.does("medarbetare", "passet_slutar")
    assert "las_in_pappren" in story.here()

    story.waits(hours=24)

    assert "Papper med stödpass har varit inlåsta i ett dygn. Registrera dem i LMO." in story.told(
        "enhetschef"
    )


def test_a_disturbance_that_is_known_already_is_judged_once() -> None:
    story = Story("lmo_fungerar_inte")
    story.does("medarbetare", "lmo_ligger_nere", symptom="inloggning")
    story.does("enhetschef", "redan_kant")

    story.does("medarbetare", "fungerar_igen", antal_papper=0)

    assert story.outcome() == "avslutat"
