"""A section in its place as SVG elements: frame and title, arrows, boxes, and last the labels."""

from __future__ import annotations

from collections.abc import Iterator

from diagrams import arrows
from diagrams.box_drawing import drawn, drawn_in_stack
from diagrams.ink import arrow, icon, words
from diagrams.layout import Placed
from diagrams.palette import Palette
from diagrams.picture import Arrow, Chain, Link, Section, chain_boxes
from diagrams.sizes import LABEL, LABEL_LINE

WEIGHT, WEIGHT_VISITED = 1.6, 3.4


def draw_section(
    section: Section, placed: Placed, x: float, y: float, palette: Palette, anchor: str
) -> list[str]:
    """The section's boxes and arrows with the top left corner at (x, y), the undermost element first."""
    found = arrows.lines(section, placed)
    lines = sorted(found, key=lambda line: line.arrow.visited)
    parts = [_line(line, x, y, palette) for line in lines]
    stacked = {link.box.id: link for link in _stacked(section.chain)}
    for box in chain_boxes(section.chain):
        place = placed.nodes[box.id].moved(x, y)
        if box.id in stacked:
            parts.append(drawn_in_stack(box, stacked[box.id].arrow.labels, place, palette, anchor))
        else:
            parts.append(drawn(box, place, palette, anchor))
    parts += [_label(line, x, y, palette) for line in found if line.label]
    return parts


def line_between(points: tuple[arrows.Point, ...], arrow_: Arrow, palette: Palette) -> str:
    """One arrow in the colours of its kind."""
    colour = palette.done_line if arrow_.visited else palette.edge
    return arrow(points, colour, WEIGHT_VISITED if arrow_.visited else WEIGHT, dashed=arrow_.timed)


def label_lines(
    lines: tuple[str, ...], x: float, y: float, palette: Palette, *, centred: bool = False
) -> str:
    """A label, the baseline of its first line at `y`."""
    return "".join(
        words(x, y + index * LABEL_LINE, text, LABEL, palette.ink, bold=True, centred=centred)
        for index, text in enumerate(lines)
    )


def _line(line: arrows.Line, x: float, y: float, palette: Palette) -> str:
    return line_between(tuple((x + across, y + down) for across, down in line.points), line.arrow, palette)


def _label(line: arrows.Line, x: float, y: float, palette: Palette) -> str:
    text = label_lines(line.label, x + line.at[0], y + line.at[1], palette, centred=line.centred)
    if line.clock is None:
        return text
    return icon("clock", x + line.clock[0], y + line.clock[1], palette.ink, 12) + text


def _stacked(chain: Chain) -> Iterator[Link]:
    """The links that stand in stacks."""
    if len(chain.links) > 1:
        yield from chain.links
    for row in chain.rows:
        for branch in row.beside:
            yield from _stacked(branch.chain)
