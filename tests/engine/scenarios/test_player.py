"""A case on a simulated clock: when it begins, what time brings, and what a message finds."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from engine.errors.request import NotFound
from engine.errors.step import Incident
from engine.run.context import Library
from engine.run.outcome import Notice
from engine.scenarios.player import MORNING, Player, person_in
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


def test_a_message_that_nobody_waits_for_is_not_found() -> None:
    assert isinstance(started().receive("svar"), NotFound)


def test_timers_that_go_round_while_no_time_passes_are_a_fault_of_the_routine() -> None:
    player = started(
        ROUND, more="facts: {tid: {type: moment, title: Tid}}", start="{by: medarbetare, ask: [tid]}"
    )

    with pytest.raises(Incident, match="without end while no time passes"):
        player.wait(timedelta(hours=1))
