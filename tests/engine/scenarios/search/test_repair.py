"""What would have stood in a scenario that does not play: found by trying, and told as the lines to write."""

from __future__ import annotations

import pytest

from engine.model.routine import Routine
from engine.scenarios.play import Failed, play
from engine.scenarios.search.repair import Repair, repair
from engine.scenarios.yaml_text import line_text
from tests.engine.run.acting import routine

STATES = """
    fraga: {title: Fråga, role: medarbetare, ask: [antal]}
    ring:
      title: Ring chefen
      role: chef
      checklist: [Namnet]
      choices:
        ringt: {label: Jag har ringt, when: checklist is done, because: Bocka av.}
        hemma: {label: Gå hem, to: hem}
    vanta: {title: Vänta, wait: svaret, timers: [{after: 1 h, to: hem}]}
    klart: {end: klart}
    hem: {end: hem}
"""
FACTS = "facts: {antal: {type: number, title: Antal, min: 3, max: 9}}\n"


def scene(lines: str, ends: str = "") -> tuple[Routine, Repair | None]:
    end = f", ends: {ends}" if ends else ""
    found = routine(STATES, more=FACTS + f"scenarios: [{{title: Prov, play: [{lines}]{end}}}]")
    failed = play(found, found.scenarios[0], {})
    assert isinstance(failed, Failed)
    return found, repair(found, found.scenarios[0], failed, {})


BEGIN = "{medarbetare: klar, facts: {antal: 4}}"


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        (f"{BEGIN}, {{medarbetare: ringt}}", "{chef: ringt}"),
        (f"{BEGIN}, {{chef: ringt, checked: no}}", "{chef: ringt}"),
        (f"{BEGIN}, {{chef: ringt, facts: {{antal: 4}}}}", "{chef: ringt}"),
        (f"{BEGIN}, {{chef: ringt, delivered: no}}", "{chef: ringt}"),
        ("{medarbetare: klar}", "{medarbetare: klar, facts: {antal: 3}}"),
    ],
)
def test_the_nearest_line_that_plays_is_found(wrong: str, right: str) -> None:
    found, repaired = scene(wrong)

    assert repaired is not None
    assert repaired.whole
    assert line_text(found, repaired.scenario.play[-1]) == right


def test_a_line_too_many_is_left_out() -> None:
    _, repaired = scene(f"{BEGIN}, {BEGIN}, {{chef: hemma}}", "hem")

    assert repaired is not None
    assert [each.choice for each in repaired.scenario.play] == ["klar", "hemma"]


def test_an_end_that_differs_is_put_right() -> None:
    _, repaired = scene(f"{BEGIN}, {{chef: hemma}}", "klart")

    assert repaired is not None
    assert repaired.scenario.ends == "hem"


def test_a_change_that_only_helps_a_little_says_so() -> None:
    _, repaired = scene(f"{BEGIN}, {{medarbetare: ringt}}, {{chef: ringt}}, {{chef: ringt}}")

    assert repaired is not None
    assert not repaired.whole


def test_another_choice_is_proposed_where_what_follows_bears_it_out() -> None:
    found, repaired = scene(f"{BEGIN}, {{chef: klar}}, {{message: svaret}}", "klart")

    assert repaired is not None
    assert line_text(found, repaired.scenario.play[1]) == "{chef: ringt}"


def test_nothing_is_proposed_where_nothing_tells_what_was_meant() -> None:
    _, repaired = scene(f"{BEGIN}, {{chef: klar}}")

    assert repaired is None


def test_what_no_single_change_helps_is_left_alone() -> None:
    _, repaired = scene(f"{BEGIN}, {{chef: ringt}}, {{message: svaret}}, {{chef: ringt}}")

    assert repaired is None


def test_what_is_missing_before_the_end_is_added() -> None:
    found, repaired = scene(BEGIN, "klart")

    assert repaired is not None
    assert repaired.whole
    assert [line_text(found, each) for each in repaired.scenario.play] == [
        BEGIN,
        "{chef: ringt}",
        "{message: svaret}",
    ]


def test_what_is_missing_before_a_line_is_added() -> None:
    found, repaired = scene(f"{BEGIN}, {{message: svaret}}", "klart")

    assert repaired is not None
    assert [line_text(found, each) for each in repaired.scenario.play][1:] == [
        "{chef: ringt}",
        "{message: svaret}",
    ]
