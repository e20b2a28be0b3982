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
LEGEND_FOOT = 12.0
"""The last line of the legend stands so much below where its room ends, in the air above the foot."""

ROW_UP = 4.0
"""The row of steps belongs to the header, and stands so much nearer to it."""


def page_svg(page: Page, palette: Palette, *, is_furnished: bool = True) -> str:
    """The page; without its title and foot where a document sets those as text of its own (`is_furnished` is False). Raises CannotDraw."""
    picture = page.picture
    room = (page.width - 2 * MARGIN) / FURNITURE
    drawn = header_svg(picture, room, palette, 0, 0) if is_furnished else icons_svg(picture, room, palette)
    under_head = MARGIN + header_height(picture, room) * FURNITURE
    parts = [
        _scaled("".join(drawn), MARGIN, MARGIN, FURNITURE),
        *_within(page, palette, MARGIN, under_head - ROW_UP),
    ]
    if is_furnished:
        left, right = foot(page)
        y = page.height - MARGIN
        parts.append(words(MARGIN, y, left, FOOT_LETTERS, palette.muted))
        x = page.width - MARGIN - width(right, FOOT_LETTERS)
        parts.append(words(x, y, right, FOOT_LETTERS, palette.muted))
    return document(picture, palette.ground if is_furnished else None, (page.width, page.height), parts)


def bare_svg(page: Page, palette: Palette) -> str:
    """What stands on the page between its title and its foot, with no margin: for a document that has its own. Raises CannotDraw."""
    size = (page.width - 2 * MARGIN, _height(page) + LEGEND_FOOT)
    return document(page.picture, None, size, _within(page, palette, 0, 0))


def _within(page: Page, palette: Palette, x: float, y: float) -> list[str]:
    """The row of steps, the panels, and the legend at the end of the room, whose top left corner is (x, y)."""
    picture, room = page.picture, (page.width - 2 * MARGIN) / FURNITURE
    row = ""
    if page.milestones:
        row = row_svg(page.milestones, page.number, room, palette, picture.language, page.called)
    aside = (page.width - 2 * MARGIN - page.sheet.width * page.scale) / 2 if page.is_centred else 0
    panels = "".join(draw_block(block, 0, 0, picture, palette) for block in page.sheet.blocks)
    legend = "".join(legend_of(picture, room, palette, 0, 10)[0])
    under = _height(page) - (legend_height(picture, room) - LEGEND_AIR) * FURNITURE
    return [
        _scaled(row, x, y, FURNITURE),
        _scaled(panels, x + aside, y + ROW_UP + row_height(page.milestones) * FURNITURE, page.scale),
        _scaled(legend, x, y + under, FURNITURE),
    ]


def _height(page: Page) -> float:
    """From under the title to over the foot."""
    head = header_height(page.picture, (page.width - 2 * MARGIN) / FURNITURE) * FURNITURE
    return page.height - 2 * MARGIN - head + ROW_UP - FOOT_LETTERS - 12


def foot(page: Page) -> tuple[str, str]:
    """What stands at the foot of the page, at the left and at the right."""
    language = page.picture.language
    onward = say(f"goes on at {page.called}", language, page=page.number + 1)
    goes_on = f" · {onward}" if page.goes_on else ""
    number = say(f"{page.called} of", language, number=page.number, of=page.of)
    room = page.width - 2 * MARGIN - 20 - width(goes_on + number, FOOT_LETTERS)
    return clipped(page.about, FOOT_LETTERS, room) + goes_on, number


def _scaled(inside: str, x: float, y: float, scale: float) -> str:
    return f'<g transform="translate({x:.2f} {y:.2f}) scale({scale:.4f})">{inside}</g>' if inside else ""
