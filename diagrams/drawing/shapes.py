"""A box as SVG elements: its shape says its kind, its strip and frame the role, its ground and marks the status."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from diagrams.geometry import Rectangle
from diagrams.kinds import KINDS, Outline
from diagrams.picture import Box
from diagrams.type.ink import escaped, hatching, icon, left_end, polygon, rounded, words
from diagrams.type.palette import Palette
from diagrams.type.sizes import (
    INDENT,
    LABEL,
    LABEL_LINE,
    PAD,
    RIM,
    SMALL,
    SMALL_LINE,
    TITLE_LEADING,
    TITLES,
    Size,
    size,
    stacked,
)

RADIUS = 11.0
_BAR = 5.0


def drawn(
    box: Box,
    place: Rectangle,
    palette: Palette,
    anchor: str,
    *,
    from_left: bool = False,
    text_at: str | None = None,
) -> str:
    """The box in its place, as one group with its words; `anchor` is put before ids, so that several pictures share a page.

    `from_left` when an arrow comes in at the middle of the left side. With `text_at`, the box of a state or an event leads to its text.
    """
    drawing = _DRAWN[KINDS[box.kind].outline](box, place, palette)
    return _group(box, drawing + _marks(box, place, palette, from_left), anchor, text_at)


def drawn_in_stack(box: Box, labels: tuple[str, ...], place: Rectangle, palette: Palette, anchor: str) -> str:
    """A link in a stack, with its label in it."""
    shape, label = stacked(box, labels)
    x = place.left + 12
    y = place.top + 6 + LABEL * 0.88
    parts = [rounded(place, RADIUS, palette.surface, palette.edge, 1.4, dashed=True)]
    for text in label:
        parts.append(words(x, y, text, LABEL, palette.ink, bold=True))
        y += LABEL_LINE
    parts.append(icon(box.icon or "forward", x, y - 10.5, palette.muted, 12))
    for text in shape.title:
        parts.append(words(x + 18, y, text, LABEL, palette.muted, italic=True))
        y += LABEL_LINE
    return _group(box, "".join(parts), anchor)


def _group(box: Box, inside: str, anchor: str, text_at: str | None = None) -> str:
    """A group that is read as one picture. A link's leads to the box that it means, a state's or an event's to its text."""
    told = escaped(box.words)
    id = f' id="{escaped(f"{anchor}-{box.id}")}"'
    if text_at is not None and KINDS[box.kind].entry:
        # The id is the link's, so that whoever comes here from the text has the link in focus.
        group = f'<g role="img" aria-label="{told}"><title>{told}</title>{inside}</g>'
        return f'<a{id} href="#{escaped(text_at + box.id)}">{group}</a>'
    group = f'<g{id} role="img" aria-label="{told}"><title>{told}</title>{inside}</g>'
    return group if box.leads_to is None else f'<a href="#{escaped(f"{anchor}-{box.leads_to}")}">{group}</a>'


def _card(box: Box, place: Rectangle, palette: Palette) -> str:
    shape, parts = size(box), []
    role = palette.muted if box.paint is None else palette.roles[box.paint]
    ground, line, weight = _ground(box, palette, role)
    ink, muted, colour = palette.ink, palette.muted, role
    strip, number = palette.muted, palette.on_strip
    if box.paint is not None:
        strip, number = palette.strips[box.paint], palette.on_strips[box.paint]
    if box.status == "now":
        ink = muted = colour = palette.on_now
    elif box.shade is not None:
        ink = muted = colour = palette.on_shades[box.shade]
    inner, frame = place, KINDS[box.kind].frame
    if frame == "double":
        parts.append(rounded(place, RADIUS + 3, palette.surface, line, 1.4))
        inner = Rectangle(place.left + RIM, place.top + RIM, place.right - RIM, place.bottom - RIM)
    if frame == "barred":
        for top in (place.top, place.bottom - _BAR):
            bar = Rectangle(place.left, top, place.right, top + _BAR)
            parts.append(rounded(bar, 2, palette.ink, palette.ink, 0))
        inner = Rectangle(place.left, place.top + _BAR + 1, place.right, place.bottom - _BAR - 1)
    parts.append(rounded(inner, RADIUS, ground, "none", 0))
    if box.hatched:
        parts.append(hatching(inner, palette.section_line))
    if box.number:
        parts.append(left_end(inner, shape.strip, RADIUS, strip, line))
        letters = TITLES[0] if len(box.number) <= 3 else TITLES[1]
        parts.append(
            words(
                inner.left + shape.strip / 2,
                inner.y + letters * 0.36,
                box.number,
                letters,
                number,
                bold=True,
                centred=True,
            )
        )
    parts.append(rounded(inner, RADIUS, "none", line, weight, dashed=frame == "dashed"))
    parts.append(_text(shape, inner.left + shape.strip + PAD, inner.y, ink, muted))
    if box.icon:
        parts.append(icon(box.icon, inner.right - 26, inner.y - 8, colour))
    return "".join(parts)


def _ground(box: Box, palette: Palette, role: str) -> tuple[str, str, float]:
    """Ground, frame and its weight, by the status."""
    if box.status == "now":
        return palette.now, palette.now_line, 3.6
    if box.status == "done":
        return palette.done, palette.done_line, 2
    if box.status == "left":
        return palette.surface, palette.muted, 1.6
    return palette.surface if box.shade is None else palette.shades[box.shade], role, 1.6


def _text(shape: Size, x: float, middle: float, ink: str, muted: str) -> str:
    gap = 2.0 if shape.small else 0.0
    leading = shape.letters * TITLE_LEADING
    block = len(shape.title) * leading + gap + len(shape.small) * SMALL_LINE
    y = middle - block / 2 + shape.letters * 0.93
    parts = []
    for text in shape.title:
        parts.append(words(x, y, text, shape.letters, ink, bold=True))
        y += leading
    y += gap - leading + SMALL_LINE + 1
    for name, is_indented, text in shape.small:
        if name:
            parts.append(icon(name, x, y - 9.2, muted, 10.5))
        parts.append(words(x + (INDENT if is_indented else 0), y, text, SMALL, muted))
        y += SMALL_LINE
    return "".join(parts)


def _centred(
    lines: Sequence[str], x: float, middle: float, colour: str, *, bold: bool = False, italic: bool = False
) -> str:
    y = middle - len(lines) * LABEL_LINE / 2 + LABEL * 0.93
    return "".join(
        words(x, y + index * LABEL_LINE, text, LABEL, colour, bold=bold, italic=italic, centred=True)
        for index, text in enumerate(lines)
    )


def _diamond(box: Box, place: Rectangle, palette: Palette) -> str:
    ground, line, weight = palette.gateway, palette.gateway_line, 1.6
    if box.status:
        ground, line, weight = _ground(box, palette, line)
    shape = size(box)
    left, right = place.left + shape.corner, place.right - shape.corner
    corners = [(left, place.top), (right, place.top), (place.right, place.y)]
    corners += [(right, place.bottom), (left, place.bottom), (place.left, place.y)]
    ink = palette.on_now if box.status == "now" else palette.ink
    drawing = polygon(corners, ground, line, weight) + _centred(shape.title, place.x, place.y, ink, bold=True)
    if box.number:
        # The corner at the top left is free: arrows come in above, and leave to the right and below.
        drawing += words(place.left, place.top + 9, box.number, SMALL, line, bold=True)
    return drawing


def _octagon(box: Box, place: Rectangle, palette: Palette) -> str:
    across, down = min(48.0, place.width / 4), place.height * 0.3
    corners = [
        (place.left + across, place.top),
        (place.right - across, place.top),
        (place.right, place.top + down),
        (place.right, place.bottom - down),
        (place.right - across, place.bottom),
        (place.left + across, place.bottom),
        (place.left, place.bottom - down),
        (place.left, place.top + down),
    ]
    return (
        polygon(corners, palette.danger_ground, palette.danger, 2.4)
        + icon("alert", place.left + 16, place.y - 8, palette.danger)
        + _centred(size(box).title, place.x + 12, place.y, palette.danger, bold=True)
    )


def _pill(box: Box, place: Rectangle, palette: Palette) -> str:
    title = size(box).title
    if box.kind == "start":
        return rounded(place, RADIUS, palette.start, palette.start, 1) + _centred(
            title, place.x, place.y, palette.on_start, bold=True
        )
    ground = {"now": palette.now, "done": palette.done}.get(box.status, palette.surface)
    ink, line = (palette.on_now, palette.now_line) if box.status == "now" else (palette.ink, palette.ink)
    return rounded(place, RADIUS + 2, ground, line, 3.6) + _centred(title, place.x, place.y, ink, bold=True)


def _link(box: Box, place: Rectangle, palette: Palette) -> str:
    return (
        rounded(place, RADIUS, palette.surface, palette.edge, 1.4, dashed=True)
        + icon(box.icon or "forward", place.left + 11, place.y - 7, palette.muted, 14)
        + _centred(size(box).title, place.x + 10, place.y, palette.muted, italic=True)
    )


_DRAWN: Mapping[Outline, Callable[[Box, Rectangle, Palette], str]] = {
    "card": _card,
    "pill": _pill,
    "diamond": _diamond,
    "octagon": _octagon,
    "link": _link,
}


def _marks(box: Box, place: Rectangle, palette: Palette, from_left: bool) -> str:
    """The tick of what is done, the dash of what was left, the arrowhead that points at what is now."""
    if box.status == "now":
        x, y = place.left - 20, place.top + 8 if from_left else place.y
        return polygon([(x, y - 9), (x + 14, y), (x, y + 9)], palette.ink, palette.ink, 1)
    if not box.status or box.kind == "start":
        return ""
    x, y = place.right - 8.0, place.top + 1
    if KINDS[box.kind].outline == "diamond":
        x, y = place.right - place.width * 0.23, place.top + place.height * 0.2
    if box.status == "left":
        return dash(x, y, palette)
    return tick(x, y, palette)


def tick(x: float, y: float, palette: Palette) -> str:
    """The mark of what is done."""
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="9" fill="{palette.done_line}"/>'
        f'<path d="M{x - 4:.1f} {y + 0.5:.1f}l2.8 2.9 5.4-5.8" fill="none" stroke="{palette.on_strip}" '
        'stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/>'
    )


def dash(x: float, y: float, palette: Palette) -> str:
    """The mark of what was left without being done."""
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="9" fill="{palette.muted}"/>'
        f'<path d="M{x - 4.5:.1f} {y:.1f}h9" fill="none" stroke="{palette.on_strip}" stroke-width="2.4" stroke-linecap="round"/>'
    )
