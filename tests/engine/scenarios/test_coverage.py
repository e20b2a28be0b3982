"""What the played scenarios have taken of a routine, and what there was to take."""

from __future__ import annotations

from engine.run.context import Library
from engine.scenarios.coverage import Way, all_ways, taken_ways
from engine.scenarios.player import ROOT, Player, person_in
from engine.scenarios.search.tour import tour
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


GATEWAY = """
    fyll_i: {title: Fyll i, role: medarbetare, ask: antal}
    ar_det_manga:
      choose:
        - {when: antal > 10, to: ring}
        - {when: antal > 5, to: ring}
        - {else: slut}
    ring: {title: Ring, role: medarbetare}
    slut: {end: klart}
"""
COUNTED = routine(GATEWAY, more="facts: {antal: number}")


def exit_of(number: int) -> Way:
    return Way(kind="exit", state="ar_det_manga", id=str(number))


def rehearsed(antal: int) -> frozenset[Way]:
    player = Player(Library.of([COUNTED]))
    assert player.start(COUNTED, person_in("medarbetare")) is None
    assert player.choose(ROOT, "fyll_i", "klar", person_in("medarbetare"), {"antal": antal}) is None
    return taken_ways(COUNTED, player.case, player.happened)


def test_every_way_of_a_gateway_is_something_to_take() -> None:
    assert [way for way in all_ways(COUNTED) if way.kind == "exit"] == [exit_of(0), exit_of(1), exit_of(2)]


def test_ways_of_a_gateway_that_lead_to_the_same_state_are_told_apart() -> None:
    assert exit_of(0) in rehearsed(11)
    assert exit_of(1) in rehearsed(7)
    assert exit_of(2) in rehearsed(1)
    assert all(len([way for way in rehearsed(antal) if way.kind == "exit"]) == 1 for antal in (1, 7, 11))


def test_scenarios_are_suggested_for_the_ways_that_none_takes() -> None:
    found = tour(COUNTED, {}, [exit_of(1), exit_of(2)])

    assert {way for each in found.suggestions for way in each.ways} == {exit_of(1), exit_of(2)}
    assert found.missed == ()
