"""A drawing as PNG."""

from __future__ import annotations

import re
import subprocess
from math import prod, sqrt

from diagrams.errors import CannotDraw
from diagrams.type import typeface
from diagrams.writing import raster
from engine.said import Said

MOST_POINTS = 24_000_000
QUICK_POINTS = 3_000_000
"""A page of A4 has two million; what has more than this is drawn by a program of its own."""

_SIZE = re.compile(r'<svg [^>]*?width="([\d.]+)" height="([\d.]+)"')


def png(drawing: str, *, scale: float = 2.0) -> bytes:
    """An SVG document of ours as PNG, `scale` times as large, in the typeface that comes with the program whatever the machine has.

    A drawing that would have more than `MOST_POINTS` is made as large as they are enough for.
    Characters that it lacks, as emoji, are taken from the machine's own typefaces, where one has them.

    Raises:
        CannotDraw: a large drawing took too long, or there is too little memory for it.
    """
    zoom = min(scale, sqrt(MOST_POINTS / prod(size_of(drawing))))
    options = {
        "zoom": zoom,
        "dpi": 96,
        "skip_system_fonts": not typeface.lacking(drawing),
        "font_dirs": [str(typeface.FOLDER)],
        "font_family": typeface.FAMILY,
        "sans_serif_family": typeface.FAMILY,
    }
    if prod(size_of(drawing)) * zoom**2 <= QUICK_POINTS:
        return raster.here(drawing, options)
    try:
        return raster.apart(drawing, options)
    except subprocess.TimeoutExpired:
        raise CannotDraw(
            Said(
                f"den blev inte klar på {raster.TIME_LIMIT:g} sekunder. Dela rutinen i flera, som anropar varandra.",
                f"it was not done in {raster.TIME_LIMIT:g} seconds. Part the routine into several that call each other.",
            )
        ) from None
    except (OSError, subprocess.SubprocessError) as failed:
        raise CannotDraw(
            Said(
                f"den gick inte att göra till PNG ({type(failed).__name__}). Pröva SVG eller PDF.",
                f"it could not be made into PNG ({type(failed).__name__}). Try SVG or PDF.",
            )
        ) from failed


def size_of(drawing: str) -> tuple[float, float]:
    """Width and height of a drawing of ours, which the document begins with."""
    found = _SIZE.match(drawing)
    return (float(found[1]), float(found[2])) if found else (1.0, 1.0)
