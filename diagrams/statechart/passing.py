"""Arrows with room between them and the states that they pass: one that runs along a side looks like a part of the state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from math import dist

from diagrams.geometry import Point, Rectangle
from diagrams.statechart.labels import Curve

CLEAR = 10.0
"""Between a state and an arrow that passes it: what is aimed at; where a bend has to be soft it is half of it."""

_ROUNDS = 4
_SHARE = 0.75
"""How much of what both inner corners of a Bézier curve are moved its middle follows."""


def passing(curve: Curve, nodes: Mapping[str, Rectangle]) -> Curve:
    """The arrow, bent away from every state that it runs nearer to than `CLEAR`, as far as a few turns do it. Its ends stay."""
    ends = (curve.transition.source, curve.transition.target)
    places = [place for name, place in nodes.items() if name not in ends]
    for _ in range(_ROUNDS):
        first, *between, last = curve.points
        points = [first, *(_moved(point, _away(point, places)) for point in between), last]
        curve = replace(curve, points=tuple(points))
        for piece in range(0, len(points) - 3, 3):
            along = curve.along(piece)
            across, down = max(
                (_away(point, places) for point in along), key=lambda by: abs(by[0]) + abs(by[1])
            )
            for corner in (piece + 1, piece + 2):
                points[corner] = _moved(points[corner], (across / _SHARE, down / _SHARE))
        bent = replace(curve, points=tuple(_smoothed(points)))
        if bent == curve:
            break
        curve = bent
    return curve


def _smoothed(points: Sequence[Point]) -> Sequence[Point]:
    """The points of Bézier curves without a corner where one begins after the other: both lead through there in one direction."""
    found = list(points)
    for joint in range(3, len(points) - 1, 3):
        before, here, after = found[joint - 1 : joint + 2]
        whole = dist(before, after)
        if whole:
            for corner, sign in ((joint - 1, -1), (joint + 1, 1)):
                share = sign * dist(found[corner], here) / whole
                found[corner] = _moved(here, ((after[0] - before[0]) * share, (after[1] - before[1]) * share))
    return found


def _away(point: Point, places: Iterable[Rectangle]) -> Point:
    """How far a point is to be moved across and down, so that it is `CLEAR` of all the places that it is near."""
    across = down = 0.0
    for place in places:
        left, right = place.left - CLEAR - point[0], place.right + CLEAR - point[0]
        up, below = place.top - CLEAR - point[1], place.bottom + CLEAR - point[1]
        if left < 0 < right and up < 0 < below:
            nearest = min((left, right, up, below), key=abs)
            if nearest in (left, right):
                across += nearest
            else:
                down += nearest
    return across, down


def _moved(point: Point, by: Point) -> Point:
    return point[0] + by[0], point[1] + by[1]
