"""The routines that a command makes something of: those of the given files, where none of them has an error."""

from __future__ import annotations

import argparse
import sys

from engine.check import Report, check


def sound(options: argparse.Namespace) -> Report | None:
    """What `check` says of `options.paths`; None where a file has an error, after the errors are printed."""
    report = check(options.paths, language=options.said_in)
    errors = [each for each in report.findings if each.severity == "error"]
    for finding in errors:
        print(
            f"{finding.file}:{finding.line}:{finding.column}: {finding.say(options.said_in)}", file=sys.stderr
        )
    return None if errors else report


def decided(report: Report) -> dict[str, str]:
    """The organisation's settings that have a value."""
    return {name: setting.value for name, setting in report.settings.items() if setting.value}
