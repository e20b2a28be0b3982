"""A lost phone: what its routine makes sure of, and when."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from engine.errors.step import ConditionNotMet
from engine.errors.value import FactsWrong
from engine.model.scenario import MORNING
from tests.routines.story import Story


def lost(**facts: Any) -> Story:
    """A phone that was found missing right now; its person is at the office and the manager knows."""
    answers = {"handelse": "tappad", "skarmlas": True, "inloggad": False, "dosa_borta": False}
    story = Story("forlorad_telefon")
    story.does("medarbetare", "upptackt_nu", **{**answers, **facts})
    story.does("medarbetare", "pa_kontoret", "chefen_vet")
    return story


def test_the_manager_hears_of_the_loss_at_once() -> None:
    story = Story("forlorad_telefon")
    story.does(
        "medarbetare", "upptackt_nu", handelse="tappad", skarmlas=True, inloggad=False, dosa_borta=False
    )

    story.waits(minutes=1)

    assert story.here() == {"bege_dig"}
    assert story.told("enhetschef") == ["En arbetstelefon är borta. Medarbetaren är på väg till kontoret."]


def test_blocking_police_and_assessment_wait_for_nothing_but_themselves() -> None:
    story = lost(handelse="stulen")
    assert story.here() == {"sparra", "polisanmal", "bedom_incident"}

    story.does("enhetschef", "polisanmald", k_nummer="K-100")
    assert story.here() == {"sparra", "bedom_incident"}

    story.does("enhetschef", "ingen_anmalan", skal_ingen_anmalan="last")
    assert story.here() == {"sparra"}

    story.does("administrator", "sparrad")
    assert story.here() == {"ersatt_telefonen"}


def test_a_phone_that_was_not_stolen_is_not_reported_to_the_police() -> None:
    assert lost(handelse="tappad").here() == {"sparra", "bedom_incident"}


def test_nothing_counts_as_blocked_before_all_of_it_is() -> None:
    assert isinstance(lost().try_to("administrator", "sparrad", checked=False), ConditionNotMet)


def test_a_phone_that_is_not_blocked_reaches_the_manager_after_an_hour() -> None:
    story = lost()

    story.waits(hours=1)

    assert story.told("enhetschef") == ["En förlorad arbetstelefon är inte spärrad efter en timme."]


def test_not_reporting_the_incident_takes_a_reason() -> None:
    refusal = lost().try_to("enhetschef", "ingen_anmalan")

    assert isinstance(refusal, FactsWrong)
    assert set(refusal.problems) == {"skal_ingen_anmalan"}


def test_the_manager_is_told_one_two_and_nearly_three_days_after_the_discovery() -> None:
    story = lost()
    story.does("administrator", "sparrad")
    story.does("enhetschef", "anmal")
    hours: list[int] = []

    for hour in range(1, 72):
        before = len(story.told("enhetschef"))
        story.waits(hours=1)
        hours += [hour] * (len(story.told("enhetschef")) - before)

    assert hours == [24, 48, 66]


def test_the_clock_runs_from_the_discovery_and_not_from_the_report_to_the_office() -> None:
    discovered = MORNING - timedelta(hours=20)
    story = Story("forlorad_telefon")
    story.does(
        "medarbetare",
        "upptackt_tidigare",
        upptackt=discovered.isoformat(),
        handelse="tappad",
        skarmlas=False,
        inloggad=True,
        dosa_borta=False,
    )
    story.does("medarbetare", "pa_kontoret", "chefen_vet")

    story.waits(hours=4)

    assert "Ett dygn har gått sedan förlusten upptäcktes. Bedöm personuppgiftsincidenten." in story.told(
        "enhetschef"
    )


def test_a_report_within_72_hours_is_in_time() -> None:
    story = lost()
    story.does("enhetschef", "anmal")
    story.waits(hours=71)
    story.does("enhetschef", "anmalt")

    assert story.fact("forsenad") is False
    assert story.fact("anmald") == MORNING + timedelta(hours=71)


def test_at_72_hours_the_report_is_late_and_has_to_say_why() -> None:
    story = lost()
    story.does("enhetschef", "anmal")

    story.waits(hours=72)

    assert story.here() == {"sparra", "anmal_sent"}
    assert isinstance(story.try_to("enhetschef", "anmalt_sent"), FactsWrong)


def test_a_late_report_is_marked_late_and_the_flow_goes_on() -> None:
    story = lost()
    story.does("administrator", "sparrad")
    story.does("enhetschef", "anmal")
    story.waits(hours=72)

    story.does("enhetschef", "anmalt_sent", skal_forsening="utredning")

    assert story.fact("forsenad") is True
    assert story.here() == {"ersatt_telefonen"}


def test_an_incident_that_nobody_assessed_in_time_is_reported_late_too() -> None:
    story = lost()
    story.waits(hours=73)

    story.does("enhetschef", "anmal")

    assert "anmal_sent" in story.here()


def test_the_individuals_are_informed_where_the_risk_is_high_and_only_there() -> None:
    high, low = lost(), lost()
    high.does("enhetschef", "anmal_och_informera", "anmalt")
    low.does("enhetschef", "anmal", "anmalt")

    assert "informera_enskilda" in high.here()
    assert low.here() == {"sparra"}


def test_a_report_is_supplemented_and_the_manager_is_told_a_week_before_the_four_are_over() -> None:
    story = lost()
    story.does("administrator", "sparrad")
    story.does("enhetschef", "anmal", "anmalt")
    story.does("administrator", "utlamnad", ny_telefon_id="T-12")
    assert story.here() == {"komplettera"}

    story.waits(weeks=3)

    assert story.told("enhetschef") == ["En vecka återstår att komplettera anmälan till IMY."]


def test_an_incident_that_was_not_reported_goes_straight_to_the_follow_up() -> None:
    story = lost()
    story.does("administrator", "sparrad")
    story.does("enhetschef", "ingen_anmalan", skal_ingen_anmalan="last")
    story.does("administrator", "utlamnad", ny_telefon_id="T-12")

    assert story.here() == {"folj_upp"}


def test_a_phone_that_turns_up_again_needs_no_replacement() -> None:
    story = lost()
    story.does("administrator", "sparrad")
    story.does("enhetschef", "ingen_anmalan", skal_ingen_anmalan="hittad")

    story.does("administrator", "hittades")
    story.does("enhetschef", "uppfoljt")

    assert story.outcome() == "aterfunnen"


def test_the_manager_may_begin_the_routine_for_somebody_without_a_phone_who_goes_on_at_the_office() -> None:
    story = Story("forlorad_telefon", by="enhetschef")
    story.does(
        "enhetschef", "upptackt_nu", handelse="tappad", skarmlas=True, inloggad=False, dosa_borta=False
    )

    story.does("medarbetare", "pa_kontoret")

    assert story.here() == {"meddela_chefen"}


def test_a_lost_login_token_starts_the_order_of_a_new_one() -> None:
    story = lost(dosa_borta=True)
    story.does("administrator", "sparrad")
    story.does("enhetschef", "ingen_anmalan", skal_ingen_anmalan="last")
    story.does("administrator", "utlamnad", ny_telefon_id="T-12")
    assert story.here() == {"bestall_dosa"}

    story.does("enhetschef", "ny_dosa")

    assert story.here() == {"folj_upp"}
    assert story.here("inloggning") == {"begar"}
