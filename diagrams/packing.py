"""Where the panels stand on a sheet: so that it can be printed as large as possible, and read from the top left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from diagrams.layout import Rectangle

GUTTER = 24.0

# The paper that a sheet should fill best, width and height in any unit: A4, upright or on its side.
_PAPERS = ((1.0, 1.414), (1.414, 1.0))

# How many half-filled sheets are gone on with; fewer where there are many panels, so that it never takes long.
_KEPT = 120

# A panel below the first one looks like its continuation: it must save this much to stand there.
_BELOW = 1.15

Shape = tuple[Rectangle, ...]
Spot = tuple[float, float]


@lru_cache(maxsize=256)
def pack(shapes: tuple[Shape, ...]) -> tuple[Spot, ...]:
    """How far each shape (rectangles that belong together) moves right and down, so that none touches another; the first stays.

    Many sheets are filled at the same time, one shape after the other, and the best is kept.
    """
    sheets: list[tuple[tuple[Spot, ...], Shape]] = [(((0.0, 0.0),), shapes[0])]
    kept = max(2, _KEPT // len(shapes) ** 2)
    for shape in shapes[1:]:
        tried = [
            ((*spots, spot), (*filled, *_moved(shape, spot)))
            for spots, filled in sheets
            for spot in _spots(filled, shape)
        ]
        sheets = sorted(tried, key=lambda sheet: _cost(*sheet))[:kept]
    return sheets[0][0]


def _spots(filled: Shape, shape: Shape) -> Iterator[Spot]:
    """The corners that the filled rectangles leave, where the shape touches none of them."""
    lefts = sorted({0.0, *(each.right + GUTTER for each in filled)})
    tops = sorted({0.0, *(each.bottom + GUTTER for each in filled), *(each.top for each in filled)})
    for left in lefts:
        for top in tops:
            moved = _moved(shape, (left, top))
            if not any(mine.touches(other, GUTTER) for mine in moved for other in filled):
                yield left, top


def _cost(spots: Sequence[Spot], filled: Shape) -> tuple[float, float]:
    """How much the sheet must shrink to fit on paper; then, how far from the top its panels stand."""
    wide, high = max(each.right for each in filled), max(each.bottom for each in filled)
    shrink = min(max(wide / width, high / height) for width, height in _PAPERS)
    if any(left == 0 for left, _ in spots[1:]):
        shrink *= _BELOW
    return round(shrink, -1), sum(top + left / 4 for left, top in spots)


def _moved(shape: Shape, spot: Spot) -> Shape:
    return tuple(each.moved(*spot) for each in shape)
