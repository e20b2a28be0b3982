"""`rutin check`: what is wrong in the routine files, and where."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from api.cli.parser import FOUND, OK, Parser
from engine.said import Said

if TYPE_CHECKING:
    from engine.check import Report

_EXAMPLES = Said(
    """Exempel:
  rutin check                          mappen routines/
  rutin check routines/stodpass.yaml   en fil
  rutin check --watch                  granska igen varje gång du sparar
  rutin check routines --format json   för andra program
  rutin check --format sarif > rutin.sarif
                                       för kodvärdar (SARIF 2.1.0)
  rutin check --format github          fel intill raderna, i GitHub Actions

Slutkoder: 0 inga fel, 1 något är fel, 2 granskningen gick inte att göra.""",
    """Examples:
  rutin check                          the folder routines/
  rutin check routines/stodpass.yaml   one file
  rutin check --watch                  check again whenever you save
  rutin check routines --format json   for other programs
  rutin check --format sarif > rutin.sarif
                                       for code hosts (SARIF 2.1.0)
  rutin check --format github          errors beside the lines, in GitHub Actions

Exit codes: 0 no errors, 1 something is wrong, 2 the check could not be made.""",
)


def arguments(parser: Parser) -> None:
    """What `rutin check` takes."""
    parser.epilog = _EXAMPLES.say(parser.speaks)
    parser.add_paths()
    parser.add_format(
        sarif=Said("för kodvärdar och editorer", "for code hosts and editors"),
        github=Said("för GitHub Actions", "for GitHub Actions"),
    )
    parser.add_argument(
        "--watch",
        action="store_true",
        help=Said(
            "granska igen varje gång en fil sparas, tills Ctrl-C",
            "check again whenever a file is saved, until Ctrl-C",
        ),
    )
    parser.add_argument(
        "--strict",
        action="store_true",
        help=Said("låt även varningar ge slutkod 1", "let warnings too give exit code 1"),
    )
    parser.add_language()


def run(options: argparse.Namespace) -> int:
    """Check and print, once or as often as a file changes. 0: no errors, 1: findings."""
    paths = _paths(options)
    if not options.watch:
        return _check(options, paths)
    from api.cli.watching import watch
    from engine.errors.store import SettingsWrong

    if options.format != "text":
        raise SettingsWrong(
            Said(
                "--watch skriver för människor och går inte ihop med --format.",
                "--watch writes for people and does not go with --format.",
            ),
        )
    return watch(lambda: _check(options, paths), paths, options.language)


def _check(options: argparse.Namespace, paths: Sequence[Path]) -> int:
    from api.cli.sound import checked

    report = checked(paths, options.said_in)
    print(_told(report, options), flush=True)
    counted = [each for each in report.findings if options.strict or each.severity == "error"]
    return FOUND if counted else OK


def _told(report: Report, options: argparse.Namespace) -> str:
    said_in, language = options.said_in, options.language
    if options.format == "json":
        findings = [each.as_json(said_in) for each in report.findings]
        return json.dumps(findings, ensure_ascii=False, indent=2)
    if options.format == "text":
        from api.cli.findings import text

        return text.told(report, said_in, language)
    from api.cli.findings.places import root_of

    root = root_of(Path.cwd())
    if options.format == "github":
        from api.cli.findings import github

        return github.told(report, said_in, language, root)
    from importlib.metadata import version

    from api.cli.findings import sarif

    return sarif.told(report, said_in, language, root, version("rutin"))


def _paths(options: argparse.Namespace) -> list[Path]:
    if options.paths:
        return list(options.paths)
    from api.settings import Settings

    return [Settings.load().routines]
