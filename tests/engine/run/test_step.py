"""Corrections and cancelling: what else than choices, messages and timers a step takes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from engine.errors.step import NotRunning
from engine.errors.value import FactsWrong
from engine.run.commands import Cancel, Correct, Delivered, Take
from engine.run.instance import SYSTEM
from engine.run.outcome import Notice, Send
from engine.scenarios.player import ROOT
from tests.engine.run.acting import MANAGER, OFFICE, WORKER, Tale, routine

WAITS = """
    vanta: {title: Vänta på svar, wait: svaret, ask: {fact: svar, required: no}, timers: [{after: 1 d, to: inget_svar}]}
    las: {title: Läs svaret, role: medarbetare, ask: [antal]}
    klart: {end: klart}
    inget_svar: {end: inget_svar}
"""
FACTS = """
facts:
  antal: {type: number, title: Antal, min: 0, max: 10}
  svar: {type: yes_no, title: Svar}
"""


@pytest.fixture
def waiting() -> Tale:
    return Tale(routine(WAITS, more=FACTS))


SEVERAL = """
    gor: {title: Gör, role: administrator, timers: [{after: 1 h, remind: Gör nu.}]}
    vanta: {title: Vänta på svar, wait: svaret}
    mejla: {title: Skicka, do: {mail: it, subject: Hej, body: Hej}}
    mejla_igen: {title: Skicka igen, do: {mail: it, subject: Hej, body: Hej}}
    klart: {end: klart}
"""


def test_the_history_says_in_which_state_and_visit_each_thing_happened() -> None:
    class Failing(Tale):
        def deliver(self, send: Send) -> None:
            problem = "Avvisad" if send.state == "mejla_igen" else None
            self.do(Delivered(at=self.now, by=SYSTEM, instance=ROOT, visit=send.visit, problem=problem))

    tale = Failing(routine(SEVERAL, more="contacts: {it: {title: IT, email: it@example.org}}"))
    tale.asks(Take, OFFICE, state="gor")
    tale.asks(Take, OFFICE, state="gor", release=True)
    tale.waits(hours=1).takes("klar", by=OFFICE).receive("svaret")
    told = [
        (each.kind, each.state, each.visit, each.detail) for each in tale.happened if each.kind != "entered"
    ]
    assert told == [
        ("taken", "gor", 1, None),
        ("released", "gor", 1, None),
        ("timer", "gor", 1, {"index": 0}),
        ("chosen", "gor", 1, None),
        ("message", "vanta", 2, {"message": "svaret"}),
        ("delivered", "mejla", 3, None),
        ("failed", "mejla_igen", 4, {"problem": "Avvisad"}),
    ]


def test_a_wait_goes_on_at_its_timer(waiting: Tale) -> None:
    assert waiting.waits(days=1).root.outcome == "inget_svar"


def test_a_correction_changes_the_fact_and_keeps_the_old_value_and_the_reason(waiting: Tale) -> None:
    waiting.receive("svaret", {"svar": True})
    waiting.asks(Correct, WORKER, facts={"svar": False, "antal": 3}, reason="Fel knapp")
    assert waiting.root.facts == {"svar": False, "antal": 3}
    assert waiting.last("corrected").detail == {"reason": "Fel knapp", "old": {"svar": True, "antal": None}}


def test_a_correction_moves_nothing(waiting: Tale) -> None:
    before = waiting.root.tokens
    waiting.asks(Correct, WORKER, facts={"svar": True}, reason="Fel knapp")
    assert waiting.root.tokens == before


def test_a_correction_to_nothing_unsets_the_fact(waiting: Tale) -> None:
    waiting.receive("svaret", {"svar": True})
    waiting.asks(Correct, WORKER, facts={"svar": None}, reason="Vet ej")
    assert waiting.root.facts == {}


def test_a_routine_that_has_ended_takes_corrections_and_stays_ended(waiting: Tale) -> None:
    ended = waiting.waits(days=1).root
    assert waiting.asks(Correct, MANAGER, facts={"antal": 2}, reason="Efteråt") is None
    after = waiting.root
    assert (after.status, after.outcome, after.ended_at, after.facts) == (
        "ended",
        "inget_svar",
        ended.ended_at,
        {"antal": 2},
    )


@pytest.mark.parametrize(
    ("facts", "wrong"), [({"antal": 11}, "antal"), ({"okant": 1}, "okant"), ({"okant": None}, "okant")]
)
def test_a_correction_to_what_the_fact_does_not_allow_is_refused(
    waiting: Tale, facts: dict[str, object], wrong: str
) -> None:
    refusal = waiting.asks(Correct, WORKER, facts=facts, reason="Fel")
    assert isinstance(refusal, FactsWrong)
    assert list(refusal.problems) == [wrong]


def test_a_correction_of_an_unknown_fact_proposes_the_nearest(waiting: Tale) -> None:
    refusal = waiting.asks(Correct, WORKER, facts={"antall": 3}, reason="Fel")
    assert isinstance(refusal, FactsWrong)
    assert refusal.problems["antall"] == (
        "Rutinen har ingen uppgift som heter ”antall”. Menade du ”antal”?",
        "The routine has no fact called “antall”. Did you mean “antal”?",
    )


def test_a_correction_of_nothing_is_refused(waiting: Tale) -> None:
    refusal = waiting.asks(Correct, WORKER, facts={}, reason="Fel")
    assert isinstance(refusal, FactsWrong)
    assert list(refusal.problems) == ["facts"]


@pytest.mark.parametrize(("kind", "rest"), [(Correct, {"facts": {"antal": 1}}), (Cancel, {})])
def test_correcting_and_cancelling_need_a_reason(
    waiting: Tale, kind: type[Correct] | type[Cancel], rest: dict[str, object]
) -> None:
    refusal = waiting.asks(kind, MANAGER, reason="  ", **rest)
    assert isinstance(refusal, FactsWrong)
    assert list(refusal.problems) == ["reason"]


def test_a_cancelled_routine_takes_nothing_more(waiting: Tale) -> None:
    waiting.asks(Cancel, MANAGER, reason="Dubbelt")
    refusal = waiting.asks(Cancel, MANAGER, reason="Dubbelt")
    assert isinstance(refusal, NotRunning)
    assert refusal.say("sv") == "Den här rutinen är redan avslutad (avbruten). Inget mer kan göras i den."
    assert waiting.root.ended_at == waiting.now


def test_time_is_an_argument(waiting: Tale) -> None:
    waiting.now = datetime(2030, 1, 1, tzinfo=UTC)
    waiting.receive("svaret")
    assert waiting.root.tokens["main"].since == waiting.now


GATE = """
    skriv: {title: Skriv, role: medarbetare, ask: [antal, svar]}
    val: {choose: [{when: antal > 3, to: mycket}, {else: lite}]}
    mycket: {title: Läs mycket, role: medarbetare}
    lite: {title: Läs lite, role: medarbetare}
    klart: {end: klart}
"""


def test_managers_are_told_of_a_correction_of_what_a_gateway_reads_and_of_no_other() -> None:
    tale = Tale(routine(GATE, more=FACTS)).takes("klar", antal=1, svar=True)

    tale.asks(Correct, WORKER, facts={"svar": False}, reason="Fel")
    assert tale.told() == []
    tale.asks(Correct, MANAGER, facts={"antal": 8}, reason="Fel")
    assert tale.told() == []
    tale.asks(Correct, WORKER, facts={"antal": 9}, reason="Fel")

    (notice,) = [each for each in tale.sent if isinstance(each, Notice)]
    assert (notice.kind, notice.roles, notice.subject) == ("notify", ("chef",), None)
    assert notice.text == "”Antal” är rättad, och den avgör ett vägval. Se efter om vägen ändå är rätt."
