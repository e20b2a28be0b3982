"""The examples of other fields: nothing to remark on, played in full, without people, and told in the page about them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from api.cli.main import main
from engine.check import check
from engine.model.routine import Routine, Step

FOLDER = Path("examples")
REPORT = check([FOLDER])
ROUTINES = {routine.id: routine for routine in REPORT.routines}
EVERY = pytest.mark.parametrize("routine", ROUTINES.values(), ids=lambda routine: routine.id)


def test_there_is_nothing_to_remark_on() -> None:
    assert [f"{each.file}:{each.line} {each.message}" for each in REPORT.findings] == []
    assert {f"{id}.yaml" for id in ROUTINES} == {path.name for path in FOLDER.glob("*.yaml")}
    assert len(ROUTINES) == 3


def test_the_scenarios_play_and_take_everything_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["test", str(FOLDER), "--cover", "--format", "json"]) == 0

    told = json.loads(capsys.readouterr().out)
    assert {each["routine"]: each["missing"] for each in told} == {id: [] for id in ROUTINES}
    assert all(scenario["played"] for each in told for scenario in each["scenarios"])


@EVERY
def test_every_scenario_reaches_an_end_and_every_end_is_reached(routine: Routine) -> None:
    assert {scenario.ends for scenario in routine.scenarios} == set(routine.outcomes())


@EVERY
def test_every_step_says_where_it_comes_from(routine: Routine) -> None:
    assert [
        state.id for state in routine.states.values() if isinstance(state, Step) and state.source is None
    ] == []


@EVERY
def test_mail_goes_nowhere_and_phones_are_internal(routine: Routine) -> None:
    for contact in routine.contacts.values():
        assert contact.email is None or contact.email.endswith("@example.org")
        assert contact.phone is None or re.fullmatch(r"0\d{3}", contact.phone)


@EVERY
def test_the_file_begins_by_saying_what_it_shows(routine: Routine) -> None:
    head = (FOLDER / f"{routine.id}.yaml").read_text("utf-8").split("\nroutine:")[0]

    assert all(line.startswith("#") for line in head.splitlines())
    assert 3 <= len(head.splitlines()) <= 8


@EVERY
def test_the_page_about_the_examples_names_it(routine: Routine) -> None:
    assert f"`{routine.id}.yaml`" in (FOLDER / "README.md").read_text("utf-8")
