"""Timers in few words."""

from __future__ import annotations

from datetime import timedelta

import pytest

from diagrams.words import timing
from engine.model.routine import Routine
from tests.diagrams.samples import compiled

LONG = "Dag för uppföljningen av beslutet om insatser"
"""However long a title is, it stands there, and never the fact's identifier."""


def with_timers(timers: str) -> Routine:
    return compiled(
        "routine: prov\nversion: 1\ntitle: Prov\nlanguage: sv\n"
        "roles: {personal: {title: Personal}, chef: {title: Chef, manager: yes}}\nstart: personal\n"
        'facts: {upptackt: {type: moment, title: Upptäckt}, slut: {type: moment, title: "När slutar passet?"}, '
        f"lang: {{type: moment, title: {LONG}}}}}\n"
        f"states:\n  a: {{title: Gör det, role: personal, timers: [{timers}]}}\n  klart: {{end: klart}}\n"
    )


@pytest.mark.parametrize(
    ("timers", "said"),
    [
        ("{after: 30 min, remind: Hej.}", [("30 min", "påminnelse")]),
        ("{after: 1 h, notify: chef, say: Hej.}", [("1 h", "Chef")]),
        ("{after: 3 d, notify: [chef, personal], say: Hej.}", [("3 dygn", "Chef, Personal")]),
        ("{after: 2 v, notify: chef, say: Hej.}", [("2 veckor", "Chef")]),
        (
            "{after: 1 h, notify: chef, say: Hej.}, {after: 2 h, notify: chef, say: Hej.}",
            [("1 h, 2 h", "Chef")],
        ),
        (
            "{by: upptackt + 24 h, notify: chef, say: Hej.}, {by: upptackt + 48 h, notify: chef, say: Hej.}",
            [("Upptäckt + 1 dygn, + 2 dygn", "Chef")],
        ),
        ("{by: slut + 30 min, remind: Hej.}", [("”När slutar passet?” + 30 min", "påminnelse")]),
        ("{by: lang + 36 h, remind: Hej.}", [(f"{LONG} + 36 h", "påminnelse")]),
        ("{after: 2 h, to: klart}", []),
    ],
)
def test_who_is_told_when(timers: str, said: list[tuple[str, str]]) -> None:
    routine = with_timers(timers)
    assert timing.told(routine.states["a"], routine, "sv") == said


@pytest.mark.parametrize(
    ("time", "said"),
    [
        (timedelta(minutes=90), ("90 minuter", "90 minutes")),
        (timedelta(hours=36), ("36 timmar", "36 hours")),
        (timedelta(hours=24), ("1 dygn", "1 day")),
        (timedelta(hours=72), ("3 dygn", "3 days")),
        (timedelta(days=14), ("2 veckor", "2 weeks")),
    ],
)
def test_in_a_sentence_whole_days_are_days_too(time: timedelta, said: tuple[str, str]) -> None:
    assert (timing.spelled(time, "sv"), timing.spelled(time, "en")) == said


def test_an_arrow_of_a_timer_says_when() -> None:
    routine = with_timers("{after: 2 h, to: klart}")
    assert timing.label(routine.states["a"].timers[0], routine, "sv") == "efter 2 h"


def test_an_arrow_of_a_timer_at_a_point_says_so_also_beside_a_choice() -> None:
    routine = with_timers("{by: upptackt + 2 h, to: klart}")
    assert timing.label(routine.states["a"].timers[0], routine, "sv") == "vid Upptäckt + 2 h"


def test_times_are_said_in_english_too() -> None:
    routine = with_timers("{after: 2 h, to: klart}")
    assert timing.label(routine.states["a"].timers[0], routine, "en") == "after 2 h"
