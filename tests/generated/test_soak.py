"""Many more made-up routines, each run longer, with new ones every time: `make soak`."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, note
from hypothesis import strategies as st

from engine.scenarios.player import ROOT
from engine.stored.replay import replay
from tests.generated.driving import Drive
from tests.generated.routines import Made, parallel, routines
from tests.generated.test_statecharts import EVENTS, compare
from tests.heavy import rounds

LONG = st.lists(st.tuples(st.integers(0, 99), st.integers(0, 999)), min_size=40, max_size=100)


@given(routines(), LONG)
def long_runs(made: tuple[Made, Made], picks: list[tuple[int, int]]) -> None:
    note(json.dumps([each.document for each in made], ensure_ascii=False))
    drive = Drive(*made).run(picks)
    note("\n".join(drive.log))
    assert replay(ROOT, drive.entries(), drive.shelf, drive.people).case == drive.case


@given(parallel(leaves=True), EVENTS)
def charts(made: Made, events: list[tuple[int, bool]]) -> None:
    compare(made, events)


@pytest.mark.soak
def test_long_runs_of_many_routines_hold_what_every_run_holds() -> None:
    for _ in rounds():
        long_runs()


@pytest.mark.soak
def test_many_charts_are_in_the_same_states_as_in_another_engine() -> None:
    for _ in rounds():
        charts()
