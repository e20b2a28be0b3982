"""A routine's whole sheet, as tests look at it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from diagrams.drawing.sheet import svg_of
from diagrams.telling.routine_picture import picture_of
from diagrams.type.palette import THEMES, Theme
from engine.figures.statistics import Statistics
from engine.model.routine import Routine
from engine.run.instance import Instance
from engine.run.trace import Stop


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
    """The routine's sheet as an SVG document; everything as for `picture_of`."""
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
