"""Routines that call and start each other, seen together."""

from __future__ import annotations

import pytest

from engine.language.compile import Compiled, compile_text
from engine.language.cross import cross
from tests.engine.language.files import END, HEAD, STEP, one_step

CHILD = """
routine: hjalp
version: 1
title: Hjälp
roles: {medarbetare: Medarbetare}
facts:
  antal: {type: number, max: 10}
  ref: text
  kod: {type: text, min: 2, max: 5}
  svar: {type: choice, options: [ja_visst, inte_nu]}
  delar: {type: choices, options: [arm, ben]}
  tid: moment
  dag: date
  akut: yes_no
start: {by: medarbetare, ask: [antal, {fact: ref, required: no}]}
states:
  hjalp_till:
    title: Hjälp till
    role: medarbetare
    choices:
      ja: {ask: [svar, delar, tid, dag, akut], to: hjalpt}
      nej: {to: inte_hjalpt}
  hjalpt: {end: hjalpt}
  inte_hjalpt: {end: inte_hjalpt}
"""

OWN = """
facts:
  fler: {type: number, max: 10}
  utan: number
  farre: {type: number, max: 9}
  kort: {type: text, max: 5}
  langre: {type: text, min: 2, max: 6}
  vad: {type: choice, options: [ja_visst]}
  annat: {type: choice, options: [kanske]}
  lemmar: {type: choices, options: [arm]}
  nar: moment
"""


def file(text: str) -> Compiled:
    name = text.split("routine:")[1].split()[0]
    return compile_text(text, f"{name}.yaml", routines=("prov", "hjalp"))


def rules(text: str, *others: str) -> list[str]:
    """What the text breaks only in the company of the others."""
    files = [file(each) for each in (text, *others)]
    assert [finding.message for each in files for finding in each.findings] == []
    return [finding.rule for finding in cross(files)["prov.yaml"]]


def calling(keys: str) -> str:
    asked = "    ask: [fler, utan, farre, kort, langre, vad, annat, lemmar, nar]\n"
    return f"{HEAD}{OWN}states:{STEP}{asked}  hjalp: {{call: hjalp, {keys}}}{END}"


@pytest.mark.parametrize(
    "handed",
    [
        "antal: 3",
        "antal: fler",
        "antal: fler + 1",
        "antal: 3, ref: kort",
        "antal: 3, ref: '\"abc\"'",
        "antal: 3, svar: vad",
        "antal: 3, svar: '\"inte_nu\"'",
        "antal: 3, delar: lemmar",
        "antal: 3, tid: now",
        "antal: 3, tid: nar + 2 h",
        "antal: 3, dag: 2026-03-01",
        "antal: 3, akut: yes",
        "antal: 3, akut: fler > 2",
    ],
)
def test_facts_handed_down_fit_the_called_routine(handed: str) -> None:
    assert rules(calling(f"with: {{{handed}}}"), CHILD) == []


@pytest.mark.parametrize(
    ("handed", "rule"),
    [
        ("", "hand-down-missing"),
        ("antal: now", "hand-down-type"),
        ("antal: 11", "hand-down-type"),
        ("antal: nar", "hand-down-type"),
        ("antal: utan", "hand-down-type"),
        ("antal: 3, kod: kort", "hand-down-type"),
        ("antal: 3, kod: langre", "hand-down-type"),
        ("antal: 3, svar: annat", "hand-down-type"),
        ("antal: 3, svar: '\"kanske\"'", "hand-down-type"),
        ("antal: 3, tid: 2 h", "hand-down-type"),
        ("antal: 3, svaret: vad", "unknown-fact-there"),
    ],
)
def test_facts_that_do_not_fit_are_told(handed: str, rule: str) -> None:
    keys = f"with: {{{handed}}}" if handed else "outcomes: {hjalpt: slut}"

    assert rules(calling(keys), CHILD) == [rule]


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        (
            "with: {antal: utan}",
            "“antal” in the routine “hjalp” is a number (at most 10), but what is handed down is a number without a limit.",
        ),
        (
            "with: {antal: 3, kod: '\"för lång text\"'}",
            '“kod” in the routine “hjalp” is a text (at least 2, at most 5 characters), but what is handed down is "för lång text".',
        ),
        (
            "with: {antal: 3}, take: {kort: ref}",
            "“kort” is a text (at most 5 characters), but “ref” of the routine “hjalp” is a text (at most 200 characters).",
        ),
        (
            "with: {antal: 3}, take: {farre: antal}",
            "“farre” is a number (at most 9), but “antal” of the routine “hjalp” is a number (at most 10).",
        ),
    ],
)
def test_wider_limits_are_told_with_the_limits(keys: str, said: str) -> None:
    files = [file(each) for each in (calling(keys), CHILD)]
    (finding,) = cross(files)["prov.yaml"]
    assert finding.say("en") == said


def test_a_started_routine_is_held_to_the_same() -> None:
    assert rules(one_step("choices: {a: {start: hjalp}, b: B}"), CHILD) == ["hand-down-missing"]
    assert rules(one_step("choices: {a: {start: hjalp, with: {antal: 3}}, b: B}"), CHILD) == []


@pytest.mark.parametrize(
    ("taken", "found"),
    [
        ("fler: antal", []),
        ("nar: tid", []),
        ("utan: antal", []),
        ("kort: ref", ["take-type"]),
        ("farre: antal", ["take-type"]),
        ("fler: tid", ["take-type"]),
        ("vad: svar", ["take-type"]),
        ("nar: tiden", ["unknown-fact-there"]),
    ],
)
def test_facts_taken_up_fit_ours(taken: str, found: list[str]) -> None:
    assert rules(calling(f"with: {{antal: 3}}, take: {{{taken}}}"), CHILD) == found


@pytest.mark.parametrize(
    ("outcomes", "found"),
    [
        ("hjalpt: slut", []),
        ("hjalpt: slut, inte_hjalpt: ring", []),
        ("hjalp: slut", ["unknown-outcome"]),
    ],
)
def test_outcomes_are_those_of_the_called_routine(outcomes: str, found: list[str]) -> None:
    assert rules(calling(f"with: {{antal: 3}}, outcomes: {{{outcomes}}}"), CHILD) == found


def test_that_the_called_routine_is_cancelled_may_have_a_way_of_its_own() -> None:
    assert rules(calling("with: {antal: 3}, outcomes: {cancelled: slut}"), CHILD) == []


def test_an_end_that_is_called_as_the_cancelling_is_told_where_it_could_be_taken_for_that() -> None:
    named = CHILD.replace("{end: inte_hjalpt}", "{end: cancelled}")
    last = f"{HEAD}states:{STEP}    to: hjalp{END}  hjalp: {{call: hjalp, with: {{antal: 3}}, outcomes: {{hjalpt: slut}}}}\n"

    assert rules(calling("with: {antal: 3}, outcomes: {cancelled: slut}"), named) == ["outcome-reserved"]
    assert rules(last, named) == ["outcome-reserved"]
    assert rules(calling("with: {antal: 3}"), named) == []


def test_a_misspelt_cancelling_is_led_right() -> None:
    (found,) = (
        each
        for each in cross([file(calling("with: {antal: 3}, outcomes: {canceled: slut}")), file(CHILD)])[
            "prov.yaml"
        ]
    )
    assert (found.rule, "”cancelled”" in found.message) == ("unknown-outcome", True)


def test_a_call_that_stands_last_handles_every_outcome() -> None:
    text = f"{HEAD}states:{STEP}    to: hjalp{END}  hjalp: {{call: hjalp, with: {{antal: 3}}, outcomes: {{hjalpt: slut}}}}\n"

    assert rules(text, CHILD) == ["outcome-unhandled"]
    assert rules(text.replace("hjalpt: slut", "hjalpt: slut, inte_hjalpt: slut"), CHILD) == []


def test_a_fact_that_is_read_gets_its_value_from_somewhere() -> None:
    text = one_step("choices: {a: {when: antal > 3, because: För få.}, b: B}", more="facts: {antal: number}")

    assert rules(text) == ["fact-never-set"]


def test_a_fact_may_get_its_value_from_a_routine_that_hands_it_down() -> None:
    text = one_step("choices: {a: {when: antal > 3, because: För få.}, b: B}", more="facts: {antal: number}")
    other = one_step("choices: {a: {start: prov, with: {antal: 3}}, b: B}").replace("prov", "hjalp", 1)

    assert rules(text, other) == []


def test_a_fact_may_come_with_a_message() -> None:
    wait = "  vanta:\n    title: Vänta\n    wait: svar\n    ask: antal\n    timers: [{after: 1 h, remind: Ring.}]\n"
    text = f"{HEAD}facts: {{antal: number}}\nstates:{STEP}{wait}"
    ways = "  vilket: {choose: [{when: antal > 3, to: ring}, {else: slut}]}"

    assert rules(f"{text}{ways}{END}") == []
    assert rules(f"{text}{ways}{END}".replace("    ask: antal\n", "")) == ["fact-never-set"]


def test_a_fact_that_is_only_asked_for_is_a_record_and_used() -> None:
    assert rules(one_step("ask: antal", more="facts: {antal: number}")) == []


def test_a_fact_that_is_only_shown_in_a_text_must_be_set() -> None:
    assert rules(one_step('text: "Ring {antal}."', more="facts: {antal: number}")) == ["fact-never-set"]


def test_a_routine_with_errors_is_not_blamed_on_those_that_call_it() -> None:
    broken = CHILD.replace("role: medarbetare\n    choices", "role: medarbetarn\n    choices")
    files = [file(calling("with: {fel: 3}")), file(broken)]

    assert [finding.rule for finding in cross(files)["prov.yaml"]] == []


def test_the_first_of_two_files_of_one_routine_is_named() -> None:
    files = [compile_text(one_step(""), "a/prov.yaml"), compile_text(one_step(""), "b/prov.yaml")]

    (finding,) = cross(files)["b/prov.yaml"]

    assert finding.rule == "routine-duplicate"
    assert "a/prov.yaml" in finding.message
