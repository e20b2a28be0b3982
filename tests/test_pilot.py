"""What managers are told before they begin holds: which tables there are, which routines, and what nobody has decided yet."""

from __future__ import annotations

import re
from pathlib import Path

from engine.check import check
from engine.store import tables

ROOT = Path(__file__).parents[1]
PROTECTION = (ROOT / "docs" / "data-protection.md").read_text("utf-8")
PILOT = (ROOT / "docs" / "pilot.md").read_text("utf-8")


def named(text: str) -> set[str]:
    """What stands between backticks in the first cell of a table's rows."""
    cells = re.findall(r"^\| (`[^|]*)\|", text, re.MULTILINE)
    return {name for cell in cells for name in re.findall(r"`([a-z_]+)`", cell)}


def test_every_table_stands_in_what_is_kept_with_how_long() -> None:
    kept = PROTECTION.partition("## Vad som sparas")[2].partition("## ")[0]
    assert named(kept) == set(tables.metadata.tables)


def test_what_has_to_be_decided_is_what_nobody_has_decided() -> None:
    report = check([ROOT / "routines"])
    undecided = {name for name, setting in report.settings.items() if not setting.value}
    first = PILOT.partition("## Vad som måste bestämmas först")[2].partition("## ")[0]
    assert named(first) == undecided


def test_the_routines_to_begin_with_are_there() -> None:
    first = PILOT.partition("## Vilka rutiner först")[2].partition("## ")[0]
    assert named(first) <= {path.stem for path in (ROOT / "routines").glob("*.yaml")}
