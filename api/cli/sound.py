"""The routines that a command makes something of: those of the given files, where none of them has an error."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from api.settings import Settings
from engine.check import Report, check
from engine.language.rules.findings import Finding


def checked(paths: Sequence[Path], said_in: str | None) -> Report:
    """What `check` says of the paths, whose scenarios go by the organisation's clock."""
    return check(paths, language=said_in, zone=Settings.load().zone)


def sound(paths: Sequence[Path], said_in: str | None, *, tolerates: Collection[str] = ()) -> Report | None:
    """What `check` says of the paths; None where a file has an error, after the errors are printed.

    Errors by the rules that the command `tolerates` are left to it.
    """
    report = checked(paths, said_in)
    found = [each for each in report.findings if each.rule not in tolerates]
    return None if printed_errors(found, said_in) else report


def printed_errors(findings: Iterable[Finding], said_in: str | None) -> bool:
    """Print the errors among the findings, each on a line; whether there were any."""
    errors = [each for each in findings if each.severity == "error"]
    for error in errors:
        print(error.in_short(said_in), file=sys.stderr)
    return bool(errors)


def decided(report: Report) -> dict[str, str]:
    """The organisation's settings that have a value."""
    return {name: setting.value for name, setting in report.settings.items() if setting.value}
