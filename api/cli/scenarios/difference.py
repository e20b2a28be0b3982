"""A scenario as it stands in its file beside how it would play, as a unified diff of those lines."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.model.routine import Routine
    from engine.model.scenario import Scenario, ScenarioLine


def difference(file: str, routine: Routine, told: Scenario, repaired: Scenario, title: str) -> list[str]:
    """The lines of the diff; `title` names the proposal. The file's own lines are shown as they are written there."""
    lines = Path(file).read_text(encoding="utf-8", errors="replace").splitlines()
    shared = Counter(line.written.line for line in told.play)
    own = {
        id(line): _from_file(lines, line) if shared[line.written.line] == 1 else None for line in told.play
    }
    old, new = ([*_lines(routine, each, own)] for each in (told, repaired))
    diff = difflib.unified_diff(old, new, f"{file}:{told.written.line}", title, n=1, lineterm="")
    return [each for each in diff if not each.startswith("@@")]


def _lines(routine: Routine, scenario: Scenario, own: dict[int, str | None]) -> list[str]:
    from engine.scenarios.yaml_text import line_text

    lines = [own.get(id(line)) or f"      - {line_text(routine, line)}" for line in scenario.play]
    return [*lines, f"    ends: {scenario.ends}"] if scenario.ends else lines


def _from_file(lines: Sequence[str], line: ScenarioLine) -> str | None:
    """The line where it is one of its own in the file, None where it is written in another way."""
    text = lines[line.written.line - 1] if 0 < line.written.line <= len(lines) else ""
    if "play:" in text:
        return None
    return text if text.lstrip().startswith("- {") and text.rstrip().endswith("}") else None
