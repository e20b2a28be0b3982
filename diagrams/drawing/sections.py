"""A section in its place as SVG elements: frame and title, arrows, boxes, and last the labels."""

from __future__ import annotations

from collections.abc import Iterator

from diagrams.drawing import arrows
from diagrams.drawing.shapes import drawn, drawn_in_stack
from diagrams.geometry import Point
from diagrams.layout.place import Placed
from diagrams.picture import Arrow, Chain, LinkedBox, Section, chain_boxes
from diagrams.type.ink import arrow, icon, words
from diagrams.type.palette import Palette
from diagrams.type.sizes import CLOCK, LABEL, LABEL_LINE, label_width

WEIGHT, WEIGHT_PATH, WEIGHT_VISITED = 1.6, 2.2, 4.4


def draw_section(
    section: Section,
    placed: Placed,
    x: float,
    y: float,
    palette: Palette,
    anchor: str,
    text_at: str | None = None,
) -> list[str]:
    """The section's boxes and arrows with the top left corner at (x, y), the undermost element first.

    `anchor` is put before the ids of boxes; `text_at` before those of their texts on the page, where there are such.
    """
    found = arrows.lines(section, placed)
    lines = sorted(found, key=lambda line: line.arrow.visited)
    parts = [_line(line, x, y, palette) for line in lines]
    stacked = {link.box.id: link for link in _stacked(section.chain)}
    from_left = {line.target for line in found if line.from_left}
    for box in chain_boxes(section.chain):
        place = placed.nodes[box.id].moved(x, y)
        if box.id in stacked:
            parts.append(drawn_in_stack(box, stacked[box.id].arrow.labels, place, palette, anchor))
        else:
            parts.append(drawn(box, place, palette, anchor, from_left=box.id in from_left, text_at=text_at))
    parts += [draw_label(line.label, x, y, palette) for line in found if line.label]
    return parts


def line_between(points: tuple[Point, ...], arrow_: Arrow, palette: Palette, *, on_path: bool) -> str:
    """One arrow in the colours of its kind; one of the path is thicker, so that the eye keeps to it."""
    weight = WEIGHT_VISITED if arrow_.visited else WEIGHT_PATH if on_path else WEIGHT
    return arrow(points, palette.done_line if arrow_.visited else palette.edge, weight, dashed=arrow_.timed)


def draw_label(label: arrows.Label, x: float, y: float, palette: Palette) -> str:
    """A label moved by (x, y)."""
    parts = []
    for index, text in enumerate(label.lines):
        left, down = x + label.begins(index), y + label.at[1] + index * LABEL_LINE
        if index == label.clock:
            parts.append(icon("clock", left - CLOCK, down - 10, palette.ink, 12))
        middle = left + label_width((text,)) / 2
        at = middle if label.centred else left
        parts.append(words(at, down, text, LABEL, palette.ink, bold=True, centred=label.centred))
    return "".join(parts)


def _line(line: arrows.Stroke, x: float, y: float, palette: Palette) -> str:
    points = tuple((x + across, y + down) for across, down in line.points)
    return line_between(points, line.arrow, palette, on_path=line.on_path)


def _stacked(chain: Chain) -> Iterator[LinkedBox]:
    """The links that stand in stacks."""
    if len(chain.links) > 1:
        yield from chain.links
    for row in chain.rows:
        for branch in row.beside:
            yield from _stacked(branch.chain)
