"""The reference pages say what the code does: every key, kind, unit, function and rule, and every example compiles."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from engine.language.compile import compile_text
from engine.language.expression.expressions import compile_condition, compile_expression
from engine.language.expression.operands import FUNCTIONS
from engine.language.file.document import KIND_KEYS, PARTS
from engine.language.file.parts import Part
from engine.language.file.settings import read_settings
from engine.language.rules.all import RULES
from engine.language.rules.findings import Findings
from engine.model.facts import FactType
from engine.values.durations import UNITS
from tests.engine.language.rules.test_all import BROKEN, EXAMPLES, found_in
from tests.engine.samples import FACTS

PAGES = {"sv": Path("docs/spraket.md"), "en": Path("docs/language.md")}
SEVERITY = {"sv": {"error": "fel", "warning": "varning"}, "en": {"error": "error", "warning": "warning"}}
FRAME = {
    "routine": "routine: prov",
    "version": "version: 1",
    "title": "title: Prov",
    "roles": "roles: {medarbetare: Medarbetare, chef: {title: Chef, manager: yes}}",
}


def text_of(language: str) -> str:
    return PAGES[language].read_text("utf-8")


def examples(language: str) -> list[str]:
    return re.findall(r"^```yaml\n(.*?)^```", text_of(language), re.MULTILINE | re.DOTALL)


def tables(language: str) -> list[list[tuple[str, ...]]]:
    """All tables, as rows of cells without the head."""
    found = re.findall(r"(?:^\|.*\n)+", text_of(language), re.MULTILINE)
    cells = [
        [tuple(cell.strip() for cell in row[1:-1].split(" | ")) for row in each.strip().split("\n")]
        for each in found
    ]
    return [each[2:] for each in cells]


def names(rows: list[tuple[str, ...]]) -> list[str]:
    return [row[0].strip("` |") for row in rows]


def key_table(language: str, part: type[Part]) -> list[tuple[str, ...]]:
    found = [each for each in tables(language) if names(each) == list(part.all_keys())]
    assert found, f"{PAGES[language]} has no table with exactly the keys of {part.__name__}"
    return found[0]


LANGUAGES = pytest.mark.parametrize("language", PAGES)


@LANGUAGES
@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_every_group_has_a_table_of_its_keys(language: str, part: type[Part]) -> None:
    assert all(len(row) == 4 and all(row) for row in key_table(language, part))


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_the_swedish_page_says_of_a_key_what_editors_say(part: type[Part]) -> None:
    said = [row[3] for row in key_table("sv", part)]

    assert said == [field.description for name, field in part.model_fields.items() if name != "places"]


@LANGUAGES
@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_keys_that_must_be_there_are_marked(language: str, part: type[Part]) -> None:
    must = {"sv": "måste finnas", "en": "must be there"}[language]

    assert {
        name for name, row in zip(part.all_keys(), key_table(language, part), strict=True) if row[2] == must
    } == set(part.needs)


@LANGUAGES
def test_every_rule_is_in_the_page_with_its_severity_and_nothing_else_is(language: str) -> None:
    rows = {
        names([row])[0]: row
        for each in tables(language)
        for row in each
        if len(row) == 3 and row[1] in SEVERITY[language].values()
    }

    assert {rule: row[1] for rule, row in rows.items()} == {
        rule: SEVERITY[language][RULES[rule].severity] for rule in RULES
    }


@LANGUAGES
@pytest.mark.parametrize("rule", [rule for rule in EXAMPLES if not rule.startswith("yaml-")])
def test_a_rule_s_example_is_the_message_that_is_given(language: str, rule: str) -> None:
    findings, _ = found_in(rule)

    message = findings[0].say(language).replace(f"{BROKEN}/", "").replace("|", "&#124;")
    assert f"| `{rule}` | {SEVERITY[language][findings[0].severity]} | {message} |" in text_of(language)


@LANGUAGES
def test_every_kind_of_state_is_in_the_page_with_its_own_keys(language: str) -> None:
    kinds = next(each for each in tables(language) if each[0][0] == "–")
    rows = {row[0].strip("`"): row for row in kinds}
    assert set(rows) == {"–", *KIND_KEYS} - {"step"}
    for kind, keys in KIND_KEYS.items():
        own = set(re.findall(r"`(\w+)`", rows["–" if kind == "step" else kind][3]))
        assert own == set(keys) - {kind}


@LANGUAGES
def test_every_function_and_every_type_of_fact_is_in_the_page(language: str) -> None:
    types: tuple[str, ...] = FactType.__args__  # type: ignore[attr-defined]

    assert all(f"`{function}(" in text_of(language) for function in FUNCTIONS)
    assert list(types) in [names(each) for each in tables(language)]


@LANGUAGES
def test_every_condition_and_expression_of_the_page_compiles(language: str) -> None:
    rows = next(each for each in tables(language) if each[0][0] == "`orsak == sjukhus`")
    texts = [text for row in rows for text in re.findall(r"`([^`]+)`", row[0])]

    assert len(texts) == len(rows) + 1
    for text in texts:
        condition = compile_condition(text, FACTS, checklist=True)
        expression = compile_expression(text, FACTS, wanted=None)
        assert not isinstance(condition, tuple) or not isinstance(expression, tuple), text


@LANGUAGES
def test_every_unit_of_time_is_in_the_page(language: str) -> None:
    units: dict[str, list[str]] = {}
    for word, unit in UNITS.items():
        units.setdefault(unit, []).append(word)
    rows = {names([row])[0]: row[1] for each in tables(language) for row in each if names([row])[0] in units}

    assert {unit: {unit, *re.findall(r"`(\w+)`", row)} for unit, row in rows.items()} == {
        unit: {unit, *words} for unit, words in units.items()
    }


@LANGUAGES
def test_every_example_compiles(language: str) -> None:
    assert len(examples(language)) > 8
    for example in examples(language):
        if example.startswith("settings:"):
            findings = Findings("settings.yaml")
            read_settings(example, findings)
            assert findings.all() == ()
            continue
        given = set(re.findall(r"^(\w+):", example, re.MULTILINE))
        frame = [line for key, line in FRAME.items() if key not in given]
        name = re.search(r"^routine: (\w+)", example, re.MULTILINE)
        result = compile_text("\n".join([*frame, example]), f"{name[1] if name else 'prov'}.yaml")
        assert [finding.message for finding in result.findings] == [], example


def test_the_two_pages_have_the_same_examples() -> None:
    swedish, english = ([re.sub(r"\s+", " ", each) for each in examples(language)] for language in PAGES)

    assert swedish == english
