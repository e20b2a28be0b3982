from __future__ import annotations

from datetime import timedelta

import pytest

from engine.language.compile import compile_text
from engine.model.scenario import Scenario
from tests.engine.language.files import one_step, routine_of, rules_in

FACTS = "facts: {antal: number, svar: {type: choices, options: [ja_visst, inte_nu]}, akut: yes_no}"
KEYS = "choices: {a: {ask: [antal, svar, akut], to: slut}}"


def scenario(line: str, keys: str = "") -> Scenario:
    text = (
        one_step(KEYS, more=FACTS) + f"scenarios:\n  - title: Samtal\n{keys}    play:\n      - {{{line}}}\n"
    )
    return routine_of(text).scenarios[0]


def rules(line: str, keys: str = "") -> list[str]:
    return rules_in(
        one_step(KEYS, more=FACTS) + f"scenarios:\n  - title: Samtal\n{keys}    play:\n      - {{{line}}}\n"
    )


def test_a_line_is_a_role_and_its_choice() -> None:
    (line,) = scenario("medarbetare: a, facts: {antal: 3, svar: [inte_nu, ja_visst], akut: ja}").play

    assert (line.actor, line.choice, line.checked) == ("medarbetare", "a", True)
    assert line.facts == {"antal": 3, "svar": ["ja_visst", "inte_nu"], "akut": True}


def test_a_line_tells_where_it_stands() -> None:
    assert scenario("medarbetare: a").play[0].written.line == 16


def test_a_line_may_name_the_state_and_leave_the_checklist() -> None:
    (line,) = scenario("medarbetare: a, in: ring, checked: no").play

    assert (line.state, line.checked) == ("ring", False)


def test_a_line_for_another_routine_keeps_its_values_as_written() -> None:
    (line,) = scenario("medarbetare: b, routine: hjalp, facts: {antal: 3, delar: [arm]}").play

    assert line.routine == "hjalp"
    assert line.facts == {"antal": "3", "delar": ["arm"]}


def test_a_line_may_let_time_pass() -> None:
    assert scenario("wait: 45 min").play[0].wait == timedelta(minutes=45)


def test_a_scenario_may_say_who_starts_with_what_and_how_it_ends() -> None:
    found = scenario("medarbetare: a", "    by: chef\n    facts: {antal: 2}\n    ends: klart\n")

    assert (found.by, found.facts, found.ends) == ("chef", {"antal": 2}, "klart")


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("kock: a", "unknown-role"),
        ("medarbetare: b", "unknown-choice"),
        ("medarbetare: a, in: rink", "unknown-state"),
        ("medarbetare: a, facts: {antall: 3}", "unknown-fact"),
        ("medarbetare: a, facts: {antal: många}", "fact-type"),
        ("medarbetare: a, facts: {svar: [kanske]}", "fact-option"),
        ("message: svar", "unknown-message"),
        ("wait: länge", "duration"),
        ("medarbetare: a, wait: 1 h", "scenario-line"),
        ("facts: {antal: 3}", "scenario-line"),
        ("cancel: prov, wait: 1 h", "scenario-line"),
        ("medarbetare: a, cancel: prov", "scenario-line"),
        ("by: medarbetare, wait: 1 h", "scenario-line"),
        ("by: medarbetare", "missing-key"),
        ("medarbetare: a, fakts: {antal: 3}", "unknown-key"),
    ],
)
def test_a_line_that_says_something_unknown_is_told(line: str, rule: str) -> None:
    assert rules(line) == [rule]


def test_who_starts_and_what_is_reached_must_exist() -> None:
    assert rules("medarbetare: a", "    by: kock\n") == ["unknown-role"]
    assert rules("medarbetare: a", "    ends: bra\n") == ["unknown-outcome"]
    assert rules("medarbetare: a", "    facts: {antall: 2}\n") == ["unknown-fact"]


def test_a_reason_for_skipping_is_no_fact_of_the_routine() -> None:
    text = (
        one_step("skip: ask")
        + "scenarios: [{title: A, play: [{medarbetare: skip, facts: {reason: Fanns inte.}}]}]\n"
    )

    assert routine_of(text).scenarios[0].play[0].facts == {"reason": "Fanns inte."}


def one_line(title: str, play: str) -> str:
    return f"{one_step('')}scenarios: [{{title: {title}, play: [{play}], ends: klart}}]\n"


def test_lines_of_a_scenario_on_one_line_need_no_braces() -> None:
    (scenario,) = routine_of(one_line("A", "medarbetare: klar, wait: 1 h")).scenarios

    assert [(each.actor, each.choice) for each in scenario.play] == [("medarbetare", "klar"), (None, None)]


def test_the_corrected_line_of_a_scenario_on_one_line_is_right() -> None:
    found = compile_text(one_line("A: bra", "medarbetare: klar"), "prov.yaml").findings

    assert [each.rule for each in found if each.severity == "error"] == ["yaml-colon"]
    corrected = found[-1].say("sv").partition("Rätt rad: ")[2]
    assert corrected == 'scenarios: [{title: "A: bra", play: [medarbetare: klar], ends: klart}]'
    assert routine_of(one_step("") + corrected + "\n").scenarios[0].title.say("sv") == "A: bra"
