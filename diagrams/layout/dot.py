"""A section as DOT, for Graphviz to say where everything stands.

Boxes and labels go in as empty nodes of exactly the size they are drawn with; no word of a routine is in the DOT, so none can break it and
no other program's idea of a typeface moves anything. Every chain is a column; what stands beside a box stands on its level.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from graphviz import Digraph

from diagrams.picture import Arrow, Branch, Chain, LinkedBox, Section
from diagrams.type.sizes import (
    CLOCK,
    LABEL_LINE,
    STACK_GAP,
    WIDE,
    beside_label,
    down_label,
    down_width,
    label_width,
    size,
    stacked,
)

POINTS = 72.0
AIR = 10.0
"""Added to the height of every node: half of it stays free above and half below."""

NARROWEST = 30.0


def label_of(box: str) -> str:
    """The node of the label of the arrow into the box."""
    return f"label {box}"


def way_to(box: str) -> str:
    """The node of the label of the arrow that comes down to the box from what else stands beside."""
    return f"label down {box}"


def stack_of(box: str) -> str:
    """The node of the links stacked below the box."""
    return f"links {box}"


def meeting_of(target: str) -> str:
    """The node above `target` where an arrow from beside meets the path."""
    return f"meet {target}"


def turn_of(target: str) -> str:
    """The node beside `meeting_of(target)` where that arrow turns."""
    return f"turn {target}"


def dot(section: Section) -> str:
    """The section as DOT text; the same section always gives the same text."""
    return _Arrangement(section).source()


class _Arrangement:
    def __init__(self, section: Section) -> None:
        self._graph = Digraph(
            name="section",
            graph_attr={
                "rankdir": "TB",
                "nodesep": "0.2",
                "ranksep": "0.1",
                "newrank": "true",
                "splines": "false",
            },
            node_attr={"shape": "box", "fixedsize": "true", "label": ""},
            edge_attr={"arrowhead": "none"},
        )
        self._lowest: dict[str, str] = {}
        self._meetings: set[str] = set()
        self._widths = _label_widths(section.chain)
        self._chain(section.chain, 0)

    def source(self) -> str:
        return str(self._graph.source)

    def _chain(self, chain: Chain, depth: int) -> None:
        above = ""
        for row in chain.rows:
            name, shape = row.box.id, size(row.box)
            if row.arrow and above:
                above = self._labelled(label_of(name), row.arrow, depth, above)
            if name in self._meetings:
                self._below(meeting_of(name), 8, 1, _column(depth), above)
                self._level(meeting_of(name), turn_of(name))
                above = meeting_of(name)
            self._below(name, shape.width, shape.height + AIR, _column(depth), above)
            above = name
            for index, branch in enumerate(row.beside):
                self._branch(name if index == 0 else None, branch, depth)
        self._end(chain, above, depth)

    def _end(self, chain: Chain, above: str, depth: int) -> None:
        if len(chain.links) > 1:
            stack = stack_of(chain.rows[-1].box.id)
            self._below(stack, WIDE, stack_height(chain.links) + AIR, _column(depth), above)
        for link in chain.links if len(chain.links) == 1 else ():
            above = self._labelled(label_of(link.box.id), link.arrow, depth, above)
            self._below(link.box.id, size(link.box).width, size(link.box).height + AIR, _column(depth), above)
        if chain.join and chain.join.is_below:
            self._labelled(way_to(chain.join.target), chain.join.arrow, depth, above)
        elif chain.join:
            above = self._labelled(label_of(turn_of(chain.join.target)), chain.join.arrow, depth, above)
            self._below(turn_of(chain.join.target), 8, 1, _column(depth), above)
            self._meetings.add(chain.join.target)

    def _labelled(self, name: str, arrow: Arrow, depth: int, above: str) -> str:
        """The lowest node of the column: that of the arrow's label where it has one."""
        if not arrow.labels:
            return above
        text = down_label(arrow.labels)
        self._below(name, down_width(arrow), len(text) * LABEL_LINE - AIR / 2, _column(depth), above)
        return name

    def _branch(self, source: str | None, branch: Branch, depth: int) -> None:
        """`source` is the box it starts from where it stands on its level: the first one beside the box."""
        first = branch.chain.rows[0].box
        label, labels = label_of(first.id), f"labels {depth}"
        height = 2 * (len(beside_label(branch.arrow.labels)) * LABEL_LINE + 4)
        self._below(label, self._widths[depth], height, labels, self._lowest.get(labels))
        before = self._lowest.get(_column(depth + 1))
        self._chain(branch.chain, depth + 1)
        if before:
            self._graph.edge(before, first.id, weight="20")
        self._level(*([source] if source else []), label, first.id)

    def _below(self, name: str, width: float, height: float, column: str, above: str | None) -> None:
        """A node in the column, under the node `above`."""
        self._graph.node(name, width=_inches(width), height=_inches(max(height, 1)), group=column)
        self._lowest[column] = name
        if above:
            self._graph.edge(above, name, weight="100" if column == _column(0) else "50")

    def _level(self, *names: str) -> None:
        """The nodes stand side by side, in this order."""
        with self._graph.subgraph() as level:
            level.attr(rank="same")
            for name in names:
                level.node(name)
        for left, right in pairwise(names):
            self._graph.edge(left, right, weight="1")


def stack_height(links: Sequence[LinkedBox]) -> float:
    """The height of links stacked below a box."""
    return sum(stacked(link.box, link.arrow.labels)[0].height for link in links) + STACK_GAP * (
        len(links) - 1
    )


def _label_widths(chain: Chain) -> dict[int, float]:
    """For each depth, the width of the column of labels to its right."""
    found: dict[int, float] = {}

    def enter(chain: Chain, depth: int) -> None:
        for row in chain.rows:
            for branch in row.beside:
                found[depth] = max(found.get(depth, NARROWEST), _label_width(branch.arrow))
                enter(branch.chain, depth + 1)

    enter(chain, 0)
    return found


def _label_width(arrow: Arrow) -> float:
    return label_width(beside_label(arrow.labels)) + (22 + CLOCK if arrow.times else 22)


def _column(depth: int) -> str:
    return f"column {depth}"


def _inches(points: float) -> str:
    return f"{points / POINTS:.4f}"
