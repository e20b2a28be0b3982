"""The lines of a section's arrows: down inside a chain, to the right to what stands beside, back in by a turn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from diagrams.geometry import Point, Rectangle
from diagrams.layout.dot import label_of, meeting_of, turn_of, way_to
from diagrams.layout.place import Placed
from diagrams.picture import Arrow, Chain, LinkedBox, Row, Section
from diagrams.type.sizes import (
    BESIDE_LINE,
    CLOCK,
    LABEL,
    LABEL_LINE,
    beside_clock,
    beside_label,
    down_clock,
    down_label,
    label_width,
)

RAIL = 18.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """The words of an arrow: `at` is the first line's baseline, its middle where `centred`, else its left end.

    Before the line number `clock` a clock stands; that line and those below it are moved as much as that takes.
    """

    lines: tuple[str, ...]
    at: Point
    centred: bool = False
    clock: int | None = None

    def begins(self, line: int) -> float:
        """Where the words of a line begin, from the left."""
        moved = CLOCK if self.clock is not None and line >= self.clock else 0.0
        if self.centred:
            return self.at[0] + (moved - label_width(self.lines[line : line + 1])) / 2
        return self.at[0] + moved

    @property
    def place(self) -> Rectangle:
        """The rectangle that the words fill, with the clock."""
        wide = max(
            label_width((text,)) + (CLOCK if self.clock is not None and line >= self.clock else 0)
            for line, text in enumerate(self.lines)
        )
        left = self.at[0] - (wide / 2 if self.centred else 0)
        top = self.at[1] - LABEL * 0.8
        return Rectangle(left, top, left + wide, top + (len(self.lines) - 1) * LABEL_LINE + LABEL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke:
    """An arrow as it is drawn: its corners from tail to tip. `from_left` when it comes in at the left side of its target.

    `on_path` when it is one of the section's own chain, which the eye follows from top to bottom.
    """

    arrow: Arrow
    source: str
    target: str
    points: tuple[Point, ...]
    label: Label | None = None
    from_left: bool = False
    on_path: bool = False


def lines(section: Section, placed: Placed) -> list[Stroke]:
    """All arrows inside the section."""
    return list(_chain(section.chain, placed, on_path=True))


def _chain(chain: Chain, placed: Placed, *, on_path: bool = False) -> Iterator[Stroke]:
    nodes = placed.nodes
    above: Row | None = None
    for row in chain.rows:
        if above and row.arrow:
            room = nodes.get(label_of(row.box.id))
            yield _down(row.arrow, above.box.id, row.box.id, placed, on_path, room)
        yield from _beside(row, placed)
        above = row
    last = chain.rows[-1].box.id
    if len(chain.links) == 1:
        link = chain.links[0]
        yield _down(link.arrow, last, link.box.id, placed, on_path, nodes.get(label_of(link.box.id)))
    elif chain.links:
        yield from _rail(chain.links, last, placed)
    if chain.join and chain.join.is_below:
        target = chain.join.target
        yield _down(chain.join.arrow, last, target, placed, on_path, nodes.get(way_to(target)))
    elif chain.join:
        turn, meeting = nodes[turn_of(chain.join.target)], nodes[meeting_of(chain.join.target)]
        name = label_of(turn_of(chain.join.target))
        points = ((nodes[last].x, nodes[last].bottom), (nodes[last].x, turn.y), (meeting.x, turn.y))
        yield Stroke(
            arrow=chain.join.arrow,
            source=last,
            target=chain.join.target,
            points=points,
            label=down(chain.join.arrow, nodes[last].x, nodes[name].top) if name in nodes else None,
        )


def _down(
    arrow: Arrow, source: str, target: str, placed: Placed, on_path: bool, room: Rectangle | None
) -> Stroke:
    """The arrow from box to box; `room` is where its words stand."""
    tail, tip = placed.nodes[source], placed.nodes[target]
    points: tuple[Point, ...] = ((tail.x, tail.bottom), (tip.x, tip.top))
    if abs(tail.x - tip.x) > 0.5:
        middle = (tail.bottom + tip.top) / 2
        points = (points[0], (tail.x, middle), (tip.x, middle), points[1])
    label = down(arrow, tail.x, room.top) if room else None
    return Stroke(arrow=arrow, source=source, target=target, points=points, label=label, on_path=on_path)


def down(arrow: Arrow, x: float, top: float) -> Label | None:
    """The label at the right of an arrow downwards at `x`, where there is room for it from `top`."""
    if not arrow.labels:
        return None
    return Label(lines=down_label(arrow.labels), at=(x + BESIDE_LINE, top + 9), clock=down_clock(arrow))


def _beside(row: Row, placed: Placed) -> Iterator[Stroke]:
    tail = placed.nodes[row.box.id]
    for branch in row.beside:
        first = branch.chain.rows[0].box.id
        tip, room = placed.nodes[first], placed.nodes[label_of(first)]
        points: tuple[Point, ...] = ((tail.right, tail.y), (tip.left, tip.y))
        if abs(tail.y - tip.y) > 0.5:
            points = (points[0], (room.left, tail.y), (room.left, tip.y), points[1])
        yield Stroke(
            arrow=branch.arrow,
            source=row.box.id,
            target=first,
            points=points,
            label=_above(branch.arrow, room, tip.y),
            from_left=True,
        )
        yield from _chain(branch.chain, placed)


def _above(arrow: Arrow, room: Rectangle, y: float) -> Label | None:
    """The label above an arrow that goes to the right at `y`."""
    if not arrow.labels:
        return None
    text = beside_label(arrow.labels)
    top = y - 6 - LABEL_LINE * (len(text) - 1)
    return Label(lines=text, at=(room.x, top), centred=True, clock=beside_clock(arrow))


def _rail(links: tuple[LinkedBox, ...], source: str, placed: Placed) -> Iterator[Stroke]:
    """Links stacked below a box: a rail down its left side, and from it an arrow to each."""
    tail: Rectangle = placed.nodes[source]
    x = tail.left + RAIL
    for link in links:
        tip = placed.nodes[link.box.id]
        yield Stroke(
            arrow=link.arrow,
            source=source,
            target=link.box.id,
            points=((x, tail.bottom), (x, tip.y), (tip.left, tip.y)),
        )
