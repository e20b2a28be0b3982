"""A flow as a block: its sections below each other, and between them, side by side, the branches of what is done at the same time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeAlias

from diagrams.geometry import Point, Rectangle
from diagrams.layout.frames import MARK, PAD, Framed, framed, least_width
from diagrams.layout.packing import GUTTER, Papers, shrink
from diagrams.layout.place import Placed
from diagrams.picture import Panel, Side

NEARLY = 0.75
"""A frame of the main flow that is nearly as wide as the widest becomes as wide."""

WORTH, MOST_COLUMNS = 0.75, 12
"""The main flow goes on in another column where the sheet then needs to shrink this much less."""

BAR, ABOVE_BRANCHES = 5.0, 22.0
"""How thick the bar above and below branches is, and the room between it and them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A panel, and the places inside each of its sections."""

    panel: Panel
    placed: tuple[Placed, ...]


Branches: TypeAlias = "tuple[Tree, ...]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """A flow as it is read: parts of it, the first one first, and between them the branches that stand there."""

    parts: tuple[Part | Branches, ...]

    @property
    def most_abreast(self) -> int:
        """How many branches stand together at most, here or in a branch."""
        bands = [part for part in self.parts if isinstance(part, tuple)]
        return max((max(len(band), *(tree.most_abreast for tree in band)) for band in bands), default=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """The branches of one state, between two bars. `place` holds it all; in one row each is entered from the bar above."""

    blocks: tuple[Block, ...]
    place: Rectangle

    @property
    def is_one_row(self) -> bool:
        """Whether all of them stand side by side."""
        return len({block.place.top for block in self.blocks}) == 1

    def moved(self, across: float, down: float) -> Band:
        """The same elsewhere."""
        return Band(
            blocks=tuple(each.moved(across, down) for each in self.blocks),
            place=self.place.moved(across, down),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A frame, and below it the branches that begin at its end."""

    frame: Framed
    band: Band | None = None

    @property
    def place(self) -> Rectangle:
        """The rectangle around it."""
        return around([self.frame.frame, *([self.band.place] if self.band else [])])

    def moved(self, across: float, down: float) -> Unit:
        """The same elsewhere."""
        return Unit(
            frame=self.frame.moved(across, down), band=self.band.moved(across, down) if self.band else None
        )

    def widened(self, width: float, *, centred: bool = False) -> Unit:
        """The same with a wider frame; branches stay as they are."""
        return replace(self, frame=self.frame.widened(width, centred=centred))


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A flow in the places where its frames stand."""

    id: str
    side: Side
    units: tuple[Unit, ...]

    @property
    def frames(self) -> tuple[Framed, ...]:
        """The flow's own frames."""
        return tuple(unit.frame for unit in self.units)

    @property
    def inner(self) -> Iterator[Block]:
        """The branches, and those within them."""
        for unit in self.units:
            for block in unit.band.blocks if unit.band else ():
                yield block
                yield from block.inner

    @property
    def shape(self) -> tuple[Rectangle, ...]:
        """The rectangles that it fills, the arrows from column to column too."""
        places = (
            each
            for unit in self.units
            for each in (unit.frame.frame, *([unit.band.place] if unit.band else []))
        )
        lines = (piece for before, unit in pairwise(self.units) for piece in _pieces(between(before, unit)))
        return (*places, *lines)

    @property
    def place(self) -> Rectangle:
        """The rectangle around its frames and branches."""
        return around([unit.place for unit in self.units])

    def moved(self, across: float, down: float) -> Block:
        """The same elsewhere."""
        return replace(self, units=tuple(each.moved(across, down) for each in self.units))

    def widened(self, width: float) -> Block:
        """The same in frames as wide as that, its chains in the middle; of the main flow only those at its left that nearly are."""
        if self.side != "main":
            return replace(self, units=tuple(each.widened(width, centred=True) for each in self.units))
        left = self.place.left
        return replace(
            self,
            units=tuple(
                each.widened(width)
                if each.frame.frame.left == left and NEARLY * width <= each.frame.frame.width <= width
                else each
                for each in self.units
            ),
        )


def between(before: Unit, unit: Unit) -> tuple[Point, ...]:
    """The corners of the arrow from one to the next: down, or from the foot of a column to the head of the next."""
    start, end = before.frame, unit.frame
    tail = (start.axis, before.band.place.bottom if before.band else start.last)
    tip = (end.axis, end.first)
    if end.frame.left <= start.frame.left:
        return tail, tip
    low, across = before.place.bottom + GUTTER / 2, before.place.right + GUTTER / 2
    high = end.frame.top - end.above
    return tail, (tail[0], low), (across, low), (across, high), (tip[0], high), tip


def trees(parts: Sequence[Part]) -> list[Tree]:
    """The panels as flows, each with the branches that follow its parts."""
    found, waiting = list[Tree](), list(parts)
    while waiting:
        found.append(_tree(waiting))
    return found


def _pieces(points: Sequence[Point]) -> Iterator[Rectangle]:
    """The straight pieces of an arrow that turns, as rectangles without width."""
    for (x, y), (to_x, to_y) in pairwise(points) if len(points) > 2 else ():
        yield Rectangle(min(x, to_x), min(y, to_y), max(x, to_x), max(y, to_y))


def _tree(waiting: list[Part]) -> Tree:
    id = waiting[0].panel.id
    parts: list[Part | Branches] = []
    while waiting and id in (waiting[0].panel.id, waiting[0].panel.within):
        if waiting[0].panel.id == id:
            parts.append(waiting.pop(0))
            continue
        branches: list[Tree] = []
        while waiting and waiting[0].panel.within == id:
            branches.append(_tree(waiting))
        parts.append(tuple(branches))
    return Tree(parts=tuple(parts))


def block_of(tree: Tree, papers: Papers, abreast: int, *, is_alone: bool = False) -> Block:
    """The flow's sections below each other, their chains on one axis, at most so many branches `abreast`; in the main one each frame as
    wide as it must be. The main one, and one that `is_alone` on its sheet, goes on in further columns where it must.
    """
    own_parts = [part for part in tree.parts if isinstance(part, Part)]
    panel = own_parts[0].panel
    sections = [section for part in own_parts for section in part.panel.sections]
    of = [each for part in own_parts for each in part.placed]
    axis = max(each.axis for each in of)
    inner = [axis - each.axis + each.width + 2 * PAD + MARK for each in of]
    titles = [least_width(section) for section in sections]
    widest_one, is_main = max([*inner, *titles]), panel.side == "main"
    left = PAD + MARK + axis + (0 if is_main else (widest_one - max(inner)) / 2)
    units: list[Unit] = []
    number = 0
    for part in tree.parts:
        if isinstance(part, Part):
            for section in part.panel.sections:
                own = max(inner[number], titles[number])
                wide = own if is_main and own < NEARLY * widest_one else widest_one
                frame = framed(section, of[number], wide, left - of[number].axis)
                down = units[-1].place.bottom + frame.above if units else 0.0
                units.append(Unit(frame=frame.moved(0, down)))
                number += 1
        elif units:
            blocks = [block_of(branch, papers, abreast) for branch in part]
            units[-1] = replace(units[-1], band=_band(blocks, units[-1].frame, abreast))
    return Block(
        id=panel.id, side=panel.side, units=tuple(in_columns(units, papers) if is_main or is_alone else units)
    )


def _band(blocks: Sequence[Block], above: Framed, abreast: int) -> Band:
    """The blocks below the frame, so many in a row."""
    top = above.frame.bottom + GUTTER
    y, placed = top + BAR + ABOVE_BRANCHES, list[Block]()
    for first in range(0, len(blocks), abreast):
        x = above.frame.left
        row = []
        for block in blocks[first : first + abreast]:
            at = block.place
            row.append(block.moved(x - at.left, y - at.top))
            x = row[-1].place.right + GUTTER
        placed += row
        y = max(each.place.bottom for each in row) + GUTTER
    inner = around([each.place for each in placed])
    right = max(inner.right, above.axis + GUTTER)
    return Band(
        blocks=tuple(placed), place=Rectangle(inner.left, top, right, inner.bottom + ABOVE_BRANCHES + BAR)
    )


def in_columns(units: Sequence[Unit], papers: Papers) -> list[Unit]:
    """Units that stand below each other, gone on with in further columns where that prints them much larger."""
    best, size = list(units), WORTH * _shrink(units, papers)
    for count in range(2, min(len(units), MOST_COLUMNS) + 1):
        columns = _filled(units, count)
        tried = [unit for column in columns for unit in column]
        if len(columns) == count and _shrink(tried, papers) < size:
            best, size = tried, _shrink(tried, papers)
    return best


def _filled(units: Sequence[Unit], count: int) -> list[list[Unit]]:
    """The units in at most so many columns, in order, the highest column as low as can be; in a column all frames are as wide."""
    low, high = max(unit.place.height + unit.frame.above for unit in units), units[-1].place.bottom
    while high - low > 1:
        limit = (low + high) / 2
        low, high = (low, limit) if len(_runs(units, limit)) <= count else (limit, high)
    columns: list[list[Unit]] = []
    left = 0.0
    for run in _runs(units, high):
        wide = max(unit.frame.frame.width for unit in run)
        down = run[0].frame.above if columns else 0.0
        columns.append([unit.moved(left, down - run[0].place.top).widened(wide) for unit in run])
        left = max(unit.place.right for unit in columns[-1]) + GUTTER
    return columns


def _runs(units: Sequence[Unit], limit: float) -> list[list[Unit]]:
    """The units in runs no higher than `limit`, where one unit is not higher by itself."""
    runs: list[list[Unit]] = []
    for unit in units:
        if not runs or unit.place.bottom - runs[-1][0].place.top + runs[-1][0].frame.above > limit:
            runs.append([])
        runs[-1].append(unit)
    return runs


def _shrink(units: Sequence[Unit], papers: Papers) -> float:
    return shrink(max(each.place.right for each in units), max(each.place.bottom for each in units), papers)


def around(places: Sequence[Rectangle]) -> Rectangle:
    """The smallest rectangle that holds them all."""
    return Rectangle(
        min(each.left for each in places),
        min(each.top for each in places),
        max(each.right for each in places),
        max(each.bottom for each in places),
    )
