"""A case on a simulated clock: when it begins, what time brings, and what a message finds."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from engine.errors.request import NotFound
from engine.errors.step import Incident
from engine.model.scenario import MORNING
from engine.run.context import Library
from engine.run.outcome import Notice
from engine.scenarios.play import Failed, Played, play
from engine.scenarios.player import Player, person_in
from engine.scenarios.search.tour import tour
from engine.scenarios.yaml_text import line_text
from tests.engine.run.acting import routine

STATES = """
    ring:
      title: Ring
      role: medarbetare
      timers:
        - {after: 2 h, notify: chef, say: Det har gått två timmar.}
        - {after: 1 h, remind: Det har gått en timme.}
    klart: {end: klart}
    """


ROUND = """
    vanta: {title: Vänta, role: medarbetare, timers: [{by: tid, to: vanta}]}
    klart: {end: klart}
    """


def started(states: str = STATES, *, more: str = "", start: str = "medarbetare") -> Player:
    found = routine(states, more=more, start=start)
    player = Player(Library.of([found]))
    assert player.start(found, person_in("medarbetare")) is None
    return player


def test_the_clock_starts_on_a_morning_in_utc() -> None:
    assert datetime.fromisoformat("2026-01-12T07:00:00+00:00") == MORNING
    assert started().now == MORNING


def test_timers_fire_in_the_order_in_which_they_are_due() -> None:
    player = started()
    player.wait(timedelta(hours=3))

    assert [each.text for each in player.sent if isinstance(each, Notice)] == [
        "Det har gått en timme.",
        "Det har gått två timmar.",
    ]
    assert player.now == MORNING + timedelta(hours=3)


def test_of_what_comes_again_and_again_while_time_passes_the_first_and_the_last_time_are_enough() -> None:
    player = started(STATES.replace("after: 1 h, remind", "after: 1 h, every: 5 min, remind"))
    player.wait(timedelta(days=3_650))
    told = [each.text for each in player.sent if isinstance(each, Notice)]
    assert told == ["Det har gått en timme.", "Det har gått två timmar.", "Det har gått en timme."]
    (left,) = player.root.timers
    assert left.due == player.now + timedelta(minutes=5)
    player.wait(timedelta(minutes=5))
    assert len(player.sent) == 4


def test_a_message_that_nobody_waits_for_is_not_found() -> None:
    assert isinstance(started().receive("svar"), NotFound)


def test_timers_that_go_round_while_no_time_passes_are_a_fault_of_the_routine() -> None:
    player = started(
        ROUND, more="facts: {tid: {type: moment, title: Tid}}", start="{by: medarbetare, ask: [tid]}"
    )

    with pytest.raises(Incident, match="without end while no time passes"):
        player.wait(timedelta(hours=1))


ORDERED = """
    bestall: {title: Beställ, role: medarbetare, ask: antal, to: vanta}
    vanta: {title: Vänta, wait: leverans, role: administrator, timers: [{after: 3 d, remind: Ring.}], to: hjalp}
    hjalp: {title: Få hjälp, call: hjalpen, outcomes: {cancelled: ring}}
    klart: {end: klart}
    ring: {title: Ring, role: medarbetare}
    ringt: {end: ringt}
"""
HELPER = routine("    prova: {title: Prova, role: medarbetare}\n    klart: {end: klart}\n", id="hjalpen")
ORDER = "{medarbetare: klar, facts: {antal: 2}}"


def told(*lines: str, ends: str | None = None) -> Played | Failed:
    """The scenario of these lines, played."""
    end = f"\n    ends: {ends}" if ends else ""
    scenario = f"scenarios:\n  - title: Provet\n    play: [{', '.join(lines)}]{end}"
    found = routine(ORDERED, more=f"facts: {{antal: number}}\n{scenario}")
    return play(found, found.scenarios[0], {"hjalpen": HELPER})


def test_a_message_is_told_by_who_may_and_by_whom_the_line_says() -> None:
    assert isinstance(told(ORDER, "{message: leverans}"), Played)
    assert isinstance(told(ORDER, "{message: leverans, by: administrator}"), Played)
    wrong = told(ORDER, "{message: leverans, by: medarbetare}")
    assert isinstance(wrong, Failed)
    assert "Administratör" in wrong.why.sv


def test_a_routine_that_was_called_is_cancelled_by_its_manager() -> None:
    assert isinstance(
        told(ORDER, "{message: leverans}", "{cancel: hjalpen}", "{medarbetare: klar}", ends="ringt"), Played
    )
    wrong = told(ORDER, "{message: leverans}", "{cancel: hjalpen, by: medarbetare}")
    assert isinstance(wrong, Failed)
    assert "Chefen" in wrong.why.sv


def test_what_is_not_running_is_not_cancelled() -> None:
    wrong = told(ORDER, "{cancel: hjalpen}")
    assert isinstance(wrong, Failed)
    assert wrong.why.sv.endswith("Ingen pågående ”hjalpen” finns att avbryta.")


@pytest.mark.parametrize(
    "line",
    [
        "{message: leverans, by: medarbetare, refused: yes}",
        "{administrator: klar, in: bestall, facts: {antal: 2}, refused: yes}",
        "{chef: klar, in: ring, refused: yes}",
    ],
    ids=["a message", "who may not", "what is not possible now"],
)
def test_a_no_is_proved_and_changes_nothing(line: str) -> None:
    assert isinstance(told(ORDER, line, "{message: leverans}"), Played)


def test_what_was_to_be_refused_and_is_not_is_told() -> None:
    wrong = told(ORDER, "{message: leverans, refused: yes}")
    assert isinstance(wrong, Failed)
    assert "Raden säger refused: yes, men det nekas inte." in wrong.why.sv


def test_what_is_filled_in_wrongly_proves_no_refusal() -> None:
    wrong = told("{medarbetare: klar, refused: yes}")
    assert isinstance(wrong, Failed)
    assert "”Antal” saknas" in wrong.why.sv


def test_a_way_that_only_a_cancelling_leads_to_is_suggested() -> None:
    found = routine(ORDERED, more="facts: {antal: number}")
    suggested = tour(found, {"hjalpen": HELPER}).suggestions
    lines = [line_text(found, line) for each in suggested for line in each.scenario.play]
    assert "{cancel: hjalpen}" in lines
