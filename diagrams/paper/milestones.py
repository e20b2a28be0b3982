"""The numbered steps of the main flow in one row, above the panels of every page: which stand on this page, and where the others are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from diagrams.paper.page_breaks import SheetName
from diagrams.picture import Box
from diagrams.type.ink import escaped, words
from diagrams.type.metrics import width
from diagrams.type.palette import Palette
from diagrams.words.pictures import say

HEIGHT = 34.0

MOST = 20
"""A longer flow would have numbers too small to read, and no row."""

_STEP, _RADIUS, _LETTERS, _SAID = 27.0, 10.5, 11.0, 12.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """A step of the main flow, or what stands on a page without any, and the page that it stands on."""

    box: Box
    page: int


def has_row(count: int) -> bool:
    """Whether so many steps stand in a row that can be read."""
    return 1 < count <= MOST


def row_height(steps: Sequence[object]) -> float:
    """The height of the row of these steps, with the air below it."""
    return HEIGHT if steps else 0.0


def row_svg(
    milestones: Sequence[Milestone],
    page: int,
    room: float,
    palette: Palette,
    language: str,
    called: SheetName = "page",
) -> str:
    """The row from (0, 0), no wider than `room`: those of this page in the colour of their role, the others only outlined."""
    runs = [(number, list(run)) for number, run in groupby(milestones, key=lambda each: each.page)]
    said = {number: say(f"the {called}", language, page=number) for number, _ in runs}
    names = sum(width(said[number], _SAID, bold=True) + 2 * _STEP - 2 * _RADIUS for number, _ in runs)
    step = min(_STEP, (room - names) / len(milestones))
    if step < 2 * _RADIUS:
        return ""
    parts: list[str] = []
    x, y = 0.0, _RADIUS + 1
    for number, run in runs:
        is_here = number == page
        ink = palette.ink if is_here else palette.muted
        parts.append(words(x, y + 4.3, said[number], _SAID, ink, bold=is_here))
        x += width(said[number], _SAID, bold=True) + 8 + _RADIUS
        if len(run) > 1:
            end = x + (len(run) - 1) * step
            parts.append(f'<path d="M{x:.1f} {y:.1f}H{end:.1f}" stroke="{palette.edge}" stroke-width="1.6"/>')
        for milestone in run:
            parts += _circle(milestone.box, x, y, palette, is_here=is_here)
            x += step
        x += _RADIUS + 4
    return f'<g role="img" aria-label="{escaped(told(milestones, language, called))}">{"".join(parts)}</g>'


def told(milestones: Sequence[Milestone], language: str, called: SheetName = "page") -> str:
    """The row in words: «Sida 1: steg 1, 2. Sida 2: steg 3.»"""
    runs = groupby(milestones, key=lambda each: each.page)
    return " ".join(_told(number, list(run), language, called) for number, run in runs)


def _told(page: int, run: Sequence[Milestone], language: str, called: SheetName) -> str:
    steps = say("the step", language, number=", ".join(each.box.number or "" for each in run))
    return f"{say(f'the {called}', language, page=page)}: {steps}."


def _circle(box: Box, x: float, y: float, palette: Palette, *, is_here: bool) -> Iterator[str]:
    ground, line, ink = _colours(box, palette, is_here=is_here)
    yield (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{_RADIUS - 1:.1f}" fill="{ground}" stroke="{line}" '
        f'stroke-width="{2.4 if box.status == "now" else 1.4}"/>'
    )
    number = box.number or ""
    letters = _LETTERS if len(number) <= 2 else _LETTERS * 2.2 / len(number)
    yield words(x, y + letters * 0.36, number, letters, ink, bold=True, centred=True)


def _colours(box: Box, palette: Palette, *, is_here: bool) -> tuple[str, str, str]:
    """Ground, line and ink: by the status where an instance has one, else by the role on the page that the step stands on."""
    if box.status == "now":
        return palette.now, palette.now_line, palette.on_now
    if box.status == "done":
        return palette.done, palette.done_line, palette.ink
    if not is_here:
        return palette.surface, palette.edge, palette.muted
    if box.paint is None:
        return palette.muted, palette.muted, palette.on_strip
    return palette.strips[box.paint], palette.roles[box.paint], palette.on_strips[box.paint]
