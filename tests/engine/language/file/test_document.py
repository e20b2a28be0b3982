"""What may be written for each key, and what is answered when something else is."""

from __future__ import annotations

import pytest

from engine.language.file.document import EVERY_KEY, KIND_KEYS, PARTS, State
from engine.language.file.parts import IN_SWEDISH
from tests.engine.language.files import END, HEAD, STEP, compiled, one_step, routine_of, rules_in


@pytest.mark.parametrize(
    ("keys", "rule", "words"),
    [
        ("note: [Ring.]", "wrong-type", "”note” är en lista, men ska vara en text"),
        ("note: {svenska: Ring.}", "text-unknown-language", "”svenska”"),
        ("choices: Ring", "wrong-type", "”choices” är texten ”Ring”, men ska vara nycklar med värden"),
        ("choices: {a: [Ring]}", "wrong-type", "”a” är en lista"),
        ("choices: {a: {undo: [10 min]}}", "wrong-type", "”undo” är en lista"),
        ("choices: {a: {main: kanske}}", "wrong-value", "”kanske” går inte att använda för ”main”"),
        ("choices: {a: }", "empty-value", "”a” är tom"),
        ("choices: {}", "empty-value", "”choices” är tom"),
        ("timers: []", "empty-value", "”timers” är tom"),
        ("timers: [{}]", "empty-value", "”timers” är tom"),
        ("timers: {after: 1 h}", "wrong-type", "”timers” är nycklar med värden, men ska vara en lista"),
        ("skip: yes", "wrong-value", "”yes” går inte att använda för ”skip”"),
        ("source: {ref: SoL}", "missing-key", "”kind”"),
        ("checklist: [Ring., [Svara.]]", "wrong-type", "”checklist” är en lista"),
        ("contacts: {it: IT}", "wrong-type", "”contacts” är nycklar med värden"),
    ],
)
def test_a_wrong_value_in_a_step_is_told_with_what_was_found_and_what_is_allowed(
    keys: str, rule: str, words: str
) -> None:
    (finding,) = compiled(one_step(keys)).findings

    assert finding.rule == rule
    assert words in finding.message


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("version: 0", "version-must-rise"),
        ("version: första", "version-must-rise"),
        ("document: {approved_on: 2023-02-30}", "wrong-value"),
        ("document: {approved_on: igår}", "wrong-value"),
        ("document: Rutin", "wrong-type"),
        ("document: {}", "empty-value"),
        ("contacts: {it: {email: it.example.org}}", "wrong-value"),
        ("contacts: {it: {phone: ring}}", "wrong-value"),
        ("links: {botwebb: {url: http://example.org}}", "wrong-value"),
        ("links: {botwebb: {url: 'javascript:alert(1)'}}", "wrong-value"),
        ("language: fi", "wrong-value"),
        ("language: [sv, svenska]", "wrong-value"),
        ("facts: {antal: {type: number, min: få}}", "wrong-value"),
        ("facts: {antal: {typ: number}}", "unknown-key"),
        ("facts: [antal]", "wrong-type"),
        ("start: {}", "empty-value"),
        ("anytime: {}", "empty-value"),
        ("links: {webb: {title: Webb, url: 'https://u:p@example.org/a'}}", "wrong-value"),
        ("links: {webb: {title: Webb, url: 'https://@example.org'}}", "wrong-value"),
    ],
)
def test_a_wrong_value_at_the_top_is_told(line: str, rule: str) -> None:
    head = HEAD.replace("version: 1\n", "") if line.startswith("version") else HEAD
    text = one_step("", head=head, more=line)

    assert rule in rules_in(text)
    assert set(rules_in(text)) <= {rule, "fact-never-used"}


@pytest.mark.parametrize(
    "line",
    [
        "contacts: {it: IT-avdelningen, chef: {title: Chef, phone: '+46 8-530 610 10', email: chef@example.org}}",
        "links: {botwebb: Botwebb, rutin: {title: Rutin, url: 'https://example.org/a?b=c'}}",
        "document: {area: [Telefoner, Förvaring], changes: Ny., approved_on: 2023-01-09}",
        "document: {area: Telefoner}",
        "start: [medarbetare, chef]",
        "start: {by: [medarbetare], ask: {fact: antal, required: no}}\nfacts: {antal: {type: number, min: 0, max: 2,5}}",
        "purpose: '112'",
        "links: {botwebb: {title: Botwebb}}",
    ],
)
def test_the_forms_of_the_language_are_read(line: str) -> None:
    line = line.replace("max: 2,5", "max: 2.5")

    assert rules_in(one_step("", more=line)) == []


@pytest.mark.parametrize(
    ("id", "proposal"),
    [("Ring", "ring"), ("ring-it", "ring_it"), ("påminn", "paminn"), ("1a", "a"), ("ÅÄÖ é", "aao_e")],
)
def test_an_id_that_is_none_is_answered_with_one_that_is(id: str, proposal: str) -> None:
    (finding,) = compiled(f"{HEAD}states:{STEP}  {id}: {{title: Ring, role: chef}}{END}").findings

    assert finding.rule == "bad-id"
    assert f"”{proposal}”" in finding.message


def test_a_name_spelt_the_same_wrong_way_everywhere_is_one_finding() -> None:
    text = f"{HEAD}states:{STEP}    to: påminn\n  påminn: {{title: Ring, role: chef}}{END}"

    assert rules_in(text) == ["bad-id"]


@pytest.mark.parametrize("word", ["now", "and", "checklist", "running", "settings", "reason", "yes"])
def test_words_of_the_language_name_no_fact(word: str) -> None:
    assert "reserved-id" in rules_in(one_step(f"ask: {word}", more=f"facts: {{{word}: number}}"))


def test_a_key_written_in_swedish_is_answered_with_the_right_one() -> None:
    assert set(IN_SWEDISH.values()) <= EVERY_KEY


def test_every_key_of_a_state_belongs_to_a_kind_or_to_all() -> None:
    of_kinds = {key for keys in KIND_KEYS.values() for key in keys}

    assert of_kinds | {"title", "section", "source", "timers"} == set(State.all_keys())


def test_every_group_of_keys_reads_a_file_that_has_nothing_wrong() -> None:
    assert all(part.all_keys() for part in PARTS)
    assert routine_of(one_step("")).id == "prov"
