"""A routine's picture as SVG and PNG."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import Literal

import resvg_py

from diagrams.building import picture
from diagrams.palette import THEMES
from diagrams.sheet import sheet
from engine.routine import Routine
from engine.run.instance import Instance

Theme = Literal["light", "dark"]


def svg(
    routine: Routine,
    *,
    instance: Instance | None = None,
    visited: Iterable[str] = (),
    language: str = "sv",
    theme: Theme = "light",
    routines: Mapping[str, Routine] | None = None,
) -> str:
    """The routine's sheet as SVG.

    With `instance`, where it is now is marked, and the states it has `visited`; `routines` gives the titles of those it calls and starts.

    Raises:
        CannotDraw: the layout program is missing, failed or took too long.
    """
    shown = picture(routine, instance=instance, visited=visited, language=language, routines=routines)
    return sheet(shown, THEMES[theme])


def png(drawing: str, *, scale: float = 2.0) -> bytes:
    """An SVG as PNG, `scale` times as large; letters are always those of the typeface that comes with the program."""
    folder = str(files("fontpkg_arimo") / "files")
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=drawing,
            zoom=scale,
            dpi=96,
            skip_system_fonts=True,
            font_dirs=[folder],
            font_family="Arimo",
            sans_serif_family="Arimo",
        )
    )
