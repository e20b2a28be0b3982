"""A routine's picture as SVG and PNG."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import fontpkg_arimo
import resvg_py

from diagrams.palette import THEMES
from diagrams.panels import picture_of
from diagrams.sheet import svg_of
from engine.routine import Routine
from engine.run.instance import Instance
from engine.run.statistics import Statistics
from engine.run.taken import Stop

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
    """An SVG document as PNG, `scale` times as large, in the typeface that comes with the program whatever the machine has."""
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=drawing,
            zoom=scale,
            dpi=96,
            skip_system_fonts=True,
            font_dirs=[str(fontpkg_arimo.ROOT / "files")],
            font_family=fontpkg_arimo.FAMILY,
            sans_serif_family=fontpkg_arimo.FAMILY,
        )
    )
