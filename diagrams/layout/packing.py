"""Where the panels stand on a sheet: so that it can be printed as large as possible, and read from the top left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations, pairwise

from diagrams.geometry import Rectangle

GUTTER = 24.0

FEW = 6
"""So many panels stand wherever there is room; more of them would be hard to find, and stand in columns."""

Papers = tuple[tuple[float, float], ...]
"""Width and height, in any unit, of each paper that a sheet may fill."""

A4: Papers = ((1.0, 1.414), (1.414, 1.0))
"""Upright or on its side."""

# How many half-filled sheets are gone on with.
_KEPT = 30

# A panel below the first one looks like its continuation: it must save this much to stand there.
_BELOW = 1.15

Shape = tuple[Rectangle, ...]
Spot = tuple[float, float]
Filled = tuple[tuple[Spot, ...], Shape]


@lru_cache(maxsize=256)
def pack(shapes: tuple[Shape, ...], papers: Papers = A4) -> tuple[Spot, ...]:
    """How far each shape (rectangles that belong together) moves right and down, so that none touches another; the first stays.

    The sheet fills one of the papers as well as can be.
    """
    start: Filled = (((0.0, 0.0),), shapes[0])
    found = _fitted(start, shapes[1:], papers) if len(shapes) <= FEW else _in_columns(start, shapes[1:])
    return min(found, key=lambda filled: _cost(*filled, papers=papers))[0]


def shrink(wide: float, high: float, papers: Papers = A4) -> float:
    """How much something so wide and high must shrink to fit on a paper, in units of no meaning; less is better."""
    return min(max(wide / width, high / height) for width, height in papers)


def _fitted(start: Filled, shapes: Sequence[Shape], papers: Papers) -> list[Filled]:
    """Sheets on which each shape stands in some corner that those before it leave."""
    sheets = [start]
    for shape in shapes:
        tried = [_with(sheet, shape, spot) for sheet in sheets for spot in _spots(sheet[1], shape)]
        sheets = sorted(tried, key=lambda filled: _cost(*filled, papers=papers))[:_KEPT]
    return sheets


def _spots(filled: Shape, shape: Shape) -> Iterator[Spot]:
    """The corners that the filled rectangles leave, where the shape touches none of them."""
    lefts = sorted({0.0, *(each.right + GUTTER for each in filled)})
    tops = sorted({0.0, *(each.bottom + GUTTER for each in filled), *(each.top for each in filled)})
    for left in lefts:
        for top in tops:
            moved = _moved(shape, (left, top))
            if not any(mine.touches(other, GUTTER) for mine in moved for other in filled):
                yield left, top


def _in_columns(start: Filled, shapes: Sequence[Shape]) -> Iterator[Filled]:
    """Sheets with the shapes in columns at the right of the first one, for every height that a column may have."""
    heights = [_bottom(shape) for shape in shapes]
    for limit in sorted({sum(heights[:count]) + GUTTER * (count - 1) for count in range(1, len(shapes) + 1)}):
        filled, left, wide, top = start, _right(start[1]) + GUTTER, 0.0, 0.0
        for shape, height in zip(shapes, heights, strict=True):
            if top and top + height > limit:
                left, wide, top = left + wide + GUTTER, 0.0, 0.0
            filled = _with(filled, shape, (left, top))
            wide, top = max(wide, _right(shape)), top + height + GUTTER
        yield filled


def _cost(spots: Sequence[Spot], filled: Shape, *, papers: Papers) -> tuple[float, int, float]:
    """How much the sheet must shrink to fit on paper; then, how many panels are met before one that they follow; then, how far
    the eye goes from each panel to the next."""
    size = shrink(_right(filled), _bottom(filled), papers)
    if any(left == 0 for left, _ in spots[1:]):
        size *= _BELOW
    met_early = sum(x >= to_x and y >= to_y for (x, y), (to_x, to_y) in combinations(spots, 2))
    return (
        round(size, -1),
        met_early,
        sum(abs(x - to_x) + abs(y - to_y) for (x, y), (to_x, to_y) in pairwise(spots)),
    )


def _with(filled: Filled, shape: Shape, spot: Spot) -> Filled:
    spots, rectangles = filled
    return (*spots, spot), (*rectangles, *_moved(shape, spot))


def _moved(shape: Shape, spot: Spot) -> Shape:
    return tuple(each.moved(*spot) for each in shape)


def _right(shape: Shape) -> float:
    return max(each.right for each in shape)


def _bottom(shape: Shape) -> float:
    return max(each.bottom for each in shape)
