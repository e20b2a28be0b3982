"""The whole sheet as one SVG document: title, panels, legend."""

from __future__ import annotations

from collections.abc import Sequence

from diagrams.drawing import arrows
from diagrams.drawing.header import header_height, header_svg
from diagrams.drawing.sections import draw_label, draw_section, line_between
from diagrams.geometry import Rectangle
from diagrams.kinds import KINDS
from diagrams.layout.blocks import Block
from diagrams.layout.compose import compose
from diagrams.layout.frames import SECTION_TITLE, WHO, Framed
from diagrams.layout.spine import bars, links
from diagrams.picture import Mark, Picture, Side, text_lines
from diagrams.type.ink import escaped, hatching, icon, left_end, polygon, rounded, words
from diagrams.type.metrics import width
from diagrams.type.palette import LIGHT, Palette
from diagrams.type.typeset import clipped
from diagrams.type.webfont import FAMILIES

MARGIN = 30.0
LEGEND_AIR, LEGEND_LINE, LEGEND_LETTERS = 30.0, 26.0, 12.5
MARK_AIR, BETWEEN_MARKS = 7.0, 20.0
NARROWEST = 620.0


def svg_of(picture: Picture, palette: Palette, *, text_at: str | None = None) -> str:
    """The picture as an SVG document. Raises CannotDraw.

    With `text_at`, every box of a state or an event is a link to the element of the page whose id is that and the box's own.
    """
    sheet = compose(picture)
    room = max(sheet.width, NARROWEST)
    top = MARGIN + header_height(picture, room)
    parts = header_svg(picture, room, palette, MARGIN, MARGIN)
    parts += [draw_block(block, MARGIN, top, picture, palette, text_at) for block in sheet.blocks]
    legend, bottom = legend_of(picture, room, palette, MARGIN, top + sheet.height + LEGEND_AIR)
    parts += legend
    return document(picture, palette.ground, (room + 2 * MARGIN, bottom + 22), parts)


def draw_block(
    block: Block, x: float, y: float, picture: Picture, palette: Palette, text_at: str | None = None
) -> str:
    """A flow of a sheet whose panels begin at (x, y), with the branches inside it."""
    at = block.moved(x, y)
    parts = [f'<g role="group" aria-label="{escaped(block.frames[0].title or picture.title)}">']
    parts += [part for frame in at.frames for part in _frame(block.side, frame, palette)]
    parts += [rounded(bar, 2, palette.ink, palette.ink, 0) for bar in bars(at)]
    for link in links(at):
        parts.append(line_between(link.points, link.arrow, palette, on_path=True))
        label = arrows.down(link.arrow, *link.words_at)
        parts += [draw_label(label, 0, 0, palette)] if label else []
    for unit in at.units:
        frame = unit.frame
        parts += draw_section(frame.section, frame.placed, frame.x, frame.y, palette, picture.id, text_at)
        parts += [
            draw_block(each, 0, 0, picture, palette, text_at)
            for each in (unit.band.blocks if unit.band else ())
        ]
    return "".join([*parts, "</g>"])


def _frame(side: Side, frame: Framed, palette: Palette) -> list[str]:
    colours = {"event": palette.danger, "branch": palette.muted, "aside": palette.muted}
    line, ink = colours.get(side, palette.section_line), colours.get(side, palette.muted)
    parts = [rounded(frame.frame, 13, palette.section, line, 1.3, dashed=side == "aside")]
    for each in frame.head:
        size, colour = (SECTION_TITLE, ink) if each.is_title else (WHO, palette.muted)
        x, y = frame.frame.left + each.x, frame.frame.top + each.y
        parts.append(words(x, y, each.text, size, colour, bold=each.is_title))
    return parts


def legend_of(picture: Picture, room: float, palette: Palette, x: float, y: float) -> tuple[list[str], float]:
    """What the colours and shapes mean, in as many lines as it takes from (x, y), and where it ends. The shades have their own lines."""
    parts: list[str] = []
    left = x
    for mark in picture.legend:
        drawing, wide = _mark(mark, palette)
        title = clipped(mark.title, LEGEND_LETTERS, room - wide - MARK_AIR)
        end = x + wide + MARK_AIR + width(title, LEGEND_LETTERS)
        if x > left and (end > left + room or mark.shade == 0):
            x, y, end = left, y + LEGEND_LINE, end - x + left
        parts.append(f'<g transform="translate({x:.1f} {y:.1f})">{drawing}</g>')
        parts.append(words(x + wide + MARK_AIR, y + 4.5, title, LEGEND_LETTERS, palette.ink))
        x = end + BETWEEN_MARKS
    return parts, y + 10


def legend_height(picture: Picture, room: float) -> float:
    """The height of the legend in that room, with the air above it."""
    return legend_of(picture, room, LIGHT, 0, LEGEND_AIR)[1] if picture.legend else 0.0


def _mark(mark: Mark, palette: Palette) -> tuple[str, float]:
    """The small drawing before an entry of the legend, its left end in the middle at (0, 0), and its width."""
    kind = KINDS[mark.kind] if mark.kind else None
    if kind and kind.outline == "diamond":
        return polygon([(12, -9), (24, 0), (12, 9), (0, 0)], palette.gateway, palette.gateway_line, 1.6), 24
    if mark.shade is not None:
        shade = palette.shades[mark.shade]
        return rounded(Rectangle(0, -9, 30, 9), 4, shade, palette.muted, 1.2), 30
    if mark.hatched:
        place = Rectangle(0, -9, 30, 9)
        return rounded(place, 4, palette.surface, palette.muted, 1.2) + hatching(
            place, palette.section_line
        ), 30
    if mark.status:
        ground, line = palette.done, palette.done_line
        if mark.status == "now":
            ground, line = palette.now, palette.now_line
        return rounded(Rectangle(1, -9, 29, 9), 6, ground, line, 2.4), 30
    if kind and kind.frame == "dashed" and mark.icon:
        frame = rounded(Rectangle(1, -9, 31, 9), 6, palette.surface, palette.muted, 1.4, dashed=True)
        return frame + icon(mark.icon, 10, -6, palette.muted, 12), 32
    colour = palette.danger if kind and kind.outline == "octagon" else palette.muted
    drawing = icon(mark.icon, 0, -8, colour) if mark.icon else ""
    if mark.paint is None:
        return drawing, 16
    colour = palette.roles[mark.paint]
    strip = left_end(Rectangle(1, -10, 21, 10), 9, 4, palette.strips[mark.paint], colour)
    return strip + (icon(mark.icon, 16, -8, colour) if mark.icon else ""), 32


def document(picture: Picture, ground: str | None, size: tuple[float, float], parts: Sequence[str]) -> str:
    """The parts as an SVG document of that width and height, with the whole picture as text for those who do not see it.

    `ground` is the colour behind everything; None where the paper has its own.
    """
    wide, high = size
    description = " ".join(text_lines(picture))
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" lang="{escaped(picture.language)}" role="group" '
            f'width="{wide:.0f}" height="{high:.0f}" viewBox="0 0 {wide:.0f} {high:.0f}" font-family="{FAMILIES}">',
            f"<title>{escaped(picture.title)}</title>",
            f"<desc>{escaped(description)}</desc>",
            *([f'<rect width="100%" height="100%" fill="{ground}"/>'] if ground else []),
            *parts,
            "</svg>\n",
        ]
    )
