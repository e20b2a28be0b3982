from __future__ import annotations

from engine.language.rules.findings import MOST, Findings, Position
from engine.problems import Problem
from engine.said import UNSAID, Said


def test_a_finding_is_told_once_however_often_it_is_found() -> None:
    findings = Findings("a.yaml")
    for _ in range(3):
        findings.add("empty-value", Position(2, 3), key="note")

    assert len(findings.all()) == 1


def test_a_problem_s_place_counts_from_the_text_it_is_about() -> None:
    findings = Findings("a.yaml")
    findings.add_problem(Problem("duration", Said("sv", "en"), line=1, column=4), Position(7, 10))
    findings.add_problem(Problem("duration", Said("sv", "en"), line=2, column=4), Position(7, 10))

    assert [(each.line, each.column) for each in findings.all()] == [(7, 13), (8, 4)]


def test_a_finding_for_programs_has_rule_severity_place_and_message() -> None:
    findings = Findings("a.yaml", "en")
    findings.add("empty-value", Position(2, 3), key="note")
    (finding,) = findings.all()

    assert finding.as_json() == {
        "rule": "empty-value",
        "severity": "error",
        "file": "a.yaml",
        "line": 2,
        "column": 3,
        "message": "“note” is empty. Write something after the colon or remove the line.",
    }
    assert finding.as_json("sv")["message"].startswith("”note” är tom")


def test_of_very_many_findings_the_first_are_told_and_how_many_there_are_besides() -> None:
    findings = Findings("a.yaml")
    for line in range(1, MOST + 13):
        findings.add("empty-value", Position(line, 3), key="note")
    findings.add("wait-unbounded", Position(7, 1), state="vanta")

    told = findings.all()

    assert [each.rule for each in told].count("empty-value") == MOST
    assert (told[-1].rule, told[-1].severity) == ("more-findings", "warning")
    assert told[-1].say("sv").startswith("… och 12 till")
    assert findings.errors == MOST + 12
    assert any(each.rule == "wait-unbounded" for each in told)


def test_nothing_is_found_out_about_what_is_only_counted() -> None:
    findings = Findings("a.yaml")
    assert findings.near("rign", ["ring"]) == "ring"

    for line in range(1, MOST + 1):
        findings.add("empty-value", Position(line, 3), key="note")

    assert findings.near("rign", ["ring"]) is None
    assert findings.hint("rign", ["ring"]) == UNSAID


def test_errors_are_counted_apart_from_warnings() -> None:
    findings = Findings("a.yaml")
    findings.add("empty-value", Position(2, 3), key="note")
    findings.add("wait-unbounded", Position(1, 1), state="vanta")

    assert findings.errors == 1
    assert findings.any_of("wait-unbounded")
    assert not findings.any_of("unknown-key")


def test_a_name_that_is_not_there_is_one_finding_however_often_it_stands() -> None:
    findings = Findings("prov.yaml")
    for line in (3, 5, 5, 8, 9, 10, 11, 12):
        findings.add("unknown-role", Position(line, 1), name="chef", hint="", known="inga")
    findings.add("unknown-role", Position(4, 1), name="chefen", hint="", known="inga")

    told = findings.all()

    assert [each.line for each in told] == [3, 4]
    assert told[0].say("sv").endswith("Roller: inga. Så är det också på rad 5, 8, 9, 10, 11 och 1 till.")
    assert told[0].say("en").endswith("So it is in line 5, 8, 9, 10, 11 and 1 more too.")
    assert "också" not in told[1].say("sv")
