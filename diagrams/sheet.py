"""Panels composed into one sheet: title, the main flow at the left, what runs beside it and what can happen at any time at the right, legend."""

from __future__ import annotations

from dataclasses import dataclass

from diagrams import measure
from diagrams.draw import PanelDrawing, escaped, icon, rounded, words
from diagrams.layout import PanelLayout, Rectangle, lay_out
from diagrams.palette import Palette
from diagrams.sketch import Panel, Picture
from diagrams.words import say

MARGIN, GAP = 30.0, 30.0
TITLE_SIZE, SUB_TITLE_SIZE = 26.0, 13.0
FRAME_PAD, FRAME_HEAD = 16.0, 34.0
LEGEND_HEIGHT = 44.0
FONTS = "Arial, Arimo, 'Liberation Sans', Helvetica, sans-serif"


@dataclass(frozen=True, slots=True)
class _Placed:
    """A panel with its layout and its whole size, frame included."""

    panel: Panel
    layout: PanelLayout

    @property
    def framed(self) -> bool:
        return not self.panel.sections

    @property
    def head(self) -> float:
        return (FRAME_HEAD if self.framed else 0.0) + self.pad

    @property
    def pad(self) -> float:
        return FRAME_PAD if self.framed else 0.0

    @property
    def width(self) -> float:
        title = measure.width(f"{self.panel.title}  ·  {self.panel.sub_title}", 13, bold=True) + 2 * FRAME_PAD
        return max(self.layout.width + 2 * self.pad, title if self.framed else 0.0)

    @property
    def height(self) -> float:
        return self.layout.height + self.head + self.pad


def sheet(picture: Picture, palette: Palette) -> str:
    """The whole picture as one SVG document. Raises CannotDraw."""
    placed = [_Placed(panel, lay_out(panel)) for panel in picture.panels]
    top = MARGIN + TITLE_SIZE + SUB_TITLE_SIZE + 28
    columns = _columns(placed)
    drawn: list[str] = []
    x = MARGIN + 8  # room for the mark of where one is
    bottom = top
    for column in columns:
        y = top
        widest = max(each.width for each in column)
        for each in column:
            drawn += _panel(each, palette, x, y, widest)
            y += each.height + GAP
        bottom = max(bottom, y - GAP)
        x += widest + GAP
    legend, legend_width = _legend(picture, palette, MARGIN, bottom + GAP)
    width = max(x - GAP + MARGIN, legend_width + MARGIN, _title_width(picture) + 2 * MARGIN)
    height = bottom + GAP + LEGEND_HEIGHT
    return _document(picture, palette, width, height, [*drawn, *legend])


def _columns(placed: list[_Placed]) -> list[list[_Placed]]:
    """The main flow alone at the left; the others in as few columns as are not much higher than it."""
    main, others = placed[0], placed[1:]
    limit = max([main.height, *(each.height for each in others)])
    columns: list[list[_Placed]] = [[main]]
    height = limit + 1
    for each in others:
        if height + each.height > limit or len(columns) == 1:
            columns.append([])
            height = 0.0
        columns[-1].append(each)
        height += each.height + GAP
    return columns


def _panel(each: _Placed, palette: Palette, x: float, y: float, width: float) -> list[str]:
    panel, drawn = each.panel, []
    colour = (
        palette.danger if panel.tone == "event" else palette.ink if panel.tone == "main" else palette.roles[0]
    )
    if each.framed:
        frame = Rectangle(x=x, y=y, width=width, height=each.height)
        line = palette.section_line if panel.tone == "main" else colour
        drawn.append(rounded(frame, 12, palette.section, line, 1.3))
        drawn.append(words(x + 14, y + 23, panel.title, 13, colour, bold=True))
        if panel.sub_title:
            after = x + 14 + measure.width(panel.title, 13, bold=True)
            drawn.append(words(after + 8, y + 23, f"· {panel.sub_title}", 12, palette.muted))
    # A small flow stands in the middle of its frame, a large one at its left edge.
    inset = (width - each.layout.width) / 2 if panel.tone != "main" else each.pad
    drawing = PanelDrawing(panel, each.layout, palette, x + inset, y + each.head)
    return [f'<g aria-label="{escaped(panel.title)}" role="group">', *drawn, *drawing.elements(), "</g>"]


def _legend(picture: Picture, palette: Palette, x: float, y: float) -> tuple[list[str], float]:
    drawn: list[str] = []
    language = picture.language
    for index, role in enumerate(picture.roles):
        colour = palette.roles[min(index, len(palette.roles) - 1)]
        drawn.append(rounded(Rectangle(x=x, y=y, width=8, height=18), 3, colour, colour, 1))
        drawn.append(icon("person", x + 14, y + 1, colour))
        drawn.append(words(x + 36, y + 13.5, role.title, 12.5, palette.ink))
        x += 36 + measure.width(role.title, 12.5) + 24
    entries = [
        ("gateway", "legend_gateway", palette.gateway_line, None),
        ("event", "legend_event", palette.danger, "alert"),
        ("wait", "legend_wait", palette.muted, "clock"),
        ("together", "legend_together", palette.muted, "fork"),
        ("call", "legend_call", palette.muted, "document"),
        ("link", "legend_link", palette.muted, "back"),
    ]
    for kind, name, colour, mark in entries:
        if kind not in picture.kinds:
            continue
        title = say(name, language)
        if mark:
            drawn.append(icon(mark, x, y + 1, colour))
        else:
            drawn.append(
                f'<path d="M{x + 8:.1f} {y:.1f}l9 9l-9 9l-9-9z" fill="{palette.gateway}" stroke="{colour}" stroke-width="1.4"/>'
            )
        drawn.append(words(x + 23, y + 13.5, title, 12.5, palette.ink))
        x += 23 + measure.width(title, 12.5) + 24
    statuses = {box.status for panel in picture.panels for box in panel.boxes}
    marks = [
        ("done", "legend_done", palette.done, palette.done_line),
        ("now", "legend_now", palette.now, palette.on_now),
    ]
    for status, name, ground, line in marks:
        if status in statuses:
            title = say(name, language)
            drawn.append(rounded(Rectangle(x=x, y=y + 1, width=20, height=16), 5, ground, line, 2))
            drawn.append(words(x + 28, y + 13.5, title, 12.5, palette.ink))
            x += 28 + measure.width(title, 12.5) + 24
    return drawn, x


def _title_width(picture: Picture) -> float:
    return max(
        measure.width(picture.title, TITLE_SIZE, bold=True), measure.width(picture.sub_title, SUB_TITLE_SIZE)
    )


def _document(picture: Picture, palette: Palette, width: float, height: float, drawn: list[str]) -> str:
    title = words(MARGIN, MARGIN + TITLE_SIZE * 0.8, picture.title, TITLE_SIZE, palette.ink, bold=True)
    sub_title = words(
        MARGIN, MARGIN + TITLE_SIZE + SUB_TITLE_SIZE + 2, picture.sub_title, SUB_TITLE_SIZE, palette.muted
    )
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" lang="{picture.language}" role="group" width="{width:.0f}" '
            f'height="{height:.0f}" viewBox="0 0 {width:.0f} {height:.0f}" font-family="{FONTS}">',
            f"<title>{escaped(picture.title)}</title>",
            f"<desc>{escaped(picture.description)}</desc>",
            f'<rect width="100%" height="100%" fill="{palette.ground}"/>',
            title,
            sub_title,
            *drawn,
            "</svg>\n",
        ]
    )
