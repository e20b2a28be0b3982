"""What is practised: every way that nobody has taken, the most urgent first, with the file's own scenarios where there are."""

from __future__ import annotations

from engine.scenarios.coverage import Way, all_ways
from engine.scenarios.drills import DrillList, drills
from engine.scenarios.ranking import ESCALATION, EVENT, MAIN, SIDE, rank
from tests.engine.run.acting import routine

STATES = """
    gor:
      title: Gör
      role: medarbetare
      choices: {klar: {label: Klar}, hem: {label: Gå hem, to: hemma}}
      timers: [{after: 1 h, remind: Gör det.}, {after: 2 h, notify: chef, say: Inget är gjort.}]
    klart: {end: klart}
    hemma: {end: hemma}
"""
MORE = """
anytime: {borta: {label: Telefonen är borta, to: hemma}}
scenarios:
  - {title: Som vanligt, play: [{medarbetare: klar}], ends: klart}
  - {title: Det dröjer, play: [{wait: 2 h}, {medarbetare: klar}], ends: klart}
"""
FOUND = routine(STATES, more=MORE)
KLAR, HEM = (Way(kind="choice", state="gor", id=each) for each in ("klar", "hem"))
LOST = Way(kind="choice", state="", id="borta")
REMINDED, TOLD = (Way(kind="timer", state="gor", id=each) for each in ("0", "1"))
HOME = Way(kind="outcome", state="", id="hemma")


def titles(found: DrillList) -> list[tuple[str, bool]]:
    return [(each.scenario.title.say("sv"), each.own) for each in found.drills]


def test_events_come_before_escalations_and_those_before_the_rest() -> None:
    assert [rank(FOUND, way) for way in (LOST, TOLD, HEM, KLAR)] == [EVENT, ESCALATION, SIDE, MAIN]


def test_every_way_that_nobody_took_is_practised_the_most_urgent_first() -> None:
    found = drills(FOUND, (), {})

    assert {way for each in found.drills for way in each.ways} == set(all_ways(FOUND))
    assert [each.rank for each in found.drills] == [EVENT, ESCALATION, SIDE]
    assert found.drills[0].ways[0] == LOST


def test_the_files_own_scenarios_are_preferred() -> None:
    assert titles(drills(FOUND, (LOST, HEM, HOME), {})) == [("Det dröjer", True)]


def test_what_no_scenario_of_the_file_shows_is_made() -> None:
    assert titles(drills(FOUND, set(all_ways(FOUND)) - {HEM}, {})) == [("”Gå hem” – ”Hemma”", False)]


def test_only_what_nobody_took_is_named() -> None:
    (only,) = drills(FOUND, set(all_ways(FOUND)) - {REMINDED}, {}).drills

    assert only.ways == (REMINDED,)


def test_when_everything_was_taken_nothing_is_left_to_practise() -> None:
    assert drills(FOUND, all_ways(FOUND), {}) == DrillList(drills=(), of=len(all_ways(FOUND)))


def test_what_can_never_be_taken_is_named_with_the_reason() -> None:
    kept = routine("kor: {title: Kör, call: borta, outcomes: {bra: klart}, to: klart}\nklart: {end: klart}\n")

    assert [each.way.id for each in drills(kept, (), {}).missed] == ["klart"]
