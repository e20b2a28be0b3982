"""`rutin check`: what is wrong in the routine files, and where."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from api.commands.parser import FOUND, OK, Parser, Words

if TYPE_CHECKING:
    from engine.check import Report
    from engine.language.findings import Finding

_EXAMPLES = Words(
    """Exempel:
  rutin check                          mappen routines/
  rutin check routines/stodpass.yaml   en fil
  rutin check routines --format json   för andra program

Slutkoder: 0 inga fel, 1 något är fel, 2 granskningen gick inte att göra.""",
    """Examples:
  rutin check                          the folder routines/
  rutin check routines/stodpass.yaml   one file
  rutin check routines --format json   for other programs

Exit codes: 0 no errors, 1 something is wrong, 2 the check could not be made.""",
)
_SEVERITY = {"error": Words("fel", "error"), "warning": Words("varning", "warning")}


def arguments(parser: Parser) -> None:
    """What `rutin check` takes."""
    parser.epilog = _EXAMPLES.say(parser.speaks)
    parser.add_paths()
    parser.add_format()
    parser.add_argument(
        "--strict",
        action="store_true",
        help=parser.say("låt även varningar ge slutkod 1", "let warnings too give exit code 1"),
    )
    parser.add_language()


def run(options: argparse.Namespace) -> int:
    """Check and print. 0: no errors, 1: findings."""
    from engine.check import check

    report = check(_paths(options), language=options.said_in)
    if options.format == "json":
        print(
            json.dumps(
                [each.as_json(options.said_in) for each in report.findings], ensure_ascii=False, indent=2
            )
        )
    else:
        _print(report, options.said_in, options.language)
    counted = [each for each in report.findings if options.strict or each.severity == "error"]
    return FOUND if counted else OK


def _paths(options: argparse.Namespace) -> list[Path]:
    if options.paths:
        return list(options.paths)
    from api.settings import Settings

    return [Settings.load().routines]


def _print(report: Report, said_in: str | None, language: str) -> None:
    """Each finding as `file:line:column` (which editors and terminals make a link of), the line itself and the sentence."""
    lines: dict[str, list[str]] = {}
    for finding in report.findings:
        severity = _SEVERITY[finding.severity].say(said_in or finding.language)
        print(f"{finding.file}:{finding.line}:{finding.column}: {severity} [{finding.rule}]")
        excerpt = _line(finding, lines)
        if excerpt.strip():
            lead = len(excerpt) - len(excerpt.lstrip())
            print(f"    {excerpt.strip()[:100]}")
            if 0 <= finding.column - 1 - lead < 100:
                print(f"    {' ' * (finding.column - 1 - lead)}^")
        print(f"  {finding.say(said_in)}")
        if finding.path:
            print(f"  {' → '.join(finding.path)}")
        print()
    print(_summary(report).say(said_in or language))


def _line(finding: Finding, lines: dict[str, list[str]]) -> str:
    if finding.file not in lines:
        file = Path(finding.file)
        try:
            text = file.read_text(encoding="utf-8", errors="replace") if file.is_file() else ""
        except OSError:
            text = ""
        lines[finding.file] = text[:262_144].splitlines()
    of_file = lines[finding.file]
    line = of_file[finding.line - 1] if finding.line <= len(of_file) else ""
    return "".join(each if each.isprintable() else " " for each in line)


def _summary(report: Report) -> Words:
    errors = sum(each.severity == "error" for each in report.findings)
    warnings = len(report.findings) - errors
    files = len(report.files)
    return Words(
        f"{_count(files, 'fil granskad', 'filer granskade')}: "
        f"{errors or 'inga'} fel, {_count(warnings, 'varning', 'varningar') if warnings else 'inga varningar'}.",
        f"{_count(files, 'file checked', 'files checked')}: "
        f"{_count(errors, 'error', 'errors') if errors else 'no errors'}, "
        f"{_count(warnings, 'warning', 'warnings') if warnings else 'no warnings'}.",
    )


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
