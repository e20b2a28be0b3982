"""What keeps a scenario from playing is told at the line of the key that says it."""

from __future__ import annotations

import pytest

from engine.language.compile import compile_text
from engine.scenarios.play import Failed, play

HEAD = """routine: prov
version: 1
title: Prov
roles: {medarbetare: Medarbetare, chef: {title: Chef, manager: yes}, administrator: Administratör}
start: {by: [medarbetare, chef], ask: [anstalld]}
facts:
  antal: {type: number, title: Antal, max: 9}
  vikt: {type: number, title: Vikt, max: 9}
  anstalld: {type: yes_no, title: Anställd}
states:
  borja:
    title: Börja
    role: medarbetare
    choices:
      klar: {ask: [antal, vikt], to: andra}
      hjalp: {start: hjalp, to: andra}
      sluta: {to: annat}
  andra: {title: Ring, role: medarbetare, choices: {klar: {to: klart}}}
  klart: {end: klart}
  annat: {end: annat}
"""
HELP = """routine: hjalp
version: 1
title: Hjälp
roles: {medarbetare: {title: Medarbetare, manager: yes}}
facts: {antal: {type: number, title: Antal, max: 9}}
states:
  gor: {title: Gör, role: medarbetare, choices: {klar: {ask: [antal], to: slut}}}
  slut: {end: hjalpt}
"""
TOLD = """scenarios:
  - title: Samtal
    by: medarbetare
    facts:
      anstalld: ja
    play:
      - medarbetare: klar
        in: borja
        facts:
          antal: 2
          vikt: 3
      - medarbetare: klar
    ends: klart
"""
HELPED = """scenarios:
  - title: Hjälp
    play:
      - medarbetare: hjalp
      - medarbetare: klar
        routine: hjalp
        facts:
          antal: 2
"""
ROUTINES = {"prov", "hjalp"}


def failed_at(told: str, wrong: str) -> str:
    """The line in the file where the scenario with a line changed is told not to play."""
    old, new = wrong.split(" → ")
    assert told.count(old) == 1
    text = HEAD + told.replace(old, new)
    help = compile_text(HELP, "hjalp.yaml", routines=ROUTINES).routine
    found = compile_text(text, "prov.yaml", routines=ROUTINES)
    assert found.routine is not None, [each.message for each in found.findings]
    assert help is not None
    result = play(found.routine, found.routine.scenarios[0], {"hjalp": help})
    assert isinstance(result, Failed)
    return text.splitlines()[result.line - 1].strip()


@pytest.mark.parametrize(
    ("wrong", "line"),
    [
        ("ends: klart → ends: annat", "ends: annat"),
        ("by: medarbetare → by: administrator", "by: administrator"),
        ("in: borja → in: andra", "in: andra"),
        ("          vikt: 3\n → ", "facts:"),
        (
            "      - medarbetare: klar\n    ends →       - administrator: klar\n    ends",
            "- administrator: klar",
        ),
        ("        in: borja →         in: borja\n        delivered: no", "delivered: no"),
        ("        in: borja →         in: borja\n        refused: yes", "refused: yes"),
        ("        in: borja →         in: borja\n        as: andra", "as: andra"),
    ],
)
def test_a_key_that_does_not_play_is_told_at_its_own_line(wrong: str, line: str) -> None:
    assert failed_at(TOLD, wrong) == line


@pytest.mark.parametrize(
    ("wrong", "line"),
    [
        ("antal: 2 → antal: många", "antal: många"),
        ("antal: 2 → antal: 50", "antal: 50"),
        ("antal: 2 → antalet: 2", "antalet: 2"),
        ("- medarbetare: klar → - medarbetare: inte", "- medarbetare: inte"),
        ("      - medarbetare: hjalp →       - wait: 1 min", "routine: hjalp"),
        (
            "- medarbetare: klar\n        routine: hjalp → - wait: 1 min\n      - message: brev\n        routine: hjalp",
            "- message: brev",
        ),
    ],
)
def test_so_is_one_of_a_line_for_another_routine(wrong: str, line: str) -> None:
    assert failed_at(HELPED, wrong) == line
