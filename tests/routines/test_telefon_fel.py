"""A phone that fails: what its routine makes sure of."""

from __future__ import annotations

from engine.errors.person import NotYours
from engine.errors.step import ConditionNotMet
from engine.run.case import advance
from engine.run.commands import Choose, Delivered
from engine.run.instance import SYSTEM
from engine.run.outcome import CaseOutcome, Send
from engine.scenarios.player import ROOT, person_in
from tests.routines.story import Story


def test_it_is_not_contacted_before_everything_has_been_tried() -> None:
    refusal = Story("telefon_fel").try_to("medarbetare", "kvarstar", checked=False, symptom="inget_nat")

    assert isinstance(refusal, ConditionNotMet)
    assert (
        refusal.because.sv
        == "Någon punkt är inte prövad. Pröva alla punkter innan du kontaktar IT-avdelningen."
    )


def test_a_phone_that_does_not_start_needs_no_trying() -> None:
    story = Story("telefon_fel")

    assert story.try_to("medarbetare", "helt_dod", checked=False) is None

    assert story.here() == {"kontakta_it"}
    assert story.fact("symptom") == "startar_inte"


def test_the_mail_to_it_says_which_phone_and_what_is_wrong_and_nothing_else() -> None:
    story = Story("telefon_fel")
    story.does("medarbetare", "kvarstar", symptom="skarm", telefon_id="T-07")
    story.does("medarbetare", "mejla", telefon_id="T-07")

    (mail,) = (each for each in story.player.sent if isinstance(each, Send))

    assert mail.to == ("it-support@botkyrka.se",)
    assert mail.subject == "Fel på arbetstelefon T-07"
    assert mail.body == (
        "Hej! Arbetstelefonen T-07 på boendestöd fungerar inte. Fel: Skärmen är trasig."
        " Medarbetaren har felsökt telefonen och problemet kvarstår."
    )


def test_a_mail_that_does_not_arrive_becomes_a_call() -> None:
    story = Story("telefon_fel")
    story.does("medarbetare", "helt_dod")
    player = story.player
    mailed = advance(
        player.case,
        Choose(
            at=player.now, by=person_in("medarbetare"), instance=ROOT, state="kontakta_it", choice="mejla"
        ),
        player.library,
    )
    assert isinstance(mailed, CaseOutcome)
    (mail,) = mailed.effects
    assert isinstance(mail, Send)
    player.case = mailed.case

    player.do(Delivered(at=player.now, by=SYSTEM, instance=ROOT, visit=mail.visit, problem="550"))

    assert story.here() == {"ring_it"}
    story.waits(minutes=30)
    assert story.reminded() == [
        "Har du ringt IT-avdelningen? De har inte fått mejlet, eller har inte svarat."
    ]
    story.does("medarbetare", "ringde")
    assert story.here() == {"ordna_ersattning"}


def test_who_waits_for_it_is_reminded_the_next_day_and_the_manager_hears_after_three() -> None:
    story = Story("telefon_fel")
    story.does("medarbetare", "helt_dod", "ringt")
    story.does("medarbetare", "ordnat", ersattning="papper")

    story.waits(days=1)
    assert story.reminded() == ["Har IT-avdelningen svarat om telefonen? Gå vidare i rutinen."]

    story.waits(days=2)
    assert story.told("enhetschef") == ["Ett telefonfel är inte löst efter tre dygn."]


def test_several_phones_with_one_fault_are_for_the_manager_to_judge() -> None:
    story = Story("telefon_fel")
    story.does("medarbetare", "flera_har_felet", "foljer")

    assert isinstance(story.try_to("medarbetare", "storning"), NotYours)
    story.does("enhetschef", "storning")

    assert story.outcome() == "storning"


def test_a_disturbance_starts_its_own_routine_for_the_one_who_found_it() -> None:
    story = Story("telefon_fel")
    story.does("medarbetare", "flera_har_felet", "foljer")
    story.does("enhetschef", "storning")

    story.does("medarbetare", "lmo_ligger_nere", routine="lmo_fungerar_inte", symptom="inloggning")

    assert story.here("lmo_fungerar_inte") == {"skriv_pa_papper", "bekrafta"}


def test_who_gets_no_answer_from_it_rings_and_keeps_what_they_use_meanwhile() -> None:
    story = Story("telefon_fel")
    story.does("medarbetare", "helt_dod", "mejla")
    story.does("medarbetare", "ordnat", ersattning="reservtelefon")

    story.does("medarbetare", "inget_svar", "ringde")

    assert story.here() == {"vanta_pa_it"}
