"""A work shift: what its routine makes sure of."""

from __future__ import annotations

from datetime import timedelta

from engine.errors.step import ConditionNotMet
from engine.errors.value import FactsWrong
from engine.model.scenario import MORNING
from tests.routines.story import Story


def at_work() -> Story:
    """A shift from 07 to 16 that has come to where visits are made."""
    story = Story("arbetspass", pass_slut=(MORNING + timedelta(hours=9)).isoformat())
    story.does("medarbetare", "hamtad", telefon_id="T-07")
    story.does("medarbetare", "inloggad", "last")
    return story


def visiting(story: Story) -> None:
    story.does("medarbetare", "nytt_stodpass", besok_ref="S-101")


def document_the_visit(story: Story) -> None:
    story.does("medarbetare", "framme", "ankommen", "utfort", routine="stodpass")
    story.does("medarbetare", "avslutat", routine="stodpass", insatser=["samtal"])
    story.does("medarbetare", "dokumenterat", routine="stodpass")


def test_the_shift_can_not_end_while_a_visit_runs() -> None:
    story = at_work()
    visiting(story)

    refusal = story.try_to("medarbetare", "avsluta_pass")

    assert isinstance(refusal, ConditionNotMet)
    assert refusal.because.sv == "Ett stödpass är fortfarande öppet. Gör klart det först."


def test_the_shift_can_end_once_the_visit_is_documented() -> None:
    story = at_work()
    visiting(story)
    document_the_visit(story)

    story.does("medarbetare", "avsluta_pass")

    assert story.here() == {"kontrollera"}


def test_visits_run_beside_the_shift_and_leave_it_where_it_is() -> None:
    story = at_work()
    visiting(story)

    assert story.here() == {"passet_pagar"}
    assert story.fact("besok_ref", "stodpass") == "S-101"


def test_a_lost_phone_does_not_keep_the_shift_from_ending() -> None:
    story = at_work()
    story.does("medarbetare", "telefon_borta")

    story.does("medarbetare", "avsluta_pass", "kontrollerat", "overlamnat", "utloggad", "stalld")

    assert story.outcome() == "avslutat"
    assert story.outcome("forlorad_telefon") is None


def test_the_phone_that_the_shift_knows_is_known_when_it_fails_or_is_lost() -> None:
    story = at_work()
    story.does("medarbetare", "telefon_kranglar", "telefon_borta")

    assert story.fact("telefon_id", "telefon_fel") == "T-07"
    assert story.fact("telefon_id", "forlorad_telefon") == "T-07"


def test_everything_is_ticked_before_the_shift_is_handed_over() -> None:
    story = at_work()
    story.does("medarbetare", "avsluta_pass")

    refusal = story.try_to("medarbetare", "kontrollerat", checked=False)

    assert isinstance(refusal, ConditionNotMet)


def test_handing_over_may_be_left_out_but_not_without_a_reason() -> None:
    story = at_work()
    story.does("medarbetare", "avsluta_pass", "kontrollerat")

    assert isinstance(story.try_to("medarbetare", "skip"), FactsWrong)
    story.does("medarbetare", "skip", reason="Inget pass efter mitt.")

    assert story.here() == {"logga_ut"}


def test_who_has_not_logged_in_after_fifteen_minutes_is_reminded() -> None:
    story = Story("arbetspass")
    story.does("medarbetare", "hamtad", telefon_id="T-07")

    story.waits(minutes=15)

    assert story.reminded() == ["Är du inloggad på LMO? Tryck på ”Jag är inloggad”."]


def test_a_shift_past_its_end_reminds_after_half_an_hour_and_tells_the_manager_after_an_hour() -> None:
    story = at_work()

    story.waits(hours=9, minutes=30)
    assert story.reminded() == ["Passet skulle ha slutat för en halvtimme sedan. Avsluta passet."]
    assert story.told("enhetschef") == []

    story.waits(minutes=30)
    assert story.told("enhetschef") == ["Ett arbetspass är inte avslutat en timme efter planerat slut."]


def test_who_has_no_login_details_gets_them_ordered_and_works_on_paper_meanwhile() -> None:
    story = Story("arbetspass")
    story.does("medarbetare", "hamtad", telefon_id="T-07")
    story.does("medarbetare", "saknar_konto", anstallning="timvikarie")

    assert story.here() == {"arbeta_pa_papper"}
    assert story.here("inloggning") == {"begar"}
    assert story.fact("anstallning", "inloggning") == "timvikarie"
    story.waits(minutes=15)
    assert story.told("enhetschef") == ["En medarbetare behöver inloggningsuppgifter till LMO. Begär dem."]


def test_a_forgotten_password_is_a_routine_of_its_own_that_leads_back_to_the_login() -> None:
    story = Story("arbetspass")
    story.does("medarbetare", "hamtad", telefon_id="T-07")
    story.does("medarbetare", "glomt_losenord")
    assert story.here() == {"nytt_losenord"}

    story.does("medarbetare", "ar_registrerad", "aterstallt", routine="losenord")

    assert story.here() == {"logga_in"}


def test_who_gets_no_password_works_on_paper() -> None:
    story = Story("arbetspass")
    story.does("medarbetare", "hamtad", telefon_id="T-07")
    story.does("medarbetare", "glomt_losenord")

    story.does("medarbetare", "inte_registrerad", "inte_nu", routine="losenord")

    assert story.here() == {"arbeta_pa_papper"}


def test_a_disturbance_in_the_middle_of_the_shift_leaves_the_shift_and_its_visits_where_they_are() -> None:
    story = at_work()
    visiting(story)

    story.does("medarbetare", "lmo_storning")

    assert story.here() == {"passet_pagar"}
    assert story.here("stodpass") == {"ak_dit"}
    assert story.here("lmo_fungerar_inte") == {"uteslut_eget_fel"}
    assert story.fact("telefon_id", "lmo_fungerar_inte") == "T-07"


def test_the_routine_for_a_disturbance_is_not_started_twice() -> None:
    story = at_work()
    story.does("medarbetare", "lmo_storning")

    refusal = story.try_to("medarbetare", "lmo_storning")

    assert isinstance(refusal, ConditionNotMet)
    assert refusal.because.sv == "Rutinen ”När LMO applikationen inte fungerar” pågår redan."


def test_a_shift_ends_although_papers_wait_for_lmo_to_come_back() -> None:
    story = at_work()
    story.does("medarbetare", "lmo_storning")
    story.does("medarbetare", "lmo_ligger_nere", routine="lmo_fungerar_inte", symptom="registrering")
    story.does("medarbetare", "passet_slutar", routine="lmo_fungerar_inte")

    story.does("medarbetare", "avsluta_pass", "kontrollerat", "overlamnat", "utloggad", "stalld")

    assert story.outcome() == "avslutat"
    assert "las_in_pappren" in story.here("lmo_fungerar_inte")
