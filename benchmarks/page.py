"""The page that `make bench` writes: what it was measured on, and a table for each section, with how busy the machine was."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.sections import Cells, Section

PAGE = Path(__file__).parents[1] / "docs" / "benchmarks.md"

_HEAD = """\
# Benchmarks

Written by `make bench`, and by nothing else: what was measured in one run on one machine, each table with how busy the machine was
then. What matters are the ratios, each against something in the same run; measure on yours for the rest. `make compare` measures
other durable engines on the same visit.

"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A section's rows, and the load when they were measured; none where it was not."""

    section: Section
    rows: Sequence[Cells]
    load: str


def page(machine: str, measured: Iterable[Measured]) -> str:
    """The page as Markdown. `machine`: what it is, in general words."""
    return _HEAD + f"Measured on {machine}.\n" + "".join(map(_table, measured))


def _table(each: Measured) -> str:
    head = f"\n## {each.section.title}\n\n{each.section.says}"
    if not each.rows:
        return f"{head} Not measured in this run: `make bench BIG=yes` does.\n"
    lines = [each.section.columns, ["---"] * len(each.section.columns), *each.rows]
    return f"{head} Measured at {each.load}.\n\n" + "".join(map(_row, lines))


def _row(cells: Cells) -> str:
    return f"| {' | '.join(map(str, cells))} |\n"
