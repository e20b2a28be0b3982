"""A laid-out panel as SVG elements. Every word goes through `escaped`; colours come from the palette; colour never speaks alone."""

from __future__ import annotations

from collections.abc import Sequence
from math import atan2, cos, sin
from xml.sax.saxutils import escape

from diagrams import measure
from diagrams.dot import label_lines, label_size
from diagrams.icons import ICONS
from diagrams.layout import Curve, PanelLayout, Rectangle
from diagrams.palette import Palette
from diagrams.sketch import Arrow, Box, Panel
from diagrams.shapes import (
    ICON,
    NUMBER_SIZE,
    PAD,
    QUESTION_LINE,
    QUESTION_SIZE,
    SUB_LINE,
    SUB_SIZE,
    TITLE_LINE,
    TITLE_SIZE,
    shape,
)

HEAD = 10.0
"""The length of an arrow's head."""

_INVALID = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127, 65534, 65535))


def escaped(text: str) -> str:
    """The text as it may stand in XML, in an element or in an attribute."""
    clean = "".join(each for each in text.translate(_INVALID) if not 0xD800 <= ord(each) <= 0xDFFF)
    return escape(clean, {'"': "&quot;", "'": "&#39;"})


def words(
    x: float,
    y: float,
    text: str,
    size: float,
    colour: str,
    *,
    bold: bool = False,
    italic: bool = False,
    middle: bool = False,
) -> str:
    """One line of text with its baseline at `y`."""
    style = f'font-size="{size:g}" fill="{colour}"'
    style += ' font-weight="700"' if bold else ""
    style += ' font-style="italic"' if italic else ""
    style += ' text-anchor="middle"' if middle else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" {style}>{escaped(text)}</text>'


def icon(name: str, x: float, y: float, colour: str, size: float = 16.0) -> str:
    """One of the small drawings, by its top left corner."""
    scale = size / 16
    return (
        f'<g transform="translate({x:.1f} {y:.1f}) scale({scale:g})" fill="none" stroke="{colour}" stroke-width="1.6" '
        f'stroke-linecap="round" stroke-linejoin="round">{ICONS[name]}</g>'
    )


class PanelDrawing:
    """Draws one panel at an offset."""

    def __init__(self, panel: Panel, layout: PanelLayout, palette: Palette, x: float, y: float) -> None:
        self.panel, self.layout, self.palette, self.x, self.y = panel, layout, palette, x, y

    def elements(self) -> list[str]:
        """The SVG elements, the undermost first."""
        boxes = {box.id: box for box in self.panel.boxes}
        drawn = [self._section(number) for number in range(len(self.panel.sections))]
        pairs = list(zip(self.panel.arrows, self.layout.arrows, strict=True))
        drawn += [self._arrow(arrow, curve) for arrow, curve in sorted(pairs, key=lambda pair: pair[0].taken)]
        drawn += [self._box(box) for box in boxes.values()]
        drawn += [self._label(arrow, curve) for arrow, curve in pairs if curve.label and arrow.label]
        return drawn

    def _section(self, number: int) -> str:
        section, place = self.panel.sections[number], self._moved(self.layout.sections[number])
        p = self.palette
        frame = rounded(place, 12, p.section, p.section_line, 1.2)
        title = words(place.x + 14, place.y + 21, section.title, 13, p.muted, bold=True)
        if not section.sub_title:
            return frame + title
        after = place.x + 14 + measure.width(section.title, 13, bold=True)
        return frame + title + words(after + 8, place.y + 21, f"· {section.sub_title}", 12, p.muted)

    def _box(self, box: Box) -> str:
        place = self._moved(self.layout.boxes[box.id])
        draw = {
            "gateway": self._gateway,
            "event": self._event,
            "start": self._pill,
            "end": self._pill,
            "link": self._pill,
        }.get(box.kind, self._step)
        told = escaped(box.told)
        state = f' data-state="{escaped(box.state)}"' if box.state else ""
        mark = self._mark(box, place)
        return f'<g role="img" aria-label="{told}"{state}><title>{told}</title>{draw(box, place)}{mark}</g>'

    def _mark(self, box: Box, place: Rectangle) -> str:
        p = self.palette
        if box.status == "now":
            x, y = place.x - 22, place.y + place.height / 2
            return f'<path d="M{x:.1f} {y - 9:.1f}l15 9l-15 9z" fill="{p.ink}"/>'
        if box.status != "done" or box.kind in ("start", "gateway", "end"):
            return ""
        x, y = place.x + place.width - 8, place.y - 2
        badge = f'<circle cx="{x:.1f}" cy="{y + 2:.1f}" r="9" fill="{p.done_line}"/>'
        return badge + icon("check", x - 6, y - 4, p.on_strip, 12)

    def _colours(self, box: Box) -> tuple[str, str, str, float]:
        """Ground, line, ink and line width by the box's status."""
        p = self.palette
        role = p.roles[min(box.role, len(p.roles) - 1)] if box.role is not None else p.muted
        if box.status == "now":
            return p.now, p.on_now, p.on_now, 3.6
        if box.status == "done":
            return p.done, p.done_line, p.ink, 1.8
        return p.surface, role, p.ink, 1.6

    def _step(self, box: Box, place: Rectangle) -> str:
        p, size = self.palette, shape(box)
        ground, line, ink, weight = self._colours(box)
        role = p.roles[min(box.role, len(p.roles) - 1)] if box.role is not None else p.muted
        dashed = box.kind in ("wait", "work")
        parts = []
        if box.kind in ("call", "together"):
            outer = Rectangle(x=place.x - 4, y=place.y - 4, width=place.width + 8, height=place.height + 8)
            parts.append(rounded(outer, 14, "none", line, 1.4))
        parts.append(rounded(place, 11, ground, line, weight, dashed=dashed))
        if box.number:
            parts.append(_strip(place, size.strip, 11, role if box.status != "now" else p.on_now))
            on_strip = p.on_strip if box.status != "now" else p.now
            parts.append(
                words(
                    place.x + size.strip / 2,
                    place.y + place.height / 2 + NUMBER_SIZE * 0.36,
                    box.number,
                    NUMBER_SIZE,
                    on_strip,
                    bold=True,
                    middle=True,
                )
            )
        x = place.x + size.strip + PAD
        block = len(size.title) * TITLE_LINE + len(size.sub_lines) * SUB_LINE
        y = place.y + (place.height - block) / 2 + TITLE_SIZE * 0.9
        for text in size.title:
            parts.append(words(x, y, text, TITLE_SIZE, ink, bold=True))
            y += TITLE_LINE
        y += SUB_SIZE * 0.9 - TITLE_SIZE * 0.9
        muted = ink if box.status == "now" else p.muted
        for text in size.sub_lines:
            parts.append(words(x, y, text, SUB_SIZE, muted))
            y += SUB_LINE
        if box.icon:
            middle = place.y + place.height / 2
            parts.append(
                icon(box.icon, place.x + place.width - ICON, middle - 8, ink if box.status == "now" else line)
            )
        return "".join(parts)

    def _gateway(self, box: Box, place: Rectangle) -> str:
        p, size = self.palette, shape(box)
        ground, line = (p.done, p.done_line) if box.status == "done" else (p.gateway, p.gateway_line)
        x, y = place.x + place.width / 2, place.y + place.height / 2
        diamond = (
            f'<path d="M{x:.1f} {place.y:.1f}L{place.x + place.width:.1f} {y:.1f}L{x:.1f} {place.y + place.height:.1f}'
            f'L{place.x:.1f} {y:.1f}z" fill="{ground}" stroke="{line}" stroke-width="1.6" stroke-linejoin="round"/>'
        )
        return diamond + _centred(size.title, x, y, p.ink, bold=True)

    def _event(self, box: Box, place: Rectangle) -> str:
        p, size = self.palette, shape(box)
        cut = min(place.height * 0.29, 24)
        x, y, right, bottom = place.x, place.y, place.x + place.width, place.y + place.height
        octagon = (
            f'<path d="M{x + 2 * cut:.1f} {y:.1f}H{right - 2 * cut:.1f}L{right:.1f} {y + cut:.1f}V{bottom - cut:.1f}'
            f'L{right - 2 * cut:.1f} {bottom:.1f}H{x + 2 * cut:.1f}L{x:.1f} {bottom - cut:.1f}V{y + cut:.1f}z" '
            f'fill="{p.danger_ground}" stroke="{p.danger}" stroke-width="2.4" stroke-linejoin="round"/>'
        )
        middle = y + place.height / 2
        return (
            octagon
            + icon("alert", x + 16, middle - 8, p.danger)
            + _centred(size.title, x + place.width / 2 + 12, middle, p.danger, bold=True)
        )

    def _pill(self, box: Box, place: Rectangle) -> str:
        p, size = self.palette, shape(box)
        middle = place.y + place.height / 2
        x = place.x + place.width / 2
        if box.kind == "start":
            return rounded(place, 12, p.start, p.start, 1) + _centred(
                size.title, x, middle, p.on_start, bold=True
            )
        if box.kind == "link":
            frame = rounded(place, 12, p.surface, p.edge, 1.4, dashed=True)
            back = icon("back", place.x + 10, middle - 7, p.edge, 14)
            return frame + back + _centred(size.title, x + 10, middle, p.muted, italic=True)
        ground = {"now": p.now, "done": p.done}.get(box.status, p.surface)
        ink = p.on_now if box.status == "now" else p.ink
        return rounded(place, 13, ground, p.ink, 3.6) + _centred(size.title, x, middle, ink, bold=True)

    def _arrow(self, arrow: Arrow, curve: Curve) -> str:
        colour = self.palette.done_line if arrow.taken else self.palette.edge
        width = 3.2 if arrow.taken else 1.6
        points = [(x + self.x, y + self.y) for x, y in curve.points]
        tip = (curve.tip[0] + self.x, curve.tip[1] + self.y)
        before = next((point for point in reversed(points[:-1]) if point != tip), points[0])
        angle = atan2(tip[1] - before[1], tip[0] - before[0])
        # The line ends where the head begins, so that the tip is sharp.
        base = (tip[0] - HEAD * cos(angle), tip[1] - HEAD * sin(angle))
        points[-1] = base
        path = f"M{points[0][0]:.1f} {points[0][1]:.1f}C" + " ".join(
            f"{x:.1f} {y:.1f}" for x, y in points[1:]
        )
        dash = ' stroke-dasharray="5 4"' if arrow.dashed else ""
        wing = HEAD * 0.42
        left = (base[0] - wing * sin(angle), base[1] + wing * cos(angle))
        right = (base[0] + wing * sin(angle), base[1] - wing * cos(angle))
        head = f"M{tip[0]:.1f} {tip[1]:.1f}L{left[0]:.1f} {left[1]:.1f}L{right[0]:.1f} {right[1]:.1f}z"
        line = f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width}"{dash}/>'
        return f'{line}<path d="{head}" fill="{colour}" stroke="{colour}" stroke-width="1" stroke-linejoin="round"/>'

    def _label(self, arrow: Arrow, curve: Curve) -> str:
        assert curve.label is not None
        lines = label_lines(arrow)
        x, y = curve.label[0] + self.x, curve.label[1] + self.y
        width, height = label_size(lines)
        ground = (
            self.palette.section if self.panel.sections or self.panel.tone != "main" else self.palette.ground
        )
        behind = (
            f'<rect x="{x - width / 2 + 2:.1f}" y="{y - height / 2:.1f}" width="{width - 4:.1f}" height="{height:.1f}" '
            f'rx="3" fill="{ground}" fill-opacity=".85"/>'
        )
        return behind + _centred(lines, x, y, self.palette.ink, bold=True)

    def _moved(self, place: Rectangle) -> Rectangle:
        return Rectangle(x=place.x + self.x, y=place.y + self.y, width=place.width, height=place.height)


def _centred(
    lines: Sequence[str], x: float, middle: float, colour: str, *, bold: bool = False, italic: bool = False
) -> str:
    y = middle - (len(lines) - 1) * QUESTION_LINE / 2 + QUESTION_SIZE * 0.36
    return "".join(
        words(
            x, y + number * QUESTION_LINE, line, QUESTION_SIZE, colour, bold=bold, italic=italic, middle=True
        )
        for number, line in enumerate(lines)
    )


def rounded(
    place: Rectangle, radius: float, ground: str, line: str, weight: float, *, dashed: bool = False
) -> str:
    dash = ' stroke-dasharray="6 4"' if dashed else ""
    return (
        f'<rect x="{place.x:.1f}" y="{place.y:.1f}" width="{place.width:.1f}" height="{place.height:.1f}" rx="{radius:g}" '
        f'fill="{ground}" stroke="{line}" stroke-width="{weight:g}"{dash}/>'
    )


def _strip(place: Rectangle, width: float, radius: float, colour: str) -> str:
    """The coloured left end of a box, rounded like the box."""
    x, y, bottom = place.x, place.y, place.y + place.height
    return (
        f'<path d="M{x + width:.1f} {y:.1f}V{bottom:.1f}H{x + radius:.1f}Q{x:.1f} {bottom:.1f} {x:.1f} {bottom - radius:.1f}'
        f'V{y + radius:.1f}Q{x:.1f} {y:.1f} {x + radius:.1f} {y:.1f}z" fill="{colour}"/>'
    )
