"""A statechart as one SVG document, in UML's own shapes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import hypot

from diagrams.geometry import Rectangle
from diagrams.statechart.chart import Chart, Composite, Node, Region, initial_of
from diagrams.statechart.labels import LABEL_LINE, SMALL, Curve
from diagrams.statechart.placing import (
    LINE,
    NAME,
    PAD,
    TITLE,
    ChartLayout,
    beside,
    nodes_of,
    place,
    text_of,
)
from diagrams.type.ink import escaped, polygon, rounded, words
from diagrams.type.palette import Palette
from diagrams.type.typeset import lines, widest
from diagrams.type.webfont import FAMILIES
from diagrams.words.pictures import say

MARGIN, HEADING, NARROWEST = 30.0, 22.0, 420.0
_HEAD, _WING = 9.0, 3.6


def statechart_svg(chart: Chart, palette: Palette) -> str:
    """The chart as an SVG document. Raises CannotDraw."""
    layout = place(chart)
    room = max(layout.width, NARROWEST)
    top, header = _header(chart, room, palette)
    parts = [
        f'<g transform="translate({MARGIN + (room - layout.width) / 2:.1f} {top:.1f})">',
        *_frames(chart.main, layout, palette),
        *(_arrow(curve, palette) for curve in layout.curves),
        *(
            _node(node, layout.nodes[node.id], palette)
            for node in nodes_of(chart.main)
            if node.id in layout.nodes
        ),
        *(part for curve in layout.curves for part in _label(curve, palette)),
        "</g>",
    ]
    width, height = room + 2 * MARGIN, top + layout.height + MARGIN
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" lang="{escaped(chart.language)}" role="group" '
            f'width="{width:.0f}" height="{height:.0f}" viewBox="0 0 {width:.0f} {height:.0f}" font-family="{FAMILIES}">',
            f"<title>{escaped(heading(chart))}</title>",
            f"<desc>{escaped(' '.join(chart_lines(chart)))}</desc>",
            f'<rect width="100%" height="100%" fill="{palette.ground}"/>',
            *header,
            *parts,
            "</svg>\n",
        ]
    )


def heading(chart: Chart) -> str:
    """«Tillståndsdiagram: Stödpass»."""
    return say("statechart", chart.language, title=chart.title)


def chart_lines(chart: Chart) -> Iterator[str]:
    """The chart as lines of text: every state with what happens in it, then every transition."""
    for node in nodes_of(chart.main):
        if node.shape != "initial":
            yield f"{node.name}: {'; '.join((node.title, *node.inside))}."
    for each in chart.transitions:
        source = "●" if each.source.startswith("initial ") else each.source
        yield f"{source} → {each.target}" + (f": {each.words}." if each.words else ".")
    yield from (f"anytime: {each}." for each in chart.anywhere)


def _header(chart: Chart, room: float, palette: Palette) -> tuple[float, list[str]]:
    """The title and what can happen in every state; and where the chart begins."""
    parts, y = [], MARGIN + HEADING * 0.8
    for text in lines(heading(chart), HEADING, room, bold=True):
        parts.append(words(MARGIN, y, text, HEADING, palette.ink, bold=True))
        y += HEADING * 1.2
    # As all but the titles, in the words of the file, whatever its language.
    for said in (chart.id, *(f"anytime: {each}" for each in chart.anywhere)):
        for text in lines(said, TITLE, room):
            parts.append(words(MARGIN, y, text, TITLE, palette.muted))
            y += LINE
    return y + 6, parts


def _frames(region: Region, layout: ChartLayout, palette: Palette) -> Iterator[str]:
    """The composite states inside a region, the outermost first."""
    for composite in region.composites:
        place = layout.frames[composite.node.id]
        yield rounded(place, 14, palette.section, palette.ink, 1.4)
        yield _titled(composite, place, palette)
        for inner in composite.regions:
            frame = layout.frames[f"region {inner.flow}"]
            yield rounded(frame, 10, palette.surface, palette.muted, 1.1, dashed=True)
            middle = frame.x - widest((inner.title,), SMALL, bold=True) / 2
            yield words(middle, frame.top + LINE + 2, inner.title, SMALL, palette.muted, bold=True)
            yield from _frames(inner, layout, palette)


def _titled(composite: Composite, place: Rectangle, palette: Palette) -> str:
    text = text_of(composite.node)
    return "".join(_lines(text.name, text.title, text.inside, place.x, place.top + LINE + 4, palette))


def _node(node: Node, place: Rectangle, palette: Palette) -> str:
    told = escaped(
        "; ".join(each for each in (node.name, node.title, *node.inside) if each) or initial_of("")
    )
    return f'<g role="img" aria-label="{told}"><title>{told}</title>{_shape(node, place, palette)}</g>'


def _shape(node: Node, place: Rectangle, palette: Palette) -> str:
    x, y = place.x, place.y
    match node.shape:
        case "initial":
            return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="8" fill="{palette.ink}"/>'
        case "final":
            rings = (
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="10" fill="{palette.ground}" stroke="{palette.ink}" stroke-width="1.6"/>'
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5.5" fill="{palette.ink}"/>'
            )
            return rings + _beside(node, x + 15, y, palette)
        case "choice":
            corners = [(x, y - 13), (x + 13, y), (x, y + 13), (x - 13, y)]
            return polygon(corners, palette.gateway, palette.gateway_line, 1.6) + _beside(
                node, x + 17, y, palette
            )
    text = text_of(node)
    parts = [rounded(place, 10, palette.surface, palette.ink, 1.4)]
    if node.shape == "submachine":
        inner = Rectangle(place.left + 3, place.top + 3, place.right - 3, place.bottom - 3)
        parts.append(rounded(inner, 8, "none", palette.muted, 1))
    parts += _lines(text.name, text.title, text.inside, x, place.top + PAD + LINE * 0.75, palette)
    if text.inside:
        rule = place.top + PAD + (len(text.name) + len(text.title)) * LINE + 2
        parts.append(
            f'<path d="M{place.left:.1f} {rule:.1f}H{place.right:.1f}" stroke="{palette.muted}" stroke-width="1"/>'
        )
    return "".join(parts)


def _lines(
    name: Sequence[str], title: Sequence[str], inside: Sequence[str], x: float, y: float, palette: Palette
) -> Iterator[str]:
    for text in name:
        yield words(x, y, text, NAME, palette.ink, bold=True, centred=True)
        y += LINE
    for text in title:
        yield words(x, y, text, TITLE, palette.muted, centred=True)
        y += LINE
    y += 5
    for text in inside:
        yield words(x, y, text, SMALL, palette.ink, centred=True)
        y += LINE


def _beside(node: Node, x: float, y: float, palette: Palette) -> str:
    """The words at the right of a shape, their middle at `y`."""
    said = beside(node)
    top = y - len(said) * LABEL_LINE / 2
    return "".join(
        words(x, top + (index + 0.8) * LABEL_LINE, text, SMALL, palette.ink, bold=index == 0)
        for index, text in enumerate(said)
    )


def _arrow(curve: Curve, palette: Palette) -> str:
    start, *rest = curve.points
    path = f"M{start[0]:.1f} {start[1]:.1f}C" + " ".join(f"{x:.1f} {y:.1f}" for x, y in rest)
    (x, y), (tip_x, tip_y) = curve.points[-1], curve.tip
    length = hypot(tip_x - x, tip_y - y) or 1.0
    across, down = (tip_x - x) / length, (tip_y - y) / length
    base = (tip_x - _HEAD * across, tip_y - _HEAD * down)
    wings = [
        (base[0] - _WING * down, base[1] + _WING * across),
        (tip_x, tip_y),
        (base[0] + _WING * down, base[1] - _WING * across),
    ]
    line = f'<path d="{path}L{base[0]:.1f} {base[1]:.1f}" fill="none" stroke="{palette.edge}" stroke-width="1.3"/>'
    return line + polygon(wings, palette.edge, palette.edge, 0.5)


def _label(curve: Curve, palette: Palette) -> Iterator[str]:
    """The label on the sheet's own colour, so that a line that passes behind is not read as a letter."""
    if curve.at is None or not curve.label:
        return
    x, y = curve.at
    wide, high = widest(curve.label, SMALL), len(curve.label) * LABEL_LINE
    top = y - high / 2
    back = Rectangle(x - wide / 2 - 2, top, x + wide / 2 + 2, top + high)
    yield (
        f'<rect x="{back.left:.1f}" y="{back.top:.1f}" width="{back.width:.1f}" height="{back.height:.1f}" '
        f'fill="{palette.ground}" fill-opacity="0.85"/>'
    )
    for index, text in enumerate(curve.label):
        yield words(x, top + (index + 0.8) * LABEL_LINE, text, SMALL, palette.ink, centred=True)
