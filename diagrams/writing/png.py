"""Drawings as PNG."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from importlib.resources import files
from math import prod, sqrt

from diagrams.errors import CannotDraw
from diagrams.writing.setting import NotSet, set_points
from engine.said import Said

MOST_POINTS = 24_000_000
"""A page of A4 has two million."""

AT_ONCE = 8
"""Typst remembers the points of the last ten documents that it set, so each of them is to be small."""

_SIZE = re.compile(r'<svg [^>]*?width="([\d.]+)" height="([\d.]+)"')
_PAGES = files("diagrams") / "templates" / "points.typ"


def png(drawing: str, *, scale: float = 2.0) -> bytes:
    """An SVG document of ours as PNG, `scale` times as large, in the typeface that comes with the program whatever the machine has.

    A drawing that would have more than `MOST_POINTS` is made as large as they are enough for.
    Characters that it lacks, as emoji, are taken from the machine's own typefaces, where one has them.

    Raises:
        CannotDraw: it could not be drawn.
    """
    return pngs([(drawing, scale)])[0]


def pngs(drawings: Sequence[tuple[str, float]]) -> tuple[bytes, ...]:
    """The same of many at once, each with its scale: several times as quick as one after the other."""
    parts = [drawings[first : first + AT_ONCE] for first in range(0, len(drawings), AT_ONCE)]
    return tuple(points for part in parts for points in _drawn(part))


def _drawn(drawings: Sequence[tuple[str, float]]) -> tuple[bytes, ...]:
    pages = [
        {"name": f"{number}.svg", **_points(drawing, scale)}
        for number, (drawing, scale) in enumerate(drawings)
    ]
    pictures = {f"{number}.svg": drawing for number, (drawing, _) in enumerate(drawings)}
    try:
        return set_points(_PAGES.read_bytes(), json.dumps(pages), pictures)
    except NotSet as failed:
        raise CannotDraw(
            Said(
                f"den gick inte att göra till PNG ({failed.message}). Pröva SVG eller PDF.",
                f"it could not be made into PNG ({failed.message}). Try SVG or PDF.",
            )
        ) from failed


def size_of(drawing: str) -> tuple[float, float]:
    """Width and height of a drawing of ours, which the document begins with."""
    found = _SIZE.match(drawing)
    return (float(found[1]), float(found[2])) if found else (1.0, 1.0)


def _points(drawing: str, scale: float) -> dict[str, int]:
    """How many points wide and high it becomes."""
    wide, high = size_of(drawing)
    zoom = min(scale, sqrt(MOST_POINTS / prod((wide, high))))
    return {"wide": max(1, round(wide * zoom)), "high": max(1, round(high * zoom))}
