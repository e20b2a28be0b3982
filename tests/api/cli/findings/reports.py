"""Reports of findings made up for tests, and of real files."""

from __future__ import annotations

from pathlib import Path

from engine.check import Report
from engine.language.rules.findings import Finding
from engine.said import Said


def finding(**changed: object) -> Finding:
    """An error in a file of the current folder, with whatever else is to be so."""
    made: dict[str, object] = {
        "rule": "unknown-state",
        "severity": "error",
        "file": "routines/prov.yaml",
        "line": 3,
        "column": 5,
        "said": Said("Tillståndet ”slutt” finns inte.", "There is no state “slutt”."),
    }
    return Finding(**(made | changed))  # type: ignore[arg-type]


def report(*findings: Finding) -> Report:
    """A report of one file."""
    return Report(findings=findings, routines=(), playable={}, settings={}, files=("routines/prov.yaml",))


def written(folder: Path, name: str, text: str) -> str:
    """The file's name, after it has been written."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return str(path)
