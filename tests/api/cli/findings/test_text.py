"""Findings for people in a terminal."""

from __future__ import annotations

from dataclasses import replace

from api.cli.findings.text import MOST_UNSET, told
from engine.language.file.settings import Setting
from tests.api.cli.findings.reports import finding, report


def test_a_finding_has_its_place_and_its_sentence() -> None:
    assert "routines/prov.yaml:3:5: fel [unknown-state]" in told(report(finding()), None, "sv")
    assert "1 fil granskad: 1 fel, inga varningar." in told(report(finding()), None, "sv")


def test_a_file_in_english_is_summed_up_in_english() -> None:
    english = finding(language="en")

    assert "1 file checked: 1 error, no warnings." in told(report(english), None, "sv")
    assert "1 fil granskad" in told(report(english), "sv", "sv")
    assert "1 fil granskad" in told(report(english, finding()), None, "sv")


def test_settings_without_a_value_are_summed_up_where_they_are_many() -> None:
    unset = [
        finding(rule="setting-unset", severity="warning", file=f"routines/{file}.yaml", about="skap")
        for file in ("a", "b", "a", "c")
    ]
    made = replace(report(*unset), settings={"skap": Setting(id="skap", title="Skåpet", value=None)})

    assert len(unset) == MOST_UNSET + 1
    assert told(made, None, "sv").startswith(
        "varning [setting-unset]: 1 saknar värde i settings.yaml. Fyll i dem där:\n    skap (Skåpet): a, b, c\n"
    )
    assert "4 varningar" in told(made, None, "sv")


def test_a_few_are_told_where_they_stand() -> None:
    one = finding(rule="setting-unset", severity="warning", about="skap")

    assert "routines/prov.yaml:3:5: varning [setting-unset]" in told(report(one), None, "sv")
