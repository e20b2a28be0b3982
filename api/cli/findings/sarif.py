"""Findings as SARIF 2.1.0, the format in which code hosts and editors take the results of checks.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from api.cli.findings.places import within
from api.cli.findings.text import line_of
from engine.said import OTHER, Said

if TYPE_CHECKING:
    from engine.check import Report
    from engine.language.rules.findings import Finding

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "%SRCROOT%"

_WORDED_WHEN_FOUND = {
    "condition": Said(
        "Ett villkor eller ett uttryck går inte att använda så som det är skrivet.",
        "A condition or an expression can't be used as it is written.",
    ),
    "duration": Said(
        "En tid går inte att använda så som den är skriven.",
        "A duration can't be used as it is written.",
    ),
    "fact": Said(
        "Ett värde passar inte uppgiften som det är till för.",
        "A value does not fit the fact that it is for.",
    ),
    "retain": Said(
        "Hur länge ärenden sparas går inte att använda så som det är skrivet.",
        "How long cases are kept can't be used as it is written.",
    ),
    "scenario": Said("Ett scenario går inte att spela.", "A scenario can't be played."),
    "yaml": Said(
        "Filen går inte att läsa som YAML på det här stället.",
        "The file can't be read as YAML in this place.",
    ),
}
"""Rules whose sentence is only made when they are broken, by the first word of their id."""
_OTHERWISE = Said(
    "Rutinen bryter mot en regel i rutinspråket.",
    "The routine breaks a rule of the routine language.",
)


class _Open(dict[str, str]):
    """What a rule's sentence holds where nothing has broken it: «…», and no hint at what was meant."""

    def __missing__(self, name: str) -> str:
        return "" if name == "hint" else "…"


def told(report: Report, said_in: str | None, language: str, root: Path, version: str) -> str:
    """The whole log as JSON text. Files within `root` are named from there, so that the log holds on any machine."""
    return json.dumps(log(report, said_in, language, root, version), ensure_ascii=False, indent=2)


def log(report: Report, said_in: str | None, language: str, root: Path, version: str) -> dict[str, Any]:
    """The log: one run, with the rules that were broken in both languages."""
    rules = sorted({finding.rule for finding in report.findings})
    spoken = said_in or language
    other = OTHER.say(spoken)
    driver = {
        "name": "rutin check",
        "version": version,
        "language": spoken,
        "rules": [_rule(rule, spoken) for rule in rules],
    }
    translation = {
        "name": "rutin check",
        "language": other,
        "associatedComponent": {"name": "rutin check"},
        "rules": [_rule(rule, other) for rule in rules],
    }
    lines: dict[str, list[str]] = {}
    run = {
        "tool": {"driver": driver},
        "language": spoken,
        "translations": [translation],
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"description": {"text": "The root of the sources."}}},
        "results": [_result(finding, rules, said_in, root, lines) for finding in report.findings],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(rule: str, language: str) -> dict[str, Any]:
    from engine.language.rules.all import RULES

    sentence = RULES[rule].said.say(language).format_map(_Open()).replace("….", "…")
    about = sentence or _WORDED_WHEN_FOUND.get(rule.partition("-")[0], _OTHERWISE).say(language)
    where = Said(
        f"Regeln {rule} står under Regler i docs/spraket.md, med ett exempel.",
        f"The rule {rule} is under Rules in docs/language.md, with an example.",
    ).say(language)
    return {
        "id": rule,
        "shortDescription": {"text": about},
        "help": {"text": f"{about}\n{where}"},
        "defaultConfiguration": {"level": RULES[rule].severity},
    }


def _result(
    finding: Finding, rules: Sequence[str], said_in: str | None, root: Path, lines: dict[str, list[str]]
) -> dict[str, Any]:
    snippet = line_of(finding, lines)
    region: dict[str, Any] = {"startLine": finding.line, "startColumn": finding.column}
    artifact = _artifact(finding.file, root)
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": rules.index(finding.rule),
        "level": finding.severity,
        "message": {"text": finding.say(said_in)},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": artifact,
                    "region": region | ({"snippet": {"text": snippet}} if snippet else {}),
                }
            }
        ],
    }
    if finding.path:
        steps = [
            _step(number, title, artifact, lines[finding.file])
            for number, title in enumerate(finding.path, 1)
        ]
        flow = [{"location": step, "executionOrder": number} for number, step in enumerate(steps, 1)]
        result["relatedLocations"] = steps
        result["codeFlows"] = [{"threadFlows": [{"locations": flow}]}]
    return result


def _artifact(file: str, root: Path) -> dict[str, Any]:
    inside = within(file, root)
    if inside is None:
        return {"uri": Path(file).resolve().as_uri()}
    return {"uri": _as_uri(inside), "uriBaseId": ROOT}


def _as_uri(path: str) -> str:
    from urllib.parse import quote

    return quote(path)


def _step(number: int, title: str, artifact: dict[str, Any], lines: Sequence[str]) -> dict[str, Any]:
    """One step of the path that shows the finding: its title, in its line where just one line has it."""
    with_title = [at for at, line in enumerate(lines, 1) if title in line]
    region = {"region": {"startLine": with_title[0]}} if len(with_title) == 1 else {}
    return {
        "id": number,
        "message": {"text": title},
        "physicalLocation": {"artifactLocation": artifact, **region},
    }
