"""The trail through a routine as a picture: the boxes of the big picture in one column, with what is done, now and later."""

from __future__ import annotations

from collections.abc import Sequence

from diagrams.drawing.sections import WEIGHT, WEIGHT_VISITED
from diagrams.drawing.shapes import dash, drawn, tick
from diagrams.geometry import Rectangle
from diagrams.storyboard.forms.card_drawing import Drawing, drawing
from diagrams.storyboard.story import Trail, Waypoint
from diagrams.type.ink import arrow, polygon, words
from diagrams.type.metrics import width
from diagrams.type.palette import Palette
from diagrams.type.sizes import WIDE, size
from diagrams.type.typeset import lines
from diagrams.words.storyboard import counted, say

MOST = 600.0
"""A trail that is higher leaves out what is furthest from now, and says how many steps."""

LEFT, RIGHT, EDGE = 26.0, 10.0, 10.0
GAP = 22.0
SECTION, SECTION_LINE, ABOVE_SECTION = 12.0, 15.0, 8.0
FOLDED, FOLDED_LINE = 12.0, 20.0
LEGEND = 24.0
_KEPT_BEFORE, _KEPT_AFTER = 1, 2


def trail_drawing(trail: Trail, palette: Palette, language: str, anchor: str, most: float = MOST) -> Drawing:
    """The trail as a picture, its boxes at most so high; `anchor` is put before ids, so that several pictures share a page."""
    done, shown, later = _folded(trail.stops, most)
    parts: list[str] = []
    middle, y = LEFT + WIDE / 2, EDGE
    if done:
        parts.append(_folded_line(f"+ {counted('earlier', 'one earlier', done, language)}", y, palette))
        y += FOLDED_LINE
    before: Waypoint | None = None
    for index, stop in enumerate(shown):
        if _is_beside(before, stop):
            y += GAP / 2
        elif before is not None or done:
            top, y = y, y + GAP
            is_done = before is None or _is_behind(before)
            colour, weight = (palette.done_line, WEIGHT_VISITED) if is_done else (palette.edge, WEIGHT)
            parts.append(arrow(((middle, top + 2), (middle, y - 1)), colour, weight))
        section = _section(stop, before)
        if section:
            y += ABOVE_SECTION if before else 0
            for text in section:
                parts.append(words(LEFT, y + SECTION, text, SECTION, palette.muted, bold=True))
                y += SECTION_LINE
            y += 5
        box = size(stop.box)
        place = Rectangle(middle - box.width / 2, y, middle + box.width / 2, y + box.height)
        parts.append(drawn(stop.box, place, palette, f"{anchor}.{index}"))
        y += box.height
        before = stop
    if later:
        y += 4
        parts.append(
            _folded_line(f"+ {counted('more later', 'one more later', later, language)}", y, palette)
        )
        y += FOLDED_LINE
    parts += _legend(shown, y + LEGEND, palette, language)
    return drawing(parts, LEFT + WIDE + RIGHT, y + LEGEND + 2 * EDGE, trail.words, language)


def _is_behind(stop: Waypoint) -> bool:
    """Whether one has been there and gone on, the step done or not."""
    return stop.box.status in ("done", "left")


def _is_beside(before: Waypoint | None, stop: Waypoint) -> bool:
    """Whether both are now: done side by side, so that no arrow leads from one to the other."""
    return before is not None and before.box.status == stop.box.status == "now"


def _legend(stops: Sequence[Waypoint], y: float, palette: Palette, language: str) -> list[str]:
    """What the marks say: the two that always may come, and that of what was left where there is any."""
    parts, x = [], LEFT + 9
    marks = (
        [("done", tick), ("left", dash)]
        if any(stop.box.status == "left" for stop in stops)
        else [("done", tick)]
    )
    for key, mark in marks:
        said = say(key, language)
        parts += [mark(x, y, palette), words(x + 13, y + 4, said, FOLDED, palette.muted)]
        x += 13 + width(said, FOLDED) + 24
    pointer = polygon([(x, y - 8), (x + 12, y), (x, y + 8)], palette.ink, palette.ink, 1)
    return [*parts, pointer, words(x + 17, y + 4, say("now", language), FOLDED, palette.muted)]


def _folded_line(text: str, y: float, palette: Palette) -> str:
    return words(LEFT + 4, y + FOLDED + 2, text, FOLDED, palette.muted, bold=True)


def _section(stop: Waypoint, before: Waypoint | None) -> Sequence[str]:
    """The lines of the section's title where the stop begins one, else none."""
    if not stop.section or (before is not None and stop.section == before.section):
        return ()
    return lines(stop.section, SECTION, WIDE, bold=True, most=3)


def _folded(stops: Sequence[Waypoint], most: float) -> tuple[int, Sequence[Waypoint], int]:
    """How many earlier ones are left out, the stops to show, and how many later ones are left out."""
    shown, done, later = list(stops), 0, 0
    while _height(shown) > most:
        before = [stop for stop in shown if _is_behind(stop)]
        after = [stop for stop in shown[len(before) :] if stop.box.status == "" and stop.box.kind != "event"]
        if len(before) > _KEPT_BEFORE and len(before) >= len(after):
            shown, done = shown[1:], done + 1
        elif len(after) > _KEPT_AFTER:
            shown, later = shown[:-1], later + 1
        elif len(before) > _KEPT_BEFORE:
            shown, done = shown[1:], done + 1
        elif len(after) > 1:
            shown, later = shown[:-1], later + 1
        else:
            break
    return done, shown, later


def _height(stops: Sequence[Waypoint]) -> float:
    boxes = sum(size(stop.box).height + GAP for stop in stops)
    titles = sum(
        len(section) * SECTION_LINE + ABOVE_SECTION + 5
        for before, stop in zip([None, *stops], stops, strict=False)
        if (section := _section(stop, before))
    )
    return boxes + titles + 2 * FOLDED_LINE
