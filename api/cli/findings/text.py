"""Findings for people in a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from engine.said import Said

if TYPE_CHECKING:
    from engine.check import Report
    from engine.language.rules.findings import Finding

SEVERITY = {"error": Said("fel", "error"), "warning": Said("varning", "warning")}
UNSET = "setting-unset"
MOST_UNSET = 3
"""More findings of settings without a value than this are summed up."""
MOST_CHARACTERS = 262_144
"""More of a file is not read to show its lines."""


def told(report: Report, said_in: str | None, language: str) -> str:
    """Each finding as `file:line:column` (which editors and terminals make a link of), the line itself and the sentence."""
    lines: dict[str, list[str]] = {}
    shown: list[str] = []
    unset = [each for each in report.findings if each.rule == UNSET]
    summed_up = len(unset) > MOST_UNSET
    for finding in report.findings:
        if summed_up and finding.rule == UNSET:
            continue
        severity = SEVERITY[finding.severity].say(said_in or finding.language)
        shown.append(f"{finding.file}:{finding.line}:{finding.column}: {severity} [{finding.rule}]")
        excerpt = line_of(finding, lines)
        if excerpt.strip():
            lead = len(excerpt) - len(excerpt.lstrip())
            shown.append(f"    {excerpt.strip()[:100]}")
            if 0 <= finding.column - 1 - lead < 100:
                shown.append(f"    {' ' * (finding.column - 1 - lead)}^")
        shown.append(f"  {finding.say(said_in)}")
        if finding.path:
            shown.append(f"  {' → '.join(finding.path)}")
        shown.append("")
    spoken = said_in or _own_language(report) or language
    if summed_up:
        shown += [_unset(report, unset).say(spoken), ""]
    return "\n".join([*shown, summary(report).say(spoken)])


def _own_language(report: Report) -> str | None:
    """The language of all that was checked; None where there are several."""
    own = {each.language for each in report.findings} | {each.languages[0] for each in report.routines}
    return own.pop() if len(own) == 1 else None


def _unset(report: Report, findings: Sequence[Finding]) -> Said:
    """The settings without a value in a few lines, each with the files that need it; it is one thing to do, in one file."""
    files: dict[str, dict[str, None]] = {}
    for finding in findings:
        files.setdefault(finding.about, {})[Path(finding.file).stem] = None
    lines = "\n".join(
        f"    {name} ({report.settings[name].title}): {', '.join(of)}" for name, of in sorted(files.items())
    )
    return Said(
        "varning [{rule}]: {count} saknar värde i settings.yaml. Fyll i dem där:\n{lines}",
        "warning [{rule}]: {count} have no value in settings.yaml. Fill them in there:\n{lines}",
    ).fill(rule=UNSET, count=len(files), lines=lines)


def line_of(finding: Finding, lines: dict[str, list[str]]) -> str:
    """The line of the file that the finding is about; `lines` remembers the files that were read."""
    if finding.file not in lines:
        file = Path(finding.file)
        try:
            text = file.read_text(encoding="utf-8", errors="replace") if file.is_file() else ""
        except OSError:
            text = ""
        lines[finding.file] = text[:MOST_CHARACTERS].splitlines()
    of_file = lines[finding.file]
    line = of_file[finding.line - 1] if finding.line <= len(of_file) else ""
    return "".join(each if each.isprintable() else " " for each in line)


def summary(report: Report) -> Said:
    """How many files were checked, and what was found."""
    errors = sum(each.severity == "error" for each in report.findings)
    warnings = len(report.findings) - errors
    files = len(report.files)
    return Said(
        f"{_count(files, 'fil granskad', 'filer granskade')}: "
        f"{errors or 'inga'} fel, {_count(warnings, 'varning', 'varningar') if warnings else 'inga varningar'}.",
        f"{_count(files, 'file checked', 'files checked')}: "
        f"{_count(errors, 'error', 'errors') if errors else 'no errors'}, "
        f"{_count(warnings, 'warning', 'warnings') if warnings else 'no warnings'}.",
    )


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
