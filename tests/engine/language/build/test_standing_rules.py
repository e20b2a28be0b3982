"""What may be written under `always` and `never`, and what is said of what may not."""

from __future__ import annotations

import pytest

from tests.engine.language.files import HEAD, compiled, routine_of

STATES = """
states:
  ga_in: {title: Gå in, role: medarbetare, section: Hemma}
  slut: {end: klart, section: Efteråt}
"""


@pytest.mark.parametrize(
    "written",
    [
        "never: Gå aldrig in ensam.",
        "never: [Gå aldrig in ensam.]",
        "never: {rule: Gå aldrig in ensam.}",
        "never: {sv: Gå aldrig in ensam.}",
        "never:\n  - rule: {sv: Gå aldrig in ensam.}",
    ],
)
def test_a_rule_may_be_written_short_or_whole(written: str) -> None:
    (rule,) = routine_of(f"{HEAD}{written}{STATES}").rules

    assert (rule.kind, rule.text.say("sv"), rule.section) == ("never", "Gå aldrig in ensam.", None)


def test_a_comma_of_a_rule_in_a_list_is_kept_in_quotes() -> None:
    rules = routine_of(f'{HEAD}always: ["Ring, vänta och knacka.", Bär legitimation.]{STATES}').rules

    assert [rule.text.say("sv") for rule in rules] == ["Ring, vänta och knacka.", "Bär legitimation."]


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        ("never: {section: Hemma}", "missing-key"),
        ("never:", "empty-value"),
        ("never: []", "empty-value"),
        ("never: [Gå aldrig in., '']", "empty-value"),
        ("never: {rule: Gå aldrig in., section: Efteråt}", "unknown-section"),
        ("never: {rule: Gå aldrig in., avsnitt: Hemma}", "unknown-key"),
        ("never: Gå aldrig in till {namn}.", "unknown-name-in-text"),
        ("never: {sv: Gå aldrig in., en: Never go in.}", "text-unknown-language"),
        ("rules: [Gå aldrig in.]", "unknown-key"),
        ("alltid: Bär legitimation.", "unknown-key"),
    ],
)
def test_each_mistake_in_a_rule_has_one_finding(written: str, rule: str) -> None:
    assert [each.rule for each in compiled(f"{HEAD}{written}{STATES}").findings] == [rule]


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        ("definitions: {word: Larm}", "missing-key"),
        ("laws: {url: https://example.org}", "missing-key"),
        ("laws: [{law: Arkivlagen, url: example}]", "wrong-value"),
        ("laws: [Socialtjänstlagen (2001:453)]", "repealed-act"),
        ("valid_from: snart", "wrong-value"),
    ],
)
def test_each_mistake_in_the_head_has_one_finding(written: str, rule: str) -> None:
    assert [each.rule for each in compiled(f"{HEAD}document:\n  {written}{STATES}").findings] == [rule]
