"""The whole sheet as one SVG document: title, panels, legend."""

from __future__ import annotations

from diagrams import arrows
from diagrams.compose import HEAD_LINE, PAD, SECTION_TITLE, WHO, Block, Framed, between, compose
from diagrams.ink import escaped, icon, left_end, polygon, rounded, words
from diagrams.layout import Rectangle
from diagrams.metrics import width
from diagrams.palette import Palette
from diagrams.picture import Arrow, Icon, Mark, Picture, Side
from diagrams.section_drawing import draw_label, draw_section, line_between
from diagrams.textlist import text_lines
from diagrams.typeset import lines

MARGIN = 30.0
TITLE, TITLE_LINE, SUBTITLE, SUBTITLE_LINE = 26.0, 31.0, 13.5, 19.0
BANNER = 15.0
NARROWEST = 620.0
FONTS = "Arial, Arimo, Liberation Sans, Helvetica, sans-serif"


def svg_of(picture: Picture, palette: Palette) -> str:
    """The picture as an SVG document. Raises CannotDraw."""
    sheet = compose(picture)
    room = max(sheet.width, NARROWEST)
    header, top = _header(picture, room, palette)
    parts = [*header]
    parts += [_block(block, MARGIN, top, picture, palette) for block in sheet.blocks]
    legend, bottom = _legend(picture, room, top + sheet.height + 30, palette)
    parts += legend
    return _document(picture, palette, room + 2 * MARGIN, bottom + 22, parts)


def _header(picture: Picture, room: float, palette: Palette) -> tuple[list[str], float]:
    """The title and what stands below it, and where the panels begin."""
    parts: list[str] = []
    y = MARGIN + TITLE * 0.8
    for text in lines(picture.title, TITLE, room, bold=True, most=8):
        parts.append(words(MARGIN, y, text, TITLE, palette.ink, bold=True))
        y += TITLE_LINE
    y += SUBTITLE_LINE - TITLE_LINE + 4
    for text in lines(picture.subtitle, SUBTITLE, room, most=3):
        parts.append(words(MARGIN, y, text, SUBTITLE, palette.muted))
        y += SUBTITLE_LINE
    banners: tuple[tuple[str | None, str, Icon], ...] = (
        (picture.emergency, palette.danger, "alert"),
        (picture.here, palette.ink, "forward"),
    )
    for said, colour, mark in banners:
        if said:
            y += 4
            parts.append(icon(mark, MARGIN, y - 12, colour, 14))
            for text in lines(said, BANNER, room - 22, bold=True, most=4):
                parts.append(words(MARGIN + 22, y, text, BANNER, colour, bold=True))
                y += SUBTITLE_LINE
    return parts, y + 8


def _block(block: Block, x: float, y: float, picture: Picture, palette: Palette) -> str:
    """A panel of a sheet whose panels begin at (x, y)."""
    parts = [f'<g role="group" aria-label="{escaped(block.frames[0].section.title or picture.title)}">']
    frames = [frame.moved(x, y) for frame in block.frames]
    for before, frame in zip([None, *frames], frames, strict=False):
        parts += _frame(block.panel.side, frame, palette)
        if before and frame.section.entry:
            parts.append(_entry(before, frame, frame.section.entry, palette))
        parts += draw_section(frame.section, frame.placed, frame.x, frame.y, palette, picture.id)
    return "".join([*parts, "</g>"])


def _frame(side: Side, frame: Framed, palette: Palette) -> list[str]:
    colours = {"event": palette.danger, "branch": palette.roles[0], "aside": palette.muted}
    line, ink = colours.get(side, palette.section_line), colours.get(side, palette.muted)
    parts = [rounded(frame.frame, 13, palette.section, line, 1.3, dashed=side == "aside")]
    left, y = frame.frame.left + PAD, frame.frame.top + 23
    for index, text in enumerate(frame.title):
        parts.append(words(left, y + index * HEAD_LINE, text, SECTION_TITLE, ink, bold=True))
    y += HEAD_LINE * (len(frame.title) - 1)
    if frame.who and frame.who_below:
        parts.append(words(left, y + HEAD_LINE, frame.who, WHO, palette.muted))
    elif frame.who:
        after = width(frame.title[-1], SECTION_TITLE, bold=True)
        said = f"· {frame.who}" if after else frame.who
        parts.append(words(left + after + (8 if after else 0), y, said, WHO, palette.muted))
    return parts


def _entry(before: Framed, frame: Framed, entry: Arrow, palette: Palette) -> str:
    """The arrow from one frame to the next, from rim to rim on the axis of their chains."""
    line = line_between(between(before, frame), entry, palette)
    label = arrows.down(entry, frame.axis, frame.frame.top - frame.above + 8)
    return line + (draw_label(label, 0, 0, palette, palette.ground) if label else "")


def _legend(picture: Picture, room: float, y: float, palette: Palette) -> tuple[list[str], float]:
    """What the colours and shapes mean, in as many lines as it takes, and where it ends."""
    parts: list[str] = []
    x = MARGIN
    for mark in picture.legend:
        wide = 42 + width(mark.title, 12.5) + 22
        if x + wide - 22 > MARGIN + room and x > MARGIN:
            x, y = MARGIN, y + 28
        parts.append(_mark(mark, x, y, palette))
        parts.append(words(x + 42, y + 4.5, mark.title, 12.5, palette.ink))
        x += wide
    return parts, y + 10


def _mark(mark: Mark, x: float, y: float, palette: Palette) -> str:
    """The small drawing before an entry of the legend."""
    if mark.kind == "gateway":
        corners = [(x + 24, y - 9), (x + 35, y), (x + 24, y + 9), (x + 13, y)]
        return polygon(corners, palette.gateway, palette.gateway_line, 1.6)
    if mark.status:
        ground, line = palette.done, palette.done_line
        if mark.status == "now":
            ground, line = palette.now, palette.now_line
        return rounded(Rectangle(x + 4, y - 9, x + 34, y + 9), 6, ground, line, 2.4)
    colour = palette.danger if mark.kind == "event" else palette.muted
    strip = ""
    if mark.paint is not None:
        colour = palette.roles[mark.paint]
        strip = left_end(Rectangle(x, y - 10, x + 20, y + 10), 9, 4, colour)
    return strip + (icon(mark.icon, x + 16, y - 8, colour) if mark.icon else "")


def _document(picture: Picture, palette: Palette, wide: float, high: float, parts: list[str]) -> str:
    description = " ".join(text_lines(picture))
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" lang="{escaped(picture.language)}" role="group" '
            f'width="{wide:.0f}" height="{high:.0f}" viewBox="0 0 {wide:.0f} {high:.0f}" font-family="{FONTS}">',
            f"<title>{escaped(picture.title)}</title>",
            f"<desc>{escaped(description)}</desc>",
            f'<rect width="100%" height="100%" fill="{palette.ground}"/>',
            *parts,
            "</svg>\n",
        ]
    )
