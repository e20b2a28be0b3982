"""Where the words of a statechart's arrows stand: where Graphviz put them, or else by their arrow where they cover nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import hypot

from diagrams.geometry import Point, Rectangle
from diagrams.statechart.chart import Transition
from diagrams.type.typeset import lines, widest

SMALL, LABEL_LINE = 10.0, 12.0
ROOMS = (190.0, 140.0, 100.0)
"""How wide a label may be; the narrower ones are tried where there is no place for it as Graphviz knows it."""

_NEAR, _BY, _STEPS = 16.0, 5.0, 8
_ROOM = ROOMS[0] + 2 * _NEAR


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """An arrow: the points of its Bézier curves, the tip of its head, its label and the middle of that."""

    transition: Transition
    points: tuple[Point, ...]
    tip: Point
    label: tuple[str, ...]
    at: Point | None

    @property
    def path(self) -> tuple[Point, ...]:
        """Points along the arrow, the tip last."""
        found = [self.points[0]]
        for first in range(0, len(self.points) - 3, 3):
            found += self.along(first)
        return (*found, self.tip)

    def along(self, first: int) -> list[Point]:
        """Points along the one of its Bézier curves that begins with the point of that number."""
        corners = self.points[first : first + 4]
        return [_bezier(corners, step / _STEPS) for step in range(1, _STEPS + 1)]

    @property
    def place(self) -> Rectangle | None:
        """What the label covers; None where there is none."""
        return None if self.at is None or not self.label else _around(self.at, self.label)


def label_of(transition: Transition, room: float = ROOMS[0]) -> tuple[str, ...]:
    """The lines of an arrow's label."""
    return lines(transition.words, SMALL, room)


def told(
    curves: Sequence[Curve], taken: Sequence[Rectangle], frames: Sequence[Rectangle]
) -> tuple[Curve, ...]:
    """The arrows, each label beside the visible part of its own and on nothing else.

    `taken` is what no label may cover, as states and titles; a label stands inside a frame or outside, not on its edge. Where
    there is no such place a label stays where Graphviz put it.
    """
    paths = [curve.path for curve in curves]
    found = list(curves)
    for index, curve in enumerate(curves):
        here = curve.place
        if here is None:
            continue
        others = [place for other in (*found[:index], *found[index + 1 :]) if (place := other.place)]

        def is_free(place: Rectangle, others: Sequence[Rectangle] = others) -> bool:
            return not any(place.touches(each, 1) for each in (*taken, *others)) and not any(
                _on_edge(place, frame) for frame in frames
            )

        crossing = [path for other, path in enumerate(paths) if other != index]
        is_clear = not any(passes(path, here) for path in paths)
        if is_clear and is_free(here) and _distance(here, paths[index]) <= _NEAR:
            continue
        found[index] = _moved(curve, paths[index], crossing, is_free)
    return tuple(found)


def _moved(
    curve: Curve,
    path: Sequence[Point],
    crossing: Sequence[Sequence[Point]],
    is_free: Callable[[Rectangle], bool],
) -> Curve:
    """The arrow with its label in the best free place: first where no arrow passes, then across its own, then wherever."""
    around = _bounds(path, _ROOM)
    near = [other for other in crossing if _bounds(other, 0).touches(around)]
    best: tuple[int, Point, tuple[str, ...]] | None = None
    for label in dict.fromkeys(label_of(curve.transition, room) for room in ROOMS):
        for at in _places(path, label):
            place = _around(at, label)
            if not is_free(place):
                continue
            passed = passes(path, place) + 2 * sum(passes(other, place) for other in near)
            if best is None or passed < best[0]:
                best = (passed, at, label)
            if passed == 0:
                return replace(curve, at=at, label=label)
    return replace(curve, at=best[1], label=best[2]) if best else curve


def _bounds(path: Sequence[Point], room: float) -> Rectangle:
    """The rectangle around a path, with so much room."""
    across, down = zip(*path, strict=True)
    return Rectangle(min(across) - room, min(down) - room, max(across) + room, max(down) + room)


def _places(path: Sequence[Point], label: tuple[str, ...]) -> Iterator[Point]:
    """The middles of places by the path, from its middle to its ends: right, left, above and below each point, then on it."""
    middle = len(path) // 2
    points = sorted(range(len(path)), key=lambda index: abs(index - middle))
    for by in (_BY, _NEAR):
        wide, high = widest(label, SMALL) / 2 + by, len(label) * LABEL_LINE / 2 + by
        for across, down in ((wide, 0.0), (-wide, 0.0), (0.0, -high), (0.0, high)):
            yield from ((path[index][0] + across, path[index][1] + down) for index in points)
    yield from (path[index] for index in points)


def _bezier(corners: Sequence[Point], part: float) -> Point:
    rest = 1 - part
    weights = (rest**3, 3 * rest**2 * part, 3 * rest * part**2, part**3)
    return (
        sum(weight * x for weight, (x, _) in zip(weights, corners, strict=True)),
        sum(weight * y for weight, (_, y) in zip(weights, corners, strict=True)),
    )


def _around(at: Point, label: tuple[str, ...]) -> Rectangle:
    (x, y), wide, high = at, widest(label, SMALL) / 2, len(label) * LABEL_LINE / 2
    return Rectangle(x - wide, y - high, x + wide, y + high)


def _on_edge(place: Rectangle, frame: Rectangle) -> bool:
    is_inside = (
        frame.left + 2 < place.left
        and place.right < frame.right - 2
        and frame.top < place.top
        and place.bottom < frame.bottom
    )
    return place.touches(frame, 2) and not is_inside


def _distance(place: Rectangle, path: Iterable[Point]) -> float:
    return min(
        hypot(max(place.left - x, 0, x - place.right), max(place.top - y, 0, y - place.bottom))
        for x, y in path
    )


def passes(path: Sequence[Point], place: Rectangle) -> bool:
    """Whether the arrow goes through the place."""
    return any(_cuts(start, end, place) for start, end in pairwise(path))


def _cuts(start: Point, end: Point, place: Rectangle) -> bool:
    """Whether a straight piece goes through the place: some part of it lies between all four sides."""
    low, high = 0.0, 1.0
    for at, to, least, most in (
        (start[0], end[0], place.left, place.right),
        (start[1], end[1], place.top, place.bottom),
    ):
        if at == to:
            if not least < at < most:
                return False
            continue
        one, other = (least - at) / (to - at), (most - at) / (to - at)
        low, high = max(low, min(one, other)), min(high, max(one, other))
    return low < high
