"""The SARIF log: held to what the published schema says of the parts that are used, and to what their readers need."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from api.cli.findings.sarif import log, told
from engine.check import check
from engine.language.rules.all import RULES
from tests.api.cli.findings.reports import finding, report, written

BROKEN = Path("tests/engine/language/rules/broken")
FILES = sorted(path for path in BROKEN.iterdir() if path.name != "routine-duplicate")


def some(of: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": of}


def only(required: list[str], **properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": required, "properties": properties, "additionalProperties": False}


WORDS = {"type": "string", "minLength": 1}
NUMBER = {"type": "integer", "minimum": 1}
MESSAGE = only(["text"], text=WORDS)
ARTIFACT = only(["uri"], uri={"type": "string", "pattern": r"^[^ \\]+$"}, uriBaseId=WORDS)
REGION = only(["startLine"], startLine=NUMBER, startColumn=NUMBER, snippet=only([], text={"type": "string"}))
PLACE = only(["artifactLocation"], artifactLocation=ARTIFACT, region=REGION)
LOCATION = only([], id={"type": "integer", "minimum": -1}, physicalLocation=PLACE, message=MESSAGE)
LEVEL = {"enum": ["none", "note", "warning", "error"]}
RULE = only(
    ["id"], id=WORDS, shortDescription=MESSAGE, help=MESSAGE, defaultConfiguration=only([], level=LEVEL)
)
LANGUAGE = {"type": "string", "pattern": "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$"}
FLOW = only(
    ["locations"],
    locations=some(only([], location=LOCATION, executionOrder={"type": "integer", "minimum": -1})),
)
RESULT = only(
    ["message"],
    ruleId=WORDS,
    ruleIndex={"type": "integer", "minimum": -1},
    level=LEVEL,
    message=MESSAGE,
    locations=some(LOCATION),
    relatedLocations=some(LOCATION),
    codeFlows=some(only(["threadFlows"], threadFlows=some(FLOW))),
)
COMPONENT = only(
    ["name"],
    name=WORDS,
    version=WORDS,
    language=LANGUAGE,
    rules=some(RULE),
    associatedComponent=only([], name=WORDS),
)
PART_OF_SCHEMA = only(
    ["version", "runs"],
    **{"$schema": {"type": "string", "format": "uri"}},
    version={"const": "2.1.0"},
    runs=some(
        only(
            ["tool"],
            tool=only(["driver"], driver=COMPONENT),
            language=LANGUAGE,
            translations=some(COMPONENT),
            columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
            originalUriBaseIds={"type": "object", "additionalProperties": only([], description=MESSAGE)},
            results=some(RESULT),
        )
    ),
)
"""What SARIF 2.1.0 says of the objects that are written: which properties there are, which must be there, what they may hold."""


def result(made: dict[str, Any], number: int = 0) -> dict[str, Any]:
    one: dict[str, Any] = made["runs"][0]["results"][number]
    return one


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_log_of_any_finding_is_valid(path: Path) -> None:
    found = check([path])
    ways = tuple(replace(each, path=("Ring chefen", "Slut")) for each in found.findings)

    for each in (found, replace(found, findings=ways)):
        made = log(each, None, "sv", Path.cwd(), "1.0")
        assert [error.message for error in Draft202012Validator(PART_OF_SCHEMA).iter_errors(made)] == []
        assert len(made["runs"][0]["results"]) == len(each.findings)


def test_without_findings_there_is_a_run_without_results() -> None:
    made = log(report(), None, "sv", Path.cwd(), "1.0")

    assert made["runs"][0]["results"] == []


def test_a_result_names_its_rule_its_level_and_its_place_from_the_root(tmp_path: Path) -> None:
    file = written(tmp_path, "mina rutiner/prov.yaml", "routine: prov\nversion: 1\ntitel: Prov\n")

    made = log(report(finding(file=file)), None, "sv", tmp_path, "1.0")

    assert result(made) == {
        "ruleId": "unknown-state",
        "ruleIndex": 0,
        "level": "error",
        "message": {"text": "Tillståndet ”slutt” finns inte."},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "mina%20rutiner/prov.yaml", "uriBaseId": "%SRCROOT%"},
                    "region": {"startLine": 3, "startColumn": 5, "snippet": {"text": "titel: Prov"}},
                }
            }
        ],
    }


def test_a_file_outside_the_root_has_its_whole_address(tmp_path: Path) -> None:
    file = written(tmp_path, "prov.yaml", "routine: prov\n")

    place = result(log(report(finding(file=file)), None, "sv", tmp_path / "annan", "1.0"))["locations"][0]

    assert place["physicalLocation"]["artifactLocation"] == {"uri": Path(file).resolve().as_uri()}


def test_the_index_points_at_the_rule() -> None:
    findings = [finding(rule=rule) for rule in ("yaml-tab", "bad-id", "yaml-tab")]

    made = log(report(*findings), None, "sv", Path.cwd(), "1.0")["runs"][0]

    rules = made["tool"]["driver"]["rules"]
    assert [rules[each["ruleIndex"]]["id"] for each in made["results"]] == ["yaml-tab", "bad-id", "yaml-tab"]


def test_the_path_that_shows_a_finding_is_a_flow_with_the_lines_of_its_steps(tmp_path: Path) -> None:
    text = "states:\n  ring: {title: Ring chefen}\n  slut: {end: klart, title: Klart}\n"
    file = written(tmp_path, "prov.yaml", text)

    one = result(log(report(finding(file=file, path=("Ring chefen", "Klart"))), None, "sv", tmp_path, "1.0"))

    steps = [each["location"] for each in one["codeFlows"][0]["threadFlows"][0]["locations"]]
    assert [step["message"]["text"] for step in steps] == ["Ring chefen", "Klart"]
    assert [step["physicalLocation"]["region"]["startLine"] for step in steps] == [2, 3]
    assert one["relatedLocations"] == steps


def test_a_step_of_the_path_whose_line_is_not_certain_has_none(tmp_path: Path) -> None:
    file = written(tmp_path, "prov.yaml", "a: Ring\nb: Ring\n")

    one = result(log(report(finding(file=file, path=("Ring", "Annat"))), None, "sv", tmp_path, "1.0"))

    assert all("region" not in step["physicalLocation"] for step in one["relatedLocations"])


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_is_explained_in_both_languages(rule: str) -> None:
    run = log(report(finding(rule=rule)), None, "sv", Path.cwd(), "1.0")["runs"][0]

    (own,), (other,) = run["tool"]["driver"]["rules"], run["translations"][0]["rules"]
    assert (run["tool"]["driver"]["language"], run["translations"][0]["language"]) == ("sv", "en")
    assert own["shortDescription"] != other["shortDescription"]
    for told_of in (own, other):
        assert not re.search(r"\{\w", told_of["shortDescription"]["text"])
        assert told_of["shortDescription"]["text"] in told_of["help"]["text"]
    assert own["defaultConfiguration"] == {"level": RULES[rule].severity}


def test_in_english_the_translation_is_swedish() -> None:
    run = log(report(finding()), "en", "sv", Path.cwd(), "1.0")["runs"][0]

    assert (run["tool"]["driver"]["language"], run["translations"][0]["language"]) == ("en", "sv")
    assert run["results"][0]["message"]["text"] == "There is no state “slutt”."


def test_it_is_json() -> None:
    assert json.loads(told(report(finding()), None, "sv", Path.cwd(), "1.0"))["version"] == "2.1.0"
