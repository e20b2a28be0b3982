"""Tours of made-up routines: what is suggested can be pasted and plays, and nothing that chance finds is missed."""

from __future__ import annotations

import json
from random import Random

from hypothesis import given, note, settings
from hypothesis import strategies as st

from engine.errors.step import Incident
from engine.language.compile import compile_text
from engine.model.routine import Routine
from engine.run.context import Library
from engine.scenarios.coverage import Way, taken_ways
from engine.scenarios.play import Played, play
from engine.scenarios.player import Player, person_in
from engine.scenarios.search.boundary_values import BoundaryValues
from engine.scenarios.search.candidates import candidates
from engine.scenarios.search.tour import tour
from engine.scenarios.yaml_text import scenario_text
from tests.generated.routines import CHILD, PARENT, Document, Made, routines

WALKS, STEPS = 10, 15
MOST_TRIED = 4_000


def file_of(document: Document, scenarios: str) -> str:
    """The document as a file: what is JSON is YAML."""
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in document.items()]
    return "\n".join([*lines, "scenarios:", scenarios])


def taken(routine: Routine, routines_by_id: dict[str, Routine]) -> frozenset[Way]:
    """What the routine's own scenarios take; all must play."""
    ways: frozenset[Way] = frozenset()
    for scenario in routine.scenarios:
        outcome = play(routine, scenario, routines_by_id)
        assert isinstance(outcome, Played), outcome.why.sv
        ways |= outcome.takes(routine)
    return ways


@settings(max_examples=25, deadline=None)
@given(routines())
def test_the_suggested_yaml_plays_and_takes_what_it_says(made: tuple[Made, Made]) -> None:
    parent, child = made
    note(json.dumps(parent.document, ensure_ascii=False))
    found = tour(parent.routine, {CHILD: child.routine})
    said = {way for each in found.suggestions for way in each.ways}
    if not said:
        return
    text = "\n".join(scenario_text(parent.routine, each.scenario) for each in found.suggestions)
    note(text)
    compiled = compile_text(file_of(parent.document, text), f"{PARENT}.yaml", routines=[CHILD, PARENT])
    assert compiled.routine is not None, [each.message for each in compiled.findings]
    assert taken(compiled.routine, {CHILD: child.routine}) >= said


@settings(max_examples=15, deadline=None)
@given(routines(), st.integers(0, 2**32))
def test_what_chance_finds_the_tour_finds(made: tuple[Made, Made], seed: int) -> None:
    parent, child = made
    note(json.dumps(parent.document, ensure_ascii=False))
    note(json.dumps(child.document, ensure_ascii=False))
    found = tour(parent.routine, {CHILD: child.routine}, most=MOST_TRIED)
    by_chance = wandered(parent.routine, child.routine, Random(seed))
    said = {way for each in found.suggestions for way in each.ways}
    stopped = {each.way for each in found.missed if "sökningen stannade" in each.why.sv}
    assert by_chance <= said | stopped


def wandered(parent: Routine, child: Routine, chance: Random) -> frozenset[Way]:
    """What random lines of a scenario take."""
    library = Library.of([child, parent])
    boundaries = BoundaryValues(parent, {CHILD: child})
    ways: frozenset[Way] = frozenset()
    for _ in range(WALKS):
        player = Player(library)
        assert player.start(parent, person_in("medarbetare")) is None
        for _ in range(STEPS):
            named = [None, *{each.routine for each in player.running() if each is not player.root}]
            can = [candidate for of in named for candidate in candidates(player, of, boundaries)]
            if not can:
                break
            line = chance.choice(can).at(player, boundaries)
            if line is not None:
                before, happened = (player.case, player.now), len(player.happened)
                try:
                    player.follow(line)
                except Incident:
                    player.case, player.now = before
                    del player.happened[happened:]
        ways |= taken_ways(parent, player.case, player.happened)
    return ways
