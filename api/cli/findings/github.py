"""Findings as GitHub's workflow commands, which the host shows beside the lines of a change.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from api.cli.findings.places import within
from api.cli.findings.text import summary

if TYPE_CHECKING:
    from engine.check import Report
    from engine.language.rules.findings import Finding

_IN_MESSAGES = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTIES = {**_IN_MESSAGES, **str.maketrans({":": "%3A", ",": "%2C"})}


def told(report: Report, said_in: str | None, language: str, root: Path) -> str:
    """One command a finding, and the summary for those who read the log."""
    commands = [_command(finding, said_in, root) for finding in report.findings]
    return "\n".join([*commands, summary(report).say(said_in or language)])


def _command(finding: Finding, said_in: str | None, root: Path) -> str:
    properties = {
        "file": within(finding.file, root) or finding.file,
        "line": str(finding.line),
        "col": str(finding.column),
        "title": f"rutin check: {finding.rule}",
    }
    said = ",".join(f"{name}={value.translate(_IN_PROPERTIES)}" for name, value in properties.items())
    way = f"\n{' → '.join(finding.path)}" if finding.path else ""
    return f"::{finding.severity} {said}::{(finding.say(said_in) + way).translate(_IN_MESSAGES)}"
