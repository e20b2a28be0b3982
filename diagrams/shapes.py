"""How large each box is, and how its text is set. The layout and the drawing both ask here, so that text and box always fit."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from diagrams import measure
from diagrams.sketch import Box

BOX_WIDTH = 250.0
STRIP = 30.0
ICON = 26.0
PAD = 9.0
TITLE_SIZE, TITLE_LINE = 14.0, 16.5
SUB_SIZE, SUB_LINE = 11.0, 13.5
QUESTION_SIZE, QUESTION_LINE = 12.0, 14.0
NUMBER_SIZE = 14.0
MOST_TITLE_LINES, MOST_SUB_LINES, MOST_QUESTION_LINES = 6, 5, 3

_SMALL = {"start", "end", "link", "event"}
_SMALL_WIDTH = {
    "start": (124.0, 200.0),
    "end": (124.0, 210.0),
    "link": (120.0, 190.0),
    "event": (180.0, 250.0),
}
_GATEWAY_INSIDE = 0.56
"""The part of a diamond's width in which text stands clear of its sides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Size in points, the title's lines, and the small lines below it. `strip` is the width of the numbered strip at the left."""

    width: float
    height: float
    title: tuple[str, ...]
    sub_lines: tuple[str, ...]
    strip: float = 0.0


@lru_cache(maxsize=4096)
def shape(box: Box) -> Shape:
    """The shape of a box."""
    if box.kind == "gateway":
        return _gateway(box)
    return _small(box) if box.kind in _SMALL else _step(box)


def _step(box: Box) -> Shape:
    strip = 0.0
    if box.number:
        strip = max(STRIP, measure.width(box.number, NUMBER_SIZE, bold=True) + 12)
    room = BOX_WIDTH - strip - 2 * PAD - (ICON if box.icon else 0)
    title = measure.shortened(measure.lines(box.title, TITLE_SIZE, room, bold=True), MOST_TITLE_LINES)
    subs = [line for sub in box.sub_lines for line in measure.lines(sub, SUB_SIZE, room)]
    subs = measure.shortened(subs, MOST_SUB_LINES) if subs else []
    height = max(38.0, len(title) * TITLE_LINE + len(subs) * SUB_LINE + 2 * PAD)
    return Shape(width=BOX_WIDTH, height=height, title=tuple(title), sub_lines=tuple(subs), strip=strip)


def _small(box: Box) -> Shape:
    least, most = _SMALL_WIDTH[box.kind]
    room = most - (44 if box.kind in ("event", "link") else 24)
    title = measure.shortened(measure.lines(box.title, QUESTION_SIZE, room, bold=box.kind != "link"), 4)
    widest = max(measure.width(line, QUESTION_SIZE, bold=box.kind != "link") for line in title)
    width = min(most, max(least, widest + most - room + 4))
    height = max(
        46.0 if box.kind == "event" else 32.0,
        len(title) * QUESTION_LINE + (26 if box.kind == "event" else 16),
    )
    return Shape(width=width, height=height, title=tuple(title), sub_lines=())


def _gateway(box: Box) -> Shape:
    width, height = 176.0, 74.0
    title = measure.lines(box.title, QUESTION_SIZE, width * _GATEWAY_INSIDE, bold=True)
    while len(title) > 2 and width < BOX_WIDTH:
        width += 12
        title = measure.lines(box.title, QUESTION_SIZE, width * _GATEWAY_INSIDE, bold=True)
    title = measure.shortened(title, MOST_QUESTION_LINES)
    if len(title) == MOST_QUESTION_LINES:
        height += 18
    return Shape(width=width, height=height, title=tuple(title), sub_lines=())
