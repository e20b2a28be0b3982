"""Where everything in a section stands: Graphviz' numbers in points, counted downwards from the section's top left corner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from diagrams.geometry import Rectangle
from diagrams.layout.dot import AIR, dot, stack_of
from diagrams.layout.program import layouts
from diagrams.picture import Chain, Section
from diagrams.type.sizes import STACK_GAP, STACK_INDENT, stacked


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A section in its place. `nodes`: every box by its id, and labels, meetings and turns by their names in the DOT.

    `axis` is the middle of the section's own chain.
    """

    width: float
    height: float
    axis: float
    nodes: Mapping[str, Rectangle]


def place(sections: Sequence[Section]) -> list[Placed]:
    """Let Graphviz place the sections, in one go. Raises CannotDraw."""
    found = layouts([dot(section) for section in sections])
    return [_placed(section, layout) for section, layout in zip(sections, found, strict=True)]


def _placed(section: Section, layout: Mapping[str, tuple[float, float, float, float]]) -> Placed:
    """`layout`: node → (x, y, width, height) with y upwards, as Graphviz counts."""
    nodes = {
        name: Rectangle(x - width / 2, -y - height / 2, x + width / 2, -y + height / 2)
        for name, (x, y, width, height) in layout.items()
    }
    for name, node in nodes.items():
        if not name.startswith(("label ", "meet ", "turn ")):
            nodes[name] = Rectangle(node.left, node.top + AIR / 2, node.right, node.bottom - AIR / 2)
    nodes |= _stacked(section.chain, nodes)
    return _trimmed(nodes, nodes[section.chain.rows[0].box.id].x)


def _trimmed(nodes: Mapping[str, Rectangle], axis: float) -> Placed:
    """Without the air around, and of a label's room only where its words are: at the right of the arrow, above its end."""
    inked = [
        Rectangle(node.x, node.top, node.right, node.y) if name.startswith("label ") else node
        for name, node in nodes.items()
    ]
    left, top = min(each.left for each in inked), min(each.top for each in inked)
    return Placed(
        width=max(each.right for each in inked) - left,
        height=max(each.bottom for each in inked) - top,
        axis=axis - left,
        nodes={name: node.moved(-left, -top) for name, node in nodes.items()},
    )


def _stacked(chain: Chain, nodes: Mapping[str, Rectangle]) -> dict[str, Rectangle]:
    """The places of the links inside their stacks."""
    found: dict[str, Rectangle] = {}
    stack = nodes.get(stack_of(chain.rows[-1].box.id)) if chain.links else None
    if stack is not None:
        top = stack.top
        for link in chain.links:
            shape, _ = stacked(link.box, link.arrow.labels)
            found[link.box.id] = Rectangle(stack.left + STACK_INDENT, top, stack.right, top + shape.height)
            top += shape.height + STACK_GAP
    for row in chain.rows:
        for branch in row.beside:
            found |= _stacked(branch.chain, nodes)
    return found
