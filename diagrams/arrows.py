"""The lines of a section's arrows: down inside a chain, to the right to what stands beside, back in by a turn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from diagrams.dot import label_of, meeting_of, turn_of
from diagrams.layout import Placed, Rectangle
from diagrams.picture import Arrow, Chain, Link, Row, Section
from diagrams.sizes import BESIDE_LINE, CLOCK, LABEL_LINE, beside_label, down_label, label_width

Point = tuple[float, float]
RAIL = 18.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An arrow as it is drawn: its corners from tail to tip, and its label's lines with the middle (or, beside a line down, the left end)
    of the first baseline; `clock` is the corner of the clock before it.
    """

    arrow: Arrow
    source: str
    target: str
    points: tuple[Point, ...]
    label: tuple[str, ...] = ()
    at: Point = (0.0, 0.0)
    centred: bool = False
    clock: Point | None = None


def lines(section: Section, placed: Placed) -> list[Line]:
    """All arrows inside the section."""
    return list(_chain(section.chain, placed))


def _chain(chain: Chain, placed: Placed) -> Iterator[Line]:
    nodes = placed.nodes
    above: Row | None = None
    for row in chain.rows:
        if above and row.arrow:
            yield _down(row.arrow, above.box.id, row.box.id, placed)
        yield from _beside(row, placed)
        above = row
    last = chain.rows[-1].box.id
    if len(chain.links) == 1:
        yield _down(chain.links[0].arrow, last, chain.links[0].box.id, placed)
    elif chain.links:
        yield from _rail(chain.links, last, placed)
    if chain.join:
        turn, meeting = nodes[turn_of(chain.join.target)], nodes[meeting_of(chain.join.target)]
        label, at = _beside_down(
            chain.join.arrow, label_of(turn_of(chain.join.target)), nodes[last].x, placed
        )
        points = ((nodes[last].x, nodes[last].bottom), (nodes[last].x, turn.y), (meeting.x, turn.y))
        yield Line(
            arrow=chain.join.arrow, source=last, target=chain.join.target, points=points, label=label, at=at
        )


def _down(arrow: Arrow, source: str, target: str, placed: Placed) -> Line:
    tail, tip = placed.nodes[source], placed.nodes[target]
    label, at = _beside_down(arrow, label_of(target), tail.x, placed)
    points: tuple[Point, ...] = ((tail.x, tail.bottom), (tip.x, tip.top))
    if abs(tail.x - tip.x) > 0.5:
        middle = (tail.bottom + tip.top) / 2
        points = (points[0], (tail.x, middle), (tip.x, middle), points[1])
    return Line(arrow=arrow, source=source, target=target, points=points, label=label, at=at)


def _beside_down(arrow: Arrow, name: str, x: float, placed: Placed) -> tuple[tuple[str, ...], Point]:
    """The label to the right of a line downwards at `x`."""
    if not arrow.labels:
        return (), (0.0, 0.0)
    return down_label(arrow.labels), (x + BESIDE_LINE, placed.nodes[name].top + 9)


def _beside(row: Row, placed: Placed) -> Iterator[Line]:
    tail = placed.nodes[row.box.id]
    for branch in row.beside:
        first = branch.chain.rows[0].box.id
        tip, room = placed.nodes[first], placed.nodes[label_of(first)]
        points: tuple[Point, ...] = ((tail.right, tail.y), (tip.left, tip.y))
        if abs(tail.y - tip.y) > 0.5:
            points = (points[0], (room.left, tail.y), (room.left, tip.y), points[1])
        label = beside_label(branch.arrow.labels)
        clock = CLOCK if branch.arrow.timed else 0.0
        at = (room.x + clock / 2, tip.y - 6 - LABEL_LINE * (len(label) - 1))
        yield Line(
            arrow=branch.arrow,
            source=row.box.id,
            target=first,
            points=points,
            label=label,
            at=at,
            centred=True,
            clock=(at[0] - label_width(label) / 2 - clock, at[1] - 10) if clock else None,
        )
        yield from _chain(branch.chain, placed)


def _rail(links: tuple[Link, ...], source: str, placed: Placed) -> Iterator[Line]:
    """Links stacked below a box: a rail down its left side, and from it an arrow to each."""
    tail: Rectangle = placed.nodes[source]
    x = tail.left + RAIL
    for link in links:
        tip = placed.nodes[link.box.id]
        yield Line(
            arrow=link.arrow,
            source=source,
            target=link.box.id,
            points=((x, tail.bottom), (x, tip.y), (tip.left, tip.y)),
        )
