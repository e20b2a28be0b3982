"""The routines' scenarios: each plays, and together they take everything that can be taken."""

from __future__ import annotations

import pytest

from engine.model.routine import Step
from engine.model.scenario import Scenario
from engine.scenarios.play import Played, play
from engine.scenarios.player import ROOT
from tests.routines.library import ROUTINES, load

SCENARIOS = [(routine, scenario) for routine in ROUTINES for scenario in load(routine).scenarios]


def played(routine: str, scenario: Scenario) -> Played:
    result = play(load(routine), scenario, {each: load(each) for each in ROUTINES})
    assert isinstance(result, Played), result.why.sv
    return result


@pytest.mark.parametrize(
    ("routine", "scenario"), SCENARIOS, ids=[f"{routine}: {each.title.say()}" for routine, each in SCENARIOS]
)
def test_the_scenario_plays(routine: str, scenario: Scenario) -> None:
    played(routine, scenario)


@pytest.mark.parametrize("routine", ROUTINES)
def test_every_state_choice_timer_and_outcome_is_taken_by_a_scenario(routine: str) -> None:
    compiled = load(routine)
    happened = {
        (each.kind, each.state, each.choice or (each.detail or {}).get("index"))
        for scenario in compiled.scenarios
        for line in played(routine, scenario).lines
        for each in line.happened
        if each.instance == ROOT
    }
    wanted: set[tuple[str, str, object]] = set()
    for state in compiled.states.values():
        wanted.add(("entered", state.id, None))
        wanted |= {("timer", state.id, timer.index) for timer in state.timers}
        if isinstance(state, Step):
            wanted |= {
                ("skipped" if each.id == "skip" else "chosen", state.id, each.id) for each in state.choices
            }

    assert {each for each in wanted if each not in happened} == set()


@pytest.mark.parametrize("routine", ROUTINES)
def test_every_choice_of_any_time_is_taken_by_a_scenario(routine: str) -> None:
    compiled = load(routine)
    taken = {line.choice for scenario in compiled.scenarios for line in scenario.play}

    assert {each.id for each in compiled.anytime} <= taken


@pytest.mark.parametrize("routine", ROUTINES)
def test_every_way_to_end_is_the_end_of_a_scenario(routine: str) -> None:
    compiled = load(routine)

    assert {each.ends for each in compiled.scenarios} >= set(compiled.outcomes())
