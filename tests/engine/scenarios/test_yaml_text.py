"""A scenario written down is the same scenario when it is read again."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.language.compile import compile_text
from engine.model.routine import Routine
from engine.model.scenario import Scenario
from engine.scenarios.yaml_text import line_text, scenario_text
from engine.values.texts import Text
from tests.engine.language.files import one_step, routine_of
from tests.routines.library import ROUTINES, load

FACTS = """\
facts:
  antal: number
  namn: text
  akut: yes_no
  dag: date
  stund: moment
  svar: {type: choices, options: [ja_visst, inte_nu]}
"""
FOUND = routine_of(
    one_step("choices: {a: {ask: [antal, namn, akut, dag, stund, svar], to: slut}}", more=FACTS)
)


def read_again(routine: Routine, text: str, scenario: str) -> Scenario:
    """The scenario of that text, in a file that is the routine's own up to its scenarios."""
    head = text.partition("\nscenarios:")[0]
    found = compile_text(f"{head}\nscenarios:\n{scenario}", f"{routine.id}.yaml")
    assert found.routine is not None, [each.message for each in found.findings]
    return found.routine.scenarios[0]


@pytest.mark.parametrize("id", ROUTINES)
def test_our_scenarios_are_read_again_as_they_were(id: str) -> None:
    routine = load(id)
    text = Path(f"routines/{routine.id}.yaml").read_text(encoding="utf-8")

    for scenario in routine.scenarios:
        again = read_again(routine, text, scenario_text(routine, scenario))
        assert again == scenario


@pytest.mark.parametrize(
    "line",
    [
        "{medarbetare: a, facts: {antal: 3, akut: no, dag: 2026-01-12, stund: 2026-01-12 07:00, svar: [ja_visst, inte_nu]}}",
        '{medarbetare: a, facts: {namn: "ja: {nej}, \\"citat\\" #"}}',
        '{medarbetare: a, facts: {stund: "2026-01-12T07:00:30Z"}}',
        "{medarbetare: a, in: ring, checked: no}",
        "{medarbetare: a, delivered: no}",
        "{medarbetare: a, routine: hjalp, facts: {delar: [arm, ben]}}",
        "{medarbetare: a, refused: yes}",
        "{wait: 90 min}",
        "{cancel: prov}",
        "{cancel: prov, by: chef, refused: yes}",
    ],
)
def test_a_line_is_written_as_it_was(line: str) -> None:
    text = one_step("choices: {a: {ask: [antal, namn, akut, dag, stund, svar], to: slut}}", more=FACTS)
    scenario = read_again(FOUND, text, f"  - {{title: Prov, play: [{line}]}}\n")

    assert line_text(FOUND, scenario.play[0]) == line


def test_a_title_that_yaml_would_misread_stands_in_quotes() -> None:
    scenario = Scenario(title=Text((("sv", "Ring: först, sedan ”klar”"),)), play=(), ends=None)

    assert scenario_text(FOUND, scenario, ["Tar allt."]).splitlines()[:2] == [
        '  - title: "Ring: först, sedan ”klar”"',
        "    # Tar allt.",
    ]
