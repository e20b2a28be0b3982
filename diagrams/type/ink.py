"""The few things that SVG is drawn with here. Every word goes through `escaped`."""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot
from xml.sax.saxutils import escape

from diagrams.geometry import Point, Rectangle
from diagrams.picture import Icon
from diagrams.type.icons import ICONS

HEAD, WING, CORNER = 10.0, 4.2, 7.0
HATCH = 9.0

# What XML 1.0 has no place for, however it is written.
_IMPOSSIBLE = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 65534, 65535))


def escaped(text: str) -> str:
    """The text as it may stand in XML, in an element or in an attribute."""
    possible = text.translate(_IMPOSSIBLE).encode("utf-8", "ignore").decode("utf-8")
    return escape(possible, {'"': "&quot;", "'": "&#39;"})


def words(
    x: float,
    y: float,
    text: str,
    size: float,
    colour: str,
    *,
    bold: bool = False,
    italic: bool = False,
    centred: bool = False,
) -> str:
    """One line of text, its baseline at `y`."""
    style = ' font-weight="700"' if bold else ""
    style += ' font-style="italic"' if italic else ""
    style += ' text-anchor="middle"' if centred else ""
    return (
        f'<text x="{_n(x)}" y="{_n(y)}" font-size="{_n(size)}" fill="{colour}"{style}>{escaped(text)}</text>'
    )


def rounded(
    place: Rectangle, radius: float, fill: str, line: str, weight: float, *, dashed: bool = False
) -> str:
    """A rectangle with rounded corners."""
    dash = ' stroke-dasharray="6 4"' if dashed else ""
    return (
        f'<rect x="{_n(place.left)}" y="{_n(place.top)}" width="{_n(place.width)}" height="{_n(place.height)}" '
        f'rx="{_n(min(radius, place.height / 2))}" fill="{fill}" stroke="{line}" stroke-width="{_n(weight)}"{dash}/>'
    )


def left_end(place: Rectangle, width: float, radius: float, fill: str, line: str) -> str:
    """The left part of a rounded rectangle, `fill` with an edge of `line`."""
    right, round_ = _n(place.left + width), f"a{_n(radius)} {_n(radius)} 0 0 0"
    path = (
        f"M{right} {_n(place.top)}H{_n(place.left + radius)}{round_} {_n(-radius)} {_n(radius)}"
        f"V{_n(place.bottom - radius)}{round_} {_n(radius)} {_n(radius)}H{right}z"
    )
    return f'<path d="{path}" fill="{fill}" stroke="{line}" stroke-width="1.6"/>'


def hatching(place: Rectangle, colour: str) -> str:
    """Slanting lines inside a rectangle with rounded corners, none so short that it would stand in a corner."""
    lines = []
    for number in range(1, int((place.width + place.height) / HATCH) + 1):
        along = number * HATCH
        start, end = max(0.0, along - place.height), min(place.width, along)
        if end - start >= HATCH:
            left, low = place.left + start, place.top + along - start
            lines.append(f"M{_n(left)} {_n(low)}L{_n(place.left + end)} {_n(place.top + along - end)}")
    return f'<path d="{"".join(lines)}" stroke="{colour}" stroke-width="1" stroke-opacity="0.7"/>'


def polygon(points: Sequence[Point], fill: str, line: str, weight: float) -> str:
    """A closed shape with straight sides."""
    path = "L".join(f"{_n(x)} {_n(y)}" for x, y in points)
    return f'<path d="M{path}z" fill="{fill}" stroke="{line}" stroke-width="{_n(weight)}" stroke-linejoin="round"/>'


def icon(name: Icon, x: float, y: float, colour: str, size: float = 16.0) -> str:
    """One of the small drawings, by its top left corner."""
    return (
        f'<g transform="translate({_n(x)} {_n(y)}) scale({_n(size / 16)})" fill="none" stroke="{colour}" stroke-width="1.6" '
        f'stroke-linecap="round" stroke-linejoin="round">{ICONS[name]}</g>'
    )


def arrow(points: Sequence[Point], colour: str, weight: float, *, dashed: bool = False) -> str:
    """A line with rounded corners and a head at its end."""
    (x, y), (tip_x, tip_y) = points[-2:]
    length = hypot(tip_x - x, tip_y - y) or 1.0
    across, down = (tip_x - x) / length, (tip_y - y) / length
    # The line ends where the head begins, so that the tip stays sharp.
    base = (tip_x - HEAD * across, tip_y - HEAD * down)
    dash = ' stroke-dasharray="5 4"' if dashed else ""
    line = f'<path d="{_path([*points[:-1], base])}" fill="none" stroke="{colour}" stroke-width="{_n(weight)}"{dash}/>'
    left = (base[0] - WING * down, base[1] + WING * across)
    right = (base[0] + WING * down, base[1] - WING * across)
    return line + polygon([(tip_x, tip_y), left, right], colour, colour, 1)


def _path(points: Sequence[Point]) -> str:
    """The points joined by straight lines, each corner rounded."""
    path = [f"M{_n(points[0][0])} {_n(points[0][1])}"]
    for before, here, after in zip(points, points[1:], points[2:], strict=False):
        entry, leave = _towards(here, before), _towards(here, after)
        path.append(
            f"L{_n(entry[0])} {_n(entry[1])}Q{_n(here[0])} {_n(here[1])} {_n(leave[0])} {_n(leave[1])}"
        )
    path.append(f"L{_n(points[-1][0])} {_n(points[-1][1])}")
    return "".join(path)


def _towards(start: Point, end: Point) -> Point:
    """The point on the way from `start` to `end` where the rounding of a corner at `start` ends."""
    length = hypot(end[0] - start[0], end[1] - start[1]) or 1.0
    part = min(CORNER, length / 2) / length
    return start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part


def _n(number: float) -> str:
    """A number as short as it can be written with one decimal."""
    return (
        f"{number:.1f}".removesuffix(".0").replace("-0", "0")
        if abs(number) < 0.05
        else f"{number:.1f}".removesuffix(".0")
    )
