"""Each rule has a file that breaks it and nothing else; its last line says where, and in which words."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from engine.check import check
from engine.language.compile import compile_text
from engine.language.rules.all import RULES
from engine.language.rules.findings import Finding

BROKEN = Path(__file__).parent / "broken"
EXPECTED = re.compile(r"# (\d+):(\d+) (.+)\n?\Z")
SHOWN_ELSEWHERE = {
    "file-ending": "tests/engine/test_check.py",
    "file-unreadable": "tests/engine/test_check.py",
    "document-too-large": "tests/engine/test_beside.py",
    "document-unreadable": "tests/engine/test_beside.py",
    "scenario-fails": "tests/engine/test_check.py",
    "fact-characters": "tests/engine/model/test_facts.py",
    "yaml-size": "tests/engine/test_check.py",
    "yaml-more": "tests/engine/language/test_compile.py",
    "more-findings": "tests/engine/language/rules/test_findings.py",
}
"""Rules that no small file of its own can break."""

EXAMPLES = sorted(path.name.removesuffix(".yaml") for path in BROKEN.iterdir())


@cache
def found_in(rule: str) -> tuple[tuple[Finding, ...], str]:
    """The findings of the rule's example, and the text of the file that it is found in."""
    folder = BROKEN / rule
    if not folder.is_dir():
        content = (BROKEN / f"{rule}.yaml").read_bytes()
        return compile_text(content, "prov.yaml", settings={}).findings, content.decode("utf-8", "replace")
    folders = sorted(each for each in folder.iterdir() if each.is_dir())
    findings = check(folders or [folder]).findings
    return findings, Path(findings[0].file).read_text("utf-8") if findings else ""


@pytest.mark.parametrize("rule", EXAMPLES)
def test_a_broken_rule_is_found_at_its_place_in_swedish_words_and_leads_to_no_other_finding(
    rule: str,
) -> None:
    findings, text = found_in(rule)

    expected = EXPECTED.search(text)
    assert expected, f"the last line of {rule} does not say what is expected"
    line, column, message = expected.groups()
    said = [(each.rule, each.line, each.column, each.message.replace(f"{BROKEN}/", "")) for each in findings]
    assert said == [(rule, int(line), int(column), message)]


@pytest.mark.parametrize("rule", EXAMPLES)
def test_a_finding_can_be_said_in_english(rule: str) -> None:
    findings, _ = found_in(rule)

    assert all(each.said.en and each.said.en != each.said.sv for each in findings)
    assert all(each.say("en") == each.said.en for each in findings)


def test_every_rule_has_a_file_that_breaks_it() -> None:
    assert set(EXAMPLES) | set(SHOWN_ELSEWHERE) == set(RULES)
    for rule, test in SHOWN_ELSEWHERE.items():
        text = Path(test).read_text("utf-8")
        assert any(f'"{word}"' in text for word in (rule, rule.removeprefix("yaml-")))


@pytest.mark.parametrize("rule", [id for id, rule in RULES.items() if rule.said.sv])
def test_a_rule_s_sentences_take_the_same_parts_in_both_languages(rule: str) -> None:
    names = [set(re.findall(r"(?<!\{)\{(\w+)\}", sentence)) for sentence in RULES[rule].said]

    assert names[0] == names[1]


def test_rule_ids_are_lower_case_words_with_hyphens() -> None:
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)+|duration", rule) for rule in RULES)


def test_every_rule_that_conditions_and_values_name_is_known() -> None:
    sources = [*Path("engine").glob("*.py"), *Path("engine/language").glob("*.py")]
    named = {
        rule
        for path in sources
        for rule in re.findall(r'"((?:condition|fact)-[a-z-]+)"', path.read_text("utf-8"))
    }

    assert named
    assert named <= set(RULES)
