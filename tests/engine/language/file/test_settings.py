from __future__ import annotations

import pytest

from engine.language.file.settings import Setting, read_settings
from engine.language.rules.findings import Findings


def read(text: str) -> tuple[dict[str, Setting], list[str]]:
    findings = Findings("settings.yaml")
    settings = read_settings(text, findings)
    return settings, [finding.rule for finding in findings.all()]


def test_a_setting_has_a_title_and_a_value_or_none_yet() -> None:
    settings, rules = read(
        "settings:\n  skap: {title: Skåp, value: 'Plan 2'}\n  nummer:\n    title: Nummer\n    value:\n"
    )

    assert rules == []
    assert settings["skap"] == Setting(id="skap", title="Skåp", value="Plan 2")
    assert settings["nummer"].value is None


def test_a_value_alone_is_enough() -> None:
    assert read("settings: {skap: Plan 2}")[0]["skap"] == Setting(id="skap", title="skap", value="Plan 2")


def test_how_long_cases_are_kept_is_a_setting_with_a_value_of_its_own_kind() -> None:
    assert read("settings: {retain: 2 år efter avslut}")[0]["retain"].value == "2 år efter avslut"
    assert read("settings: {retain: {title: Hur länge ärenden sparas, value: }}") == (
        {"retain": Setting(id="retain", title="Hur länge ärenden sparas", value=None)},
        [],
    )


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("settings: [skap]", "wrong-type"),
        ("setings: {skap: x}", "unknown-key"),
        ("settings: {skap: {titel: x}}", "unknown-key"),
        ("settings: {skap: {value: [x]}}", "setting-value"),
        ("settings: {retain: snart}", "retain-time"),
        ("settings: {retain: {value: 0 dagar}}", "retain-time"),
        ("settings: {Skåp: x}", "bad-id"),
        ("settings:\n  skap:x\n", "yaml-space"),
    ],
)
def test_what_can_t_be_read_is_told(text: str, rule: str) -> None:
    assert rule in read(text)[1]
