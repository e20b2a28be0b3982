"""Panel → DOT. Graphviz decides only where things stand: no word of a routine goes into the DOT, so none can break it."""

from __future__ import annotations

from itertools import pairwise

from graphviz import Digraph

from diagrams import measure
from diagrams.sketch import Arrow, Box, Panel
from diagrams.shapes import QUESTION_LINE, QUESTION_SIZE, shape

POINTS = 72.0
SECTION_WIDTH = 300.0
SECTION_TITLE_SIZE = 13.0
LABEL_WIDTH = 130.0


def dot(panel: Panel) -> str:
    """The panel's boxes and arrows as DOT text; the same panel always gives the same text."""
    graph = Digraph(
        graph_attr={
            "rankdir": "TB",
            "nodesep": ".34",
            "ranksep": ".3",
            "newrank": "true",
            "compound": "true",
            "splines": "spline",
            "pad": ".06",
        },
        node_attr={"shape": "box", "fixedsize": "true", "label": ""},
        edge_attr={"arrowhead": "none"},
    )
    if panel.sections:
        for number, section in enumerate(panel.sections):
            with graph.subgraph(name=f"cluster_{number}") as cluster:
                size = measure.width(f"{section.title} · {section.sub_title}", SECTION_TITLE_SIZE, bold=True)
                cluster.attr(label=_room(max(SECTION_WIDTH, size + 12), 22), labeljust="l", margin="12")
                for box in panel.boxes:
                    if box.section == number:
                        _node(cluster, box)
    else:
        for box in panel.boxes:
            _node(graph, box)
    boxes = {box.id: box for box in panel.boxes}
    for arrow in panel.arrows:
        if arrow.aside:
            with graph.subgraph() as level:
                level.attr(rank="same")
                level.node(arrow.tail)
                level.node(arrow.head)
    for arrow in panel.arrows:
        _edge(graph, arrow, boxes)
    _keep_sections_in_order(graph, panel)
    return str(graph.source)


def label_lines(arrow: Arrow) -> list[str]:
    """An arrow's words, line by line."""
    return [
        line
        for part in arrow.label.split("\n")
        if part
        for line in measure.lines(part, QUESTION_SIZE, LABEL_WIDTH, bold=True)
    ]


def label_size(lines: list[str]) -> tuple[float, float]:
    """The room that an arrow's words need, in points."""
    widest = max(measure.width(line, QUESTION_SIZE, bold=True) for line in lines)
    return widest + 10, len(lines) * QUESTION_LINE + 4


def _node(graph: Digraph, box: Box) -> None:
    size = shape(box)
    attributes = {"width": _inches(size.width), "height": _inches(size.height)}
    if box.spine:
        attributes["group"] = "spine"
    if box.kind == "gateway":
        attributes["shape"] = "diamond"
    graph.node(box.id, **attributes)


def _edge(graph: Digraph, arrow: Arrow, boxes: dict[str, Box]) -> None:
    attributes = {"weight": "100" if arrow.spine else "1" if arrow.aside else "0"}
    lines = label_lines(arrow)
    if lines:
        attributes["label"] = _room(*label_size(lines))
    tail, head = boxes[arrow.tail].section, boxes[arrow.head].section
    if tail != head and None not in (tail, head):
        attributes["lhead"] = f"cluster_{head}"
        if boxes[arrow.tail].kind != "gateway":
            attributes["ltail"] = f"cluster_{tail}"
    graph.edge(arrow.tail, arrow.head, **attributes)


def _keep_sections_in_order(graph: Digraph, panel: Panel) -> None:
    """Every box of a section stands below every box of the one before it, so that no frame reaches into another."""
    groups = [[box for box in panel.boxes if box.section == number] for number in range(len(panel.sections))]
    for upper, lower in pairwise(groups):
        spine = [box for box in lower if box.spine] or lower
        if not spine:
            continue
        for box in upper:
            if not box.spine:
                graph.edge(box.id, spine[0].id, style="invis", weight="0")


def _room(width: float, height: float) -> str:
    """An empty label of exactly this size."""
    size = f'WIDTH="{width:.0f}" HEIGHT="{height:.0f}" FIXEDSIZE="TRUE"'
    return f'<<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0"><TR><TD {size}></TD></TR></TABLE>>'


def _inches(points: float) -> str:
    return f"{points / POINTS:.4f}"
