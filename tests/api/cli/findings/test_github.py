"""Workflow commands: one line each, whatever the sentence holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.cli.findings.github import told
from engine.said import Said
from tests.api.cli.findings.reports import finding, report, written


def test_a_finding_is_a_command_with_its_place_from_the_root(tmp_path: Path) -> None:
    file = written(tmp_path, "routines/prov.yaml", "routine: prov\n")

    lines = told(report(finding(file=file)), None, "sv", tmp_path).splitlines()

    assert lines == [
        "::error file=routines/prov.yaml,line=3,col=5,title=rutin check%3A unknown-state::Tillståndet ”slutt” finns inte.",
        "1 fil granskad: 1 fel, inga varningar.",
    ]


def test_a_warning_is_a_warning_and_speaks_the_language_asked_for(tmp_path: Path) -> None:
    first = told(report(finding(severity="warning")), "en", "sv", tmp_path).splitlines()[0]

    assert first.startswith("::warning ")
    assert first.endswith("::There is no state “slutt”.")


@pytest.mark.parametrize(
    ("sentence", "escaped"),
    [
        ("100 % klart", "100 %25 klart"),
        ("rad ett\nrad två", "rad ett%0Arad två"),
        ("rad ett\r\nrad två", "rad ett%0D%0Arad två"),
        ("%0A", "%250A"),
        ("a: b, c::d", "a: b, c::d"),
    ],
)
def test_what_would_end_the_command_is_escaped(sentence: str, escaped: str, tmp_path: Path) -> None:
    first, *rest = told(report(finding(said=Said(sentence, sentence))), None, "sv", tmp_path).splitlines()

    assert first.endswith(f"unknown-state::{escaped}")
    assert len(rest) == 1


def test_a_file_s_name_is_escaped_more_strictly(tmp_path: Path) -> None:
    file = written(tmp_path, "a,b: 100%.yaml", "x")

    first = told(report(finding(file=file)), None, "sv", tmp_path).splitlines()[0]

    assert first.startswith("::error file=a%2Cb%3A 100%25.yaml,line=3,")


def test_the_path_that_shows_it_is_told_on_a_line_of_its_own(tmp_path: Path) -> None:
    first = told(report(finding(path=("Ring chefen", "Slut"))), None, "sv", tmp_path).splitlines()[0]

    assert first.endswith("finns inte.%0ARing chefen → Slut")


def test_a_file_outside_the_root_keeps_its_name(tmp_path: Path) -> None:
    first = told(report(finding(file="/annan/plats.yaml")), None, "sv", tmp_path).splitlines()[0]

    assert "file=/annan/plats.yaml," in first
