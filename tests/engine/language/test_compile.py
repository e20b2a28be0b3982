from __future__ import annotations

from datetime import timedelta

import pytest

from engine.language.compile import compile_text
from engine.model.routine import MAIN, End, Gateway, Step
from engine.values.retention import Retention
from tests.engine.language.files import (
    BRANCHES,
    END,
    HEAD,
    STEP,
    VISIT,
    compiled,
    one_step,
    routine_of,
    rules_in,
)


def test_a_whole_routine_compiles_without_findings() -> None:
    result = compiled(VISIT)

    assert result.findings == ()
    assert result.id == "stodpass"
    assert result.language == "sv"


def test_a_whole_routine_says_what_its_file_says() -> None:
    routine = routine_of(VISIT)

    assert routine.version == 1
    assert routine.title.say() == "Stödpass"
    assert routine.head.approved_on is not None
    assert routine.head.approved_on.isoformat() == "2023-01-09"
    assert routine.outcomes() == ("genomfort", "uteblivet")
    assert [option.id for option in routine.facts["insatser"].options] == [
        "stadning",
        "inkop",
        "samtal",
        "annat",
    ]
    assert routine.facts["insatser"].options[0].title.say() == "Stadning"
    assert routine.roles["enhetschef"].manager
    assert routine.begin.roles == ("medarbetare",)
    assert [ask.fact for ask in routine.begin.ask] == ["besok_ref"]
    assert routine.emergency is not None
    assert routine.retain == Retention(24, "months")


def test_states_stand_in_the_file_s_order_and_those_of_branches_within_their_together() -> None:
    assert list(routine_of(BRANCHES).states) == [
        *("borja", "samtidigt", "ring_it", "sparrat", "vilken", "polis", "anmalt"),
        *("forsenat", "hittad", "klart"),
    ]


def test_a_state_without_to_goes_on_to_the_one_below() -> None:
    step = routine_of(VISIT).states["pa_plats"]

    assert isinstance(step, Step)
    assert step.choices[0].move.to == "dokumentera"


def test_timers_tell_when_and_what() -> None:
    remind, notify = routine_of(VISIT).states["pa_vag"].timers

    assert (remind.after, remind.index) == (timedelta(minutes=30), 0)
    assert remind.remind is not None
    assert (notify.notify, notify.index) == (("enhetschef",), 1)


def test_a_gateway_ends_with_else() -> None:
    gateway = routine_of(VISIT).states["vilket_slut"]

    assert isinstance(gateway, Gateway)
    assert [branch.to for branch in gateway.branches] == ["uteblivet_klart", "klart"]
    assert gateway.branches[-1].when is None


def test_an_end_has_an_outcome_and_a_title_of_its_own_or_of_its_id() -> None:
    given, made = routine_of(VISIT).states["klart"], routine_of(one_step("")).states["slut"]

    assert isinstance(given, End)
    assert isinstance(made, End)
    assert (given.outcome, given.title.say()) == ("genomfort", "Stödpasset är klart")
    assert (made.outcome, made.title.say()) == ("klart", "Slut")


def test_all_mistakes_of_a_file_are_found_at_once() -> None:
    text = VISIT.replace("to: pa_plats}", "to: pa_platsen}").replace(
        "notify: enhetschef", "notify: chefen", 1
    )
    text = text.replace("orsak is set", "orsaken is set").replace("undo: 10 min", "undo: 10 mim")

    assert sorted(rules_in(text)) == ["condition-name", "duration", "unknown-role", "unknown-state"]


def test_findings_come_in_the_order_of_the_file() -> None:
    text = VISIT.replace("orsak is set", "orsaken is set").replace("responsible:", "responsibel:")

    places = [(finding.line, finding.column) for finding in compiled(text).findings]
    assert places == sorted(places)
    assert len(places) == 2


def test_a_misspelt_key_is_read_as_the_one_meant_so_that_it_hides_nothing_and_leads_to_nothing() -> None:
    text = VISIT.replace("    choices:\n      avslutat", "    choises:\n      avslutat").replace(
        "ask: [insatser]", "ask: [insats]"
    )

    assert rules_in(text) == ["unknown-key", "unknown-fact"]


def test_swedish_words_for_keys_are_answered_with_the_key() -> None:
    finding = compiled(one_step("varning: Se upp.")).findings[0]

    assert finding.rule == "unknown-key"
    assert "”caution”" in finding.message


def test_a_finding_speaks_the_routine_s_language_unless_asked_for_another() -> None:
    text = one_step("notis: x", head=HEAD.replace("version: 1", "version: 1\nlanguage: en"))
    finding = compiled(text).findings[0]

    assert finding.message.startswith("There is no key")
    assert finding.say("sv").startswith("Nyckeln ”notis” finns inte")


def test_texts_in_several_languages_are_all_there() -> None:
    text = """
routine: prov
version: 1
language: [sv, en]
title: {sv: Prov, en: Test}
roles: {medarbetare: {title: {sv: Medarbetare, en: Staff}}}
states:
  ring: {title: {sv: Ring chefen, en: Call the manager}, role: medarbetare}
  slut: {end: klart, title: {en: The end, sv: Slut}}
"""
    routine = routine_of(text)
    step = routine.states["ring"]

    assert isinstance(step, Step)
    assert routine.title.say("en") == "Test"
    assert routine.states["slut"].title.by_language == (("sv", "Slut"), ("en", "The end"))
    assert [step.choices[0].label.say(code) for code in ("sv", "en")] == ["Klar", "Done"]


@pytest.mark.parametrize("text", ["{{7*7}}", "<script>alert(1)</script>", "{}", "{ }"])
def test_what_is_no_name_in_braces_stays_as_it_is(text: str) -> None:
    routine = routine_of(one_step(f"note: '{text}'"))
    step = routine.states["ring"]

    assert isinstance(step, Step)
    assert step.note is not None
    assert step.note.fill({}) == text


def test_yaml_s_mistakes_and_the_routine_s_come_together() -> None:
    text = VISIT.replace("title: Åk till stödpasset", "title:Åk till stödpasset").replace(
        "role: medarbetare", "role: medarbetar", 1
    )

    assert rules_in(text) == ["yaml-space", "unknown-role"]


def test_nothing_more_is_said_of_a_file_whose_rows_can_t_be_read() -> None:
    text = one_step("note: Ring", more="facts: {antal: numer}").replace(
        "note: Ring\n", "note: Ring\n  - nu\n"
    )

    assert set(rules_in(text)) == {"yaml-unreadable"}


def test_a_file_of_a_thousand_states_compiles() -> None:
    steps = "".join(f"  s{number}: {{title: Ring chefen, role: medarbetare}}\n" for number in range(1_000))

    routine = routine_of(f"{HEAD}states:\n{steps}  slut: {{end: klart}}\n")

    assert len(routine.flows[MAIN].states) == 1_001


def test_an_empty_file_and_one_that_is_no_routine_are_answered() -> None:
    assert [finding.rule for finding in compile_text("", "prov.yaml").findings] == ["yaml-empty"]
    assert [finding.rule for finding in compile_text("- ring\n", "prov.yaml").findings] == ["yaml-top"]


def test_a_file_without_the_needed_keys_is_told_all_of_them() -> None:
    findings = compile_text("purpose: Ring\n", "prov.yaml").findings

    assert [finding.rule for finding in findings] == ["missing-key"] * 4
    assert all(
        f"”{key}”" in findings[n].message for n, key in enumerate(("routine", "version", "title", "states"))
    )


def test_names_of_other_routines_are_not_judged_where_the_set_is_not_known() -> None:
    text = f"{HEAD}\nstart: medarbetare\nstates:\n  ring: {{call: vad_som_helst}}{END}"

    assert rules_in(text) == []
    assert [finding.rule for finding in compile_text(text, "prov.yaml", routines=("prov",)).findings] == [
        "unknown-routine"
    ]


def test_an_unknown_word_near_a_known_one_is_taken_for_it_so_that_nothing_seems_unreached() -> None:
    text = f"{HEAD}states:{STEP}    to: slutet\n  mitten:\n    title: Ring igen\n    role: chef\n    to: ring{END}"

    assert rules_in(text.replace("to: slutet", "to: miten")) == ["unknown-state"]


def test_a_hopeless_file_is_not_told_everything() -> None:
    rows = "".join(f"  s{number}:\n    title:Ring\n" for number in range(200))

    assert rules_in(f"{HEAD}states:\n{rows}")[-1] == "yaml-more"
