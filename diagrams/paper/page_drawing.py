"""One page of paper as an SVG document in points: the panels in their scale, and around them the title, the legend and the foot."""

from __future__ import annotations

from diagrams.drawing.header import header_height, header_svg, icons_svg
from diagrams.drawing.sheet import (
    LEGEND_AIR,
    document,
    draw_block,
    legend_height,
    legend_of,
)
from diagrams.paper.milestones import row_height, row_svg
from diagrams.paper.pagination import FURNITURE, MARGIN, Page
from diagrams.type.ink import words
from diagrams.type.metrics import width
from diagrams.type.palette import Palette
from diagrams.type.typeset import clipped
from diagrams.words.pictures import say

FOOT_LETTERS = 9.0
ROW_UP = 4.0
"""The row of steps belongs to the header, and stands so much nearer to it."""


def page_svg(page: Page, palette: Palette, *, is_furnished: bool = True) -> str:
    """The page; without its title and foot where a document sets those as text of its own (`is_furnished` is False). Raises CannotDraw."""
    picture = page.picture
    room = (page.width - 2 * MARGIN) / FURNITURE
    drawn = header_svg(picture, room, palette, 0, 0) if is_furnished else icons_svg(picture, room, palette)
    under_head = MARGIN + header_height(picture, room) * FURNITURE
    row = row_svg(page.milestones, page.number, room, palette, picture.language) if page.milestones else ""
    top = under_head + row_height(page.milestones) * FURNITURE
    below = page.height - MARGIN - FOOT_LETTERS - 12
    under = below - (legend_height(picture, room) - LEGEND_AIR) * FURNITURE
    panels = "".join(draw_block(block, 0, 0, picture, palette) for block in page.sheet.blocks)
    legend = "".join(legend_of(picture, room, palette, 0, 10)[0])
    parts = [
        _scaled("".join(drawn), MARGIN, MARGIN, FURNITURE),
        _scaled(row, MARGIN, under_head - ROW_UP, FURNITURE),
        _scaled(panels, MARGIN, top, page.scale),
        _scaled(legend, MARGIN, under, FURNITURE),
    ]
    if is_furnished:
        left, right = foot(page)
        y = page.height - MARGIN
        parts.append(words(MARGIN, y, left, FOOT_LETTERS, palette.muted))
        x = page.width - MARGIN - width(right, FOOT_LETTERS)
        parts.append(words(x, y, right, FOOT_LETTERS, palette.muted))
    return document(picture, palette.ground if is_furnished else None, (page.width, page.height), parts)


def foot(page: Page) -> tuple[str, str]:
    """What stands at the foot of the page, at the left and at the right."""
    language = page.picture.language
    goes_on = f" · {say('goes on', language, page=page.number + 1)}" if page.goes_on else ""
    number = say("page of", language, number=page.number, of=page.of)
    room = page.width - 2 * MARGIN - 20 - width(goes_on + number, FOOT_LETTERS)
    return clipped(page.picture.title, FOOT_LETTERS, room) + goes_on, number


def _scaled(inside: str, x: float, y: float, scale: float) -> str:
    return f'<g transform="translate({x:.2f} {y:.2f}) scale({scale:.4f})">{inside}</g>' if inside else ""
