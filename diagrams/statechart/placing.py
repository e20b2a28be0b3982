"""Where everything of a statechart stands: Graphviz places nodes, regions, arrows and labels of the sizes that they are drawn with."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from graphviz import Digraph

from diagrams.geometry import Point, Rectangle
from diagrams.kinds import NodeShape
from diagrams.layout.program import gave_up, graph
from diagrams.statechart.chart import Chart, Composite, Node, Region, Transition, initial_of
from diagrams.statechart.labels import LABEL_LINE, SMALL, Curve, label_of, told
from diagrams.statechart.passing import passing
from diagrams.type.typeset import lines, widest

POINTS = 72.0
NAME, TITLE = 12.0, 11.0
LINE = 14.0
PAD = 9.0
ROOM = 230.0
DOT_SIZE, FINAL_SIZE, DIAMOND = 16.0, 22.0, 26.0

_STRAIGHT = "30"
"""How much more the usual way is kept straight than another arrow, whose weight is 1."""

MANY = 70
_HASTE = {"nslimit": "0.5", "nslimit1": "0.5", "splines": "line"}
"""With more states than that the arrows are straight: to lead them around everything takes Graphviz minutes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeText:
    """The lines of a state: its name, its title, and what happens inside it."""

    name: tuple[str, ...]
    title: tuple[str, ...]
    inside: tuple[str, ...]

    @property
    def width(self) -> float:
        """The width of the widest line."""
        return max(widest(self.name, NAME, bold=True), widest(self.title, TITLE), widest(self.inside, SMALL))

    @property
    def height(self) -> float:
        """The height of all lines, with a rule above what happens inside."""
        rows = len(self.name) + len(self.title) + len(self.inside)
        return rows * LINE + (6 if self.inside else 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartLayout:
    """`nodes` and `frames` (of composite states and regions) by id, counted from the top left corner."""

    width: float
    height: float
    nodes: Mapping[str, Rectangle]
    frames: Mapping[str, Rectangle]
    curves: tuple[Curve, ...]


def text_of(node: Node) -> NodeText:
    """The node's text in lines."""
    return NodeText(
        name=lines(node.name, NAME, ROOM, bold=True),
        title=lines(node.title, TITLE, ROOM),
        inside=tuple(line for said in node.inside for line in lines(said, SMALL, ROOM)),
    )


def beside(node: Node) -> tuple[str, ...]:
    """The lines that stand at the right of a node whose shape has no room for them."""
    if node.shape not in ("final", "choice"):
        return ()
    name = lines(node.name, SMALL, 150, bold=True)
    return (*name, *(line for said in node.inside for line in lines(said, SMALL, 150)))


def place(chart: Chart) -> ChartLayout:
    """Lay out the chart: straight past what is side by side, where its regions then still stand in order. Raises CannotDraw."""
    found = _read(chart, graph(dot(chart)))
    return found if _is_ordered(chart, found) else _read(chart, graph(dot(chart, is_straight=False)))


def _is_ordered(chart: Chart, found: ChartLayout) -> bool:
    rows = (
        [found.frames[f"region {inner.flow}"].left for inner in composite.regions]
        for composite in _composites(chart.main)
    )
    return all(left <= right for row in rows for left, right in pairwise(row))


def dot(chart: Chart, *, is_straight: bool = True) -> str:
    """The chart as DOT. No word of the routine is in it. `is_straight` when the usual way goes straight past what is side by side."""
    numbers = _ids(chart.main)
    haste = _HASTE if len(numbers) > MANY else {}
    drawing = Digraph(
        name="statechart",
        graph_attr={
            "compound": "true",
            "newrank": "true",
            "nodesep": "0.35",
            "ranksep": "0.45",
            "rankdir": "TB",
            "splines": "spline",
            **haste,
        },
        node_attr={"shape": "box", "fixedsize": "true", "label": ""},
        edge_attr={"arrowsize": "0.8"},
    )
    _enter(drawing, chart.main, numbers, _usual(chart), is_straight=is_straight)
    shapes = {node.id: node.shape for node in nodes_of(chart.main)}
    inner = {composite.node.id: composite for composite in _composites(chart.main)}
    for index, transition in enumerate(chart.transitions):
        drawing.edge(
            *_edge(transition, inner, numbers), **_edge_attributes(index, transition, inner, shapes, numbers)
        )
    return str(drawing.source)


def _ids(region: Region) -> dict[str, str]:
    """A short name in the DOT for every node, region and composite state."""
    names = [*_names(region)]
    return {name: f"n{index}" for index, name in enumerate(names)}


def _usual(chart: Chart) -> frozenset[str]:
    """The states of the usual way, which stand in a straight line."""
    return frozenset(end for each in chart.transitions if each.is_usual for end in (each.source, each.target))


def _gates(composite: Composite) -> tuple[str, str]:
    """The names of the points inside a composite state at which arrows come in and leave: above its regions and below them."""
    return f"into {composite.node.id}", f"out of {composite.node.id}"


def _names(region: Region) -> Iterator[str]:
    yield f"region {region.flow}"
    yield from (node.id for node in region.nodes)
    for composite in region.composites:
        yield composite.node.id
        yield from _gates(composite)
        for inner in composite.regions:
            yield from _names(inner)


def _composites(region: Region) -> Iterator[Composite]:
    for composite in region.composites:
        yield composite
        for inner in composite.regions:
            yield from _composites(inner)


def _enter(
    drawing: Digraph, region: Region, ids: Mapping[str, str], usual: Collection[str], *, is_straight: bool
) -> None:
    line = ids[f"region {region.flow}"]
    for node in region.nodes:
        width, height = _size(node)
        straight = {"group": line} if node.id in usual else {}
        drawing.node(ids[node.id], width=f"{width / POINTS:.4f}", height=f"{height / POINTS:.4f}", **straight)
    for composite in region.composites:
        text = text_of(composite.node)
        with drawing.subgraph(name=f"cluster_{ids[composite.node.id]}") as outer:
            outer.attr(label=_room(text.width + 2 * PAD, text.height + PAD), margin="12")
            for gate in _gates(composite):
                straight = {"group": line} if composite.node.id in usual else {}
                outer.node(ids[gate], style="invis", width="0.02", height="0.02", **straight)
            for inner in composite.regions:
                with outer.subgraph(name=f"cluster_{ids[f'region {inner.flow}']}") as part:
                    title = (inner.title,)
                    part.attr(label=_room(widest(title, SMALL, bold=True) + 2 * PAD, LINE + 4), margin="10")
                    _enter(part, inner, ids, usual, is_straight=is_straight)
            _ordered(outer, composite, ids, is_straight=is_straight)


def _ordered(outer: Digraph, composite: Composite, ids: Mapping[str, str], *, is_straight: bool) -> None:
    """Its regions side by side in the order of the file, between the gates, which stand straight below each other where that may be."""
    above, below = (ids[gate] for gate in _gates(composite))
    starts = [ids[initial_of(inner.flow)] for inner in composite.regions]
    with outer.subgraph() as level:
        level.attr(rank="same")
        for start in starts:
            level.node(start)
    for left, right in pairwise(starts):
        outer.edge(left, right, style="invis", weight="10")
    for inner, start in zip(composite.regions, starts, strict=True):
        outer.edge(above, start, style="invis")
        for node in inner.nodes:
            if node.shape == "final":
                outer.edge(ids[node.id], below, style="invis")
    if is_straight:
        outer.edge(above, below, style="invis", weight=_STRAIGHT)


def _size(node: Node) -> tuple[float, float]:
    """Width and height of a node, with as much room at its left as the words at its right need, so that its middle is its shape's."""
    words = beside(node)
    wide, high = 2 * (widest(words, SMALL, bold=True) + 6), len(words) * LABEL_LINE
    match node.shape:
        case "initial":
            return DOT_SIZE, DOT_SIZE
        case "final":
            return FINAL_SIZE + wide, max(FINAL_SIZE, high)
        case "choice":
            return DIAMOND + wide, max(DIAMOND, high)
    text = text_of(node)
    return max(text.width + 2 * PAD, 90.0), text.height + 2 * PAD


def _room(width: float, height: float) -> str:
    """An empty label of that size."""
    table = f'<TABLE BORDER="0" FIXEDSIZE="TRUE" WIDTH="{width:.0f}" HEIGHT="{height:.0f}"><TR><TD></TD></TR></TABLE>'
    return f"<{table}>"


def _edge(transition: Transition, inner: Mapping[str, Composite], ids: Mapping[str, str]) -> tuple[str, str]:
    """Tail and head: a composite state is reached and left through the gates inside it."""

    def end(id: str, gate: int) -> str:
        return ids[_gates(inner[id])[gate] if id in inner else id]

    return end(transition.source, 1), end(transition.target, 0)


def _edge_attributes(
    index: int,
    transition: Transition,
    inner: Mapping[str, Composite],
    shapes: Mapping[str, NodeShape],
    ids: Mapping[str, str],
) -> dict[str, str]:
    """`shapes`: the shape of every node, by id."""
    found = {"comment": str(index), **({"weight": _STRAIGHT} if transition.is_usual else {})}
    label = label_of(transition)
    if label:
        found["label"] = _room(widest(label, SMALL) + 8, len(label) * LABEL_LINE + 4)
    if shapes[transition.source] == "choice":
        found["tailport"] = "s"
    if shapes[transition.target] in ("choice", "final"):
        found["headport"] = "n"
    if transition.source in inner:
        found["ltail"] = f"cluster_{ids[transition.source]}"
    if transition.target in inner:
        found["lhead"] = f"cluster_{ids[transition.target]}"
    return found


def _read(chart: Chart, found: Mapping[str, Any]) -> ChartLayout:
    names = {number: name for name, number in _ids(chart.main).items()}
    try:
        _, _, width, height = (float(part) for part in found["bb"].split(","))
        nodes: dict[str, Rectangle] = {}
        frames: dict[str, Rectangle] = {}
        for each in found["objects"]:
            if names.get(each["name"], "").startswith(("into ", "out of ")):
                continue
            if "pos" in each:
                x, y = _point(each["pos"], height)
                wide, high = float(each["width"]) * POINTS / 2, float(each["height"]) * POINTS / 2
                nodes[names[each["name"]]] = Rectangle(x - wide, y - high, x + wide, y + high)
            elif each["name"].startswith("cluster_"):
                left, bottom, right, top = (float(part) for part in each["bb"].split(","))
                name = names[each["name"].removeprefix("cluster_")]
                frames[name] = Rectangle(left, height - top, right, height - bottom)
        curves = [
            _curve(chart.transitions[int(each["comment"])], each, height)
            for each in found["edges"]
            if each.get("style") != "invis"
        ]
    except (KeyError, ValueError, IndexError, TypeError, AttributeError):
        raise gave_up("") from None
    if len(names) <= MANY:
        curves = [passing(curve, nodes) for curve in curves]
    taken = [*nodes.values(), *_titles(chart, frames)]
    return ChartLayout(
        width=width,
        height=height,
        nodes=nodes,
        frames=frames,
        curves=told(curves, taken, list(frames.values())),
    )


def _titles(chart: Chart, frames: Mapping[str, Rectangle]) -> Iterator[Rectangle]:
    """Where the titles of composite states and regions stand, at the top of their frames."""
    for composite in _composites(chart.main):
        frame = frames[composite.node.id]
        yield replace(frame, bottom=frame.top + text_of(composite.node).height + PAD)
        for inner in composite.regions:
            frame = frames[f"region {inner.flow}"]
            yield replace(frame, bottom=frame.top + LINE + 4)


def _curve(transition: Transition, edge: Mapping[str, str], height: float) -> Curve:
    """`pos` is `e,x,y` (the tip) and then the points of the curve."""
    tip, *points = edge["pos"].split(" ")
    return Curve(
        transition=transition,
        points=tuple(_point(each, height) for each in points if each),
        tip=_point(tip.removeprefix("e,"), height),
        label=label_of(transition),
        at=_point(edge["lp"], height) if "lp" in edge else None,
    )


def _point(text: str, height: float) -> Point:
    x, y = text.split(",")
    return float(x), height - float(y)


def nodes_of(region: Region) -> Sequence[Node]:
    """Every node of the region and of those inside it, composite states too."""
    found = [*region.nodes]
    for composite in region.composites:
        found.append(composite.node)
        for inner in composite.regions:
            found += nodes_of(inner)
    return found
