"""How large each box and label is, and how its text is set. Layout and drawing both ask here, so that text and box always fit."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from diagrams.kinds import KINDS
from diagrams.picture import Arrow, Box, Icon
from diagrams.type.metrics import width
from diagrams.type.typeset import balanced, lines, widest, words_of

WIDE = 252.0
"""The width of every step."""

STRIP, ICON_ROOM, PAD, INDENT = 32.0, 32.0, 10.0, 15.0
TITLES, TITLE_LEADING = (14.0, 13.0, 12.0), 1.2
SMALL, SMALL_LINE = 11.0, 14.0
LABEL, LABEL_LINE = 12.0, 14.0
RIM = 4.0
"""How far the outer frame of another routine stands out."""

BESIDE_ROOM, BESIDE_MOST = 150.0, 210.0
DOWN_ROOM, DOWN_MOST = 117.0, 160.0
LINK_ROOM = 230.0
BESIDE_LINE = 7.0
"""From an arrow downwards to its label."""
CLOCK = 16.0
"""Room for the clock before the label of an arrow that goes by itself."""
STACK_INDENT, STACK_GAP = 34.0, 7.0
HIGHEST_DIAMOND, CORNER = 132.0, 30.0
"""A question that would make a higher diamond has points that are so long instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """Width and height; the lines of the title and the size of its letters. `strip` is the width of the numbered strip.

    `small` are the small lines: the icon or None, whether room is left for one, the words. `corner` is how far in from the sides the
    straight top of a question begins: its middle, where it is a diamond.
    """

    width: float
    height: float
    title: tuple[str, ...]
    letters: float = LABEL
    small: tuple[tuple[Icon | None, bool, str], ...] = ()
    strip: float = 0.0
    corner: float = 0.0


@lru_cache(maxsize=4096)
def size(box: Box) -> Size:
    """The size of a box."""
    match KINDS[box.kind].outline:
        case "diamond":
            return _diamond(box)
        case "pill":
            return _pill(box, most=210, pad=20, least=120, height=34)
        case "octagon":
            return _pill(box, most=WIDE, pad=44, least=190, height=46)
        case "link":
            return _pill(box, most=LINK_ROOM, pad=24, least=120, height=32)
    return _step(box)


@lru_cache(maxsize=4096)
def beside_label(labels: tuple[str, ...]) -> tuple[str, ...]:
    """The lines of a label above an arrow to the right."""
    return tuple(line for label in _labels(labels, BESIDE_ROOM, BESIDE_MOST) for line in label)


def beside_clock(arrow: Arrow) -> int | None:
    """Before which of those lines a clock stands, since from there on it goes by itself; None where it never does."""
    return _clock(arrow, BESIDE_ROOM, BESIDE_MOST)


@lru_cache(maxsize=4096)
def down_label(labels: tuple[str, ...]) -> tuple[str, ...]:
    """The lines of a label at the right of an arrow downwards."""
    return tuple(line for label in _labels(labels, DOWN_ROOM, DOWN_MOST) for line in label)


def down_clock(arrow: Arrow) -> int | None:
    """The same of an arrow downwards."""
    return _clock(arrow, DOWN_ROOM, DOWN_MOST)


def down_width(arrow: Arrow) -> float:
    """The width that an arrow downwards needs on both sides of it together, so that its label has room at its right."""
    clock = CLOCK if arrow.times else 0.0
    return max(WIDE, 2 * (BESIDE_LINE + clock + label_width(down_label(arrow.labels))))


def label_width(text: tuple[str, ...]) -> float:
    """The width of a label's lines."""
    return widest(text, LABEL, bold=True)


@lru_cache(maxsize=4096)
def stacked(box: Box, labels: tuple[str, ...]) -> tuple[Size, tuple[str, ...]]:
    """The size of a link in a stack, with the lines of its label above the line that says where it leads."""
    room = WIDE - STACK_INDENT - 20
    label = tuple(line for each in _separated(labels) for line in balanced(each, LABEL, room, bold=True))
    title = lines(box.title, LABEL, room - 20)
    height = (len(label) + len(title)) * LABEL_LINE + 12
    return Size(width=WIDE - STACK_INDENT, height=height, title=title), label


def _step(box: Box) -> Size:
    strip = STRIP if box.number else 0.0
    if box.number and len(box.number) > 2:
        strip = STRIP + 8 * (min(len(box.number), 5) - 2)
    frame = KINDS[box.kind].frame
    rim = 2 * RIM if frame == "double" else 0.0
    inner = WIDE - rim - strip - PAD - (ICON_ROOM if box.icon else PAD)
    letters = _largest(box.title, inner)
    title = lines(box.title, letters, inner, bold=True)
    small = tuple(
        (line.icon if index == 0 else None, line.icon is not None, text)
        for line in box.lines
        for index, text in enumerate(lines(line.text, SMALL, inner - (INDENT if line.icon else 0)))
    )
    bars = 12.0 if frame == "barred" else 0.0
    gap = 2.0 if small else 0.0
    height = (
        max(40.0, len(title) * letters * TITLE_LEADING + gap + len(small) * SMALL_LINE + 2 * PAD) + rim + bars
    )
    return Size(width=WIDE, height=height, title=title, letters=letters, small=small, strip=strip)


def _largest(text: str, room: float) -> float:
    """The largest letters with which the longest word fits on a line, or the smallest that are used."""
    fitting = (
        letters for letters in TITLES if all(width(word, letters, True) <= room for word in words_of(text))
    )
    return next(fitting, TITLES[-1])


def _labels(labels: tuple[str, ...], room: float, most: float) -> tuple[tuple[str, ...], ...]:
    """The lines of each label, with a stroke between them; a longer word makes more room, up to `most`."""
    said = _separated(labels)
    longest = max((width(word, LABEL, True) for label in said for word in words_of(label)), default=0.0)
    wide = min(max(room, longest + 1), most)
    return tuple(balanced(label, LABEL, wide, bold=True) for label in said)


def _clock(arrow: Arrow, room: float, most: float) -> int | None:
    if not arrow.times:
        return None
    return sum(len(label) for label in _labels(arrow.labels, room, most)[: -arrow.times])


def _separated(labels: tuple[str, ...]) -> tuple[str, ...]:
    """Labels one after the other, with a stroke between."""
    return (*(f"{label} /" for label in labels[:-1]), *labels[-1:])


def _pill(box: Box, *, most: float, pad: float, least: float, height: float) -> Size:
    is_bold = KINDS[box.kind].outline != "link"
    icon = 20.0 if box.icon else 0.0
    title = balanced(box.title, LABEL, most - pad - icon, bold=is_bold)
    wide = max(least, widest(title, LABEL, bold=is_bold) + pad + icon + 4)
    return Size(width=wide, height=height + (len(title) - 1) * LABEL_LINE, title=title)


def _diamond(box: Box) -> Size:
    """The smallest diamond around the text: a box of w × h fits in one of W × H when w / W + h / H ≤ 1. A long question has a shape with a
    straight top and foot between two points.
    """
    best: Size | None = None
    words = [width(word, LABEL, True) + 1 for word in words_of(box.title)]
    for room in (90.0, 110.0, 130.0, 150.0, 170.0, 190.0):
        if any(room < word < 190.0 for word in words):
            continue
        title = balanced(box.title, LABEL, room, bold=True)
        text_width, text_height = widest(title, LABEL, bold=True) + 8, len(title) * LABEL_LINE + 2
        wide = min(max(164.0, text_width * 1.75), WIDE)
        if text_width >= wide * 0.86:
            continue
        height = max(70.0, text_height / (1 - text_width / wide))
        if best is None or height < best.height - 4:
            best = Size(width=wide, height=height, title=title, corner=wide / 2)
    if best is not None and best.height <= HIGHEST_DIAMOND:
        return best
    title = balanced(box.title, LABEL, WIDE - 2 * CORNER - 4, bold=True)
    return Size(width=WIDE, height=max(70.0, len(title) * LABEL_LINE + 24), title=title, corner=CORNER)
