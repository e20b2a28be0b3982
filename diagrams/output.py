"""A picture in the form that was asked for: staff's sheet or the engineers' statechart, whole or on paper, in any format."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from diagrams.drawing.sheet import svg_of
from diagrams.paper.booklet import booklet
from diagrams.paper.page_drawing import page_svg
from diagrams.paper.pagination import PAPERS, Paper, pages_of
from diagrams.picture import Picture
from diagrams.statechart.chart import Chart, chart_of
from diagrams.statechart.drawing import chart_lines, heading, statechart_svg
from diagrams.telling.routine_picture import picture_of
from diagrams.telling.set_map import map_of
from diagrams.type.palette import THEMES, Theme
from diagrams.words.speech import spoken
from diagrams.writing.mermaid import mermaid
from diagrams.writing.pdf import pdf
from diagrams.writing.png import png
from diagrams.writing.svg import svg
from engine.figures.statistics import Statistics
from engine.model.routine import Routine
from engine.run.instance import Instance
from engine.run.trace import Stop

Format = Literal["svg", "png", "pdf", "mermaid"]
View = Literal["staff", "technical"]
PaperName = Literal["a4", "a3", "slide"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a picture is to look. Without `paper` it is one sheet as large as it needs (a PDF is then on A4). `language` None is the
    routine's own first one; a routine that is not written in it is told in its own.

    The technical view is always one sheet, and always of the routine by itself; as Mermaid text there is only staff's view.
    """

    format: Format = "svg"
    theme: Theme = "light"
    view: View = "staff"
    paper: PaperName | None = None
    language: str | None = None

    def spoken(self, routine: Routine) -> str:
        """The language that the routine is told in."""
        return spoken(routine, self.language or routine.languages[0])


def drawn(
    routine: Routine,
    look: Look,
    *,
    instance: Instance | None = None,
    taken: Sequence[Stop] = (),
    statistics: Statistics | None = None,
    routines: Mapping[str, Routine] | None = None,
    settings: Mapping[str, str] | None = None,
) -> tuple[bytes, ...]:
    """The routine's picture: one file for each page as SVG and PNG, else one. The rest is as for
    `diagrams.telling.routine_picture.picture_of`.

    Raises:
        CannotDraw: a program that draws is missing, failed or took too long.
    """
    if look.view == "technical" and look.format != "mermaid":
        return (_chart(chart_of(routine, look.spoken(routine)), look),)
    picture = picture_of(
        routine,
        instance=instance,
        taken=taken,
        statistics=statistics,
        language=look.spoken(routine),
        routines=routines,
        settings=settings,
    )
    return _picture(picture, look, PAPERS[look.paper or "a4"])


def drawn_map(
    routines: Sequence[Routine], look: Look, *, settings: Mapping[str, str] | None = None
) -> tuple[bytes, ...]:
    """How the routines start and call each other, as `drawn`."""
    shown = map_of(routines, language=look.spoken(routines[0]), settings=settings)
    return _picture(shown, look, PAPERS[look.paper or "a4"].for_overview())


def drawn_together(
    routines: Sequence[Routine],
    look: Look,
    *,
    known: Mapping[str, Routine],
    settings: Mapping[str, str] | None = None,
) -> tuple[bytes, ...]:
    """All routines in one PDF, first how they belong together. Raises CannotDraw."""
    first = map_of(routines, language=look.spoken(routines[0]), settings=settings)
    paper = PAPERS[look.paper or "a4"]
    found = list(pages_of(first, paper.for_overview()))
    for routine in routines:
        language = look.spoken(routine)
        picture = picture_of(routine, language=language, routines=known, settings=settings)
        found += pages_of(picture, paper)
    return (booklet(found, THEMES[look.theme]),)


def _picture(picture: Picture, look: Look, paper: Paper) -> tuple[bytes, ...]:
    palette = THEMES[look.theme]
    match look.format:
        case "mermaid":
            return (mermaid(picture).encode(),)
        case "pdf":
            return (booklet(pages_of(picture, paper), palette),)
    on_paper = pages_of(picture, paper) if look.paper else ()
    sheets = [page_svg(page, palette) for page in on_paper] or [svg_of(picture, palette)]
    return tuple(png(sheet) if look.format == "png" else svg(sheet) for sheet in sheets)


def _chart(chart: Chart, look: Look) -> bytes:
    drawing = statechart_svg(chart, THEMES[look.theme])
    match look.format:
        case "png":
            return png(drawing)
        case "pdf":
            data = {
                "title": heading(chart),
                "language": chart.language,
                "alt": " ".join(chart_lines(chart)),
                "picture": "chart.svg",
            }
            return pdf("drawing", data, {"chart.svg": drawing})
    return svg(drawing)
