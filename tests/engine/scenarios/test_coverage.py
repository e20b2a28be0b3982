"""What the played scenarios have taken of a routine, and what there was to take."""

from __future__ import annotations

from engine.scenarios.coverage import Way, all_ways, taken_ways
from tests.engine.run.acting import Tale, routine

STATES = """
    gor: {title: Gör, role: medarbetare, skip: ask, timers: [{after: 1 h, remind: Gör det.}]}
    klart: {end: klart}
    hemma: {end: hemma}
"""
HEM = "anytime: {hem: {label: Gå hem, to: hemma}}"
FOUND = routine(STATES, more=HEM)
OTHER = routine(STATES.replace("Gör,", "Ring,"), more=HEM)

DONE = Way(kind="choice", state="gor", id="klar")
SKIPPED = Way(kind="choice", state="gor", id="skip")
REMINDED = Way(kind="timer", state="gor", id="0")
HOME = Way(kind="choice", state="", id="hem")


def ended(outcome: str) -> Way:
    return Way(kind="outcome", state="", id=outcome)


def taken(tale: Tale) -> frozenset[Way]:
    return taken_ways(FOUND, tale.case, tale.happened)


def test_there_are_choices_timers_choices_of_any_time_and_outcomes_to_take() -> None:
    assert all_ways(FOUND) == (DONE, SKIPPED, REMINDED, HOME, ended("klart"), ended("hemma"))


def test_what_happened_was_taken() -> None:
    assert taken(Tale(FOUND).waits(hours=1).takes("klar")) == {REMINDED, DONE, ended("klart")}
    assert taken(Tale(FOUND).takes("hem")) == {HOME, ended("hemma")}
    assert taken(Tale(FOUND).takes("skip", reason="Bortrest")) == {SKIPPED, ended("klart")}


def test_what_another_routine_of_the_case_took_does_not_count() -> None:
    tale = Tale(FOUND).takes("klar")
    assert taken_ways(OTHER, tale.case, tale.happened) == frozenset()
