"""A routine's picture as SVG and PNG."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from math import prod, sqrt
from typing import Literal

import resvg_py

from diagrams import typeface
from diagrams.palette import THEMES
from diagrams.panels import picture_of
from diagrams.sheet import svg_of
from engine.routine import Routine
from engine.run.instance import Instance
from engine.run.statistics import Statistics
from engine.run.trace import Stop

MOST_POINTS = 24_000_000
_SIZE = re.compile(r'<svg [^>]*?width="([\d.]+)" height="([\d.]+)"')

Theme = Literal["light", "dark", "mono"]


def svg(
    routine: Routine,
    *,
    instance: Instance | None = None,
    visited: Iterable[str] = (),
    taken: Sequence[Stop] = (),
    statistics: Statistics | None = None,
    language: str = "sv",
    theme: Theme = "light",
    routines: Mapping[str, Routine] | None = None,
    settings: Mapping[str, str] | None = None,
) -> str:
    """The routine's sheet as an SVG document.

    With `instance`, where it is now is marked, and what it has passed: the states in `visited`, and those that there is no way around.
    With `taken`, the way that it has taken, with its times. With `statistics`, how long each step takes and how often it is done.
    `routines` gives the titles of the routines it calls and starts; `settings` the values for `{settings.…}` in texts.

    Raises:
        CannotDraw: the layout program is missing, failed or took too long.
    """
    shown = picture_of(
        routine,
        instance=instance,
        visited=frozenset(visited),
        taken=taken,
        statistics=statistics,
        language=language,
        routines=routines,
        settings=settings,
    )
    return svg_of(shown, THEMES[theme])


def png(drawing: str, *, scale: float = 2.0) -> bytes:
    """An SVG document of ours as PNG, `scale` times as large, in the typeface that comes with the program whatever the machine has.

    A drawing that would have more than `MOST_POINTS` is made as large as they are enough for.
    Characters that it lacks, as emoji, are taken from the machine's own typefaces, where one has them.
    """
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=drawing,
            zoom=min(scale, sqrt(MOST_POINTS / prod(size_of(drawing)))),
            dpi=96,
            skip_system_fonts=not typeface.lacking(drawing),
            font_dirs=[str(typeface.FOLDER)],
            font_family=typeface.FAMILY,
            sans_serif_family=typeface.FAMILY,
        )
    )


def size_of(drawing: str) -> tuple[float, float]:
    """Width and height of a drawing of ours, which the document begins with."""
    found = _SIZE.match(drawing)
    return (float(found[1]), float(found[2])) if found else (1.0, 1.0)
