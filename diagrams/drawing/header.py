"""What stands above the panels of a sheet: the title, the version, notes, what to do in danger, where one is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from diagrams.picture import Icon, Picture
from diagrams.type.ink import icon, words
from diagrams.type.palette import Palette
from diagrams.type.typeset import lines

TITLE, TITLE_LINE, SUBTITLE, SUBTITLE_LINE = 26.0, 31.0, 13.5, 19.0
BANNER, BANNER_INDENT = 15.0, 22.0
ASCENT = 0.8
"""How far above its baseline a capital letter reaches, as a part of its size, with a little air."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadLine:
    """One line of the header, its baseline at (`x`, `y`) from the header's top left corner. `ink` names a colour of the palette."""

    text: str
    x: float
    y: float
    size: float
    ink: Literal["ink", "muted", "danger"]
    is_title: bool = False
    is_bold: bool = False
    icon: Icon | None = None

    def colour(self, palette: Palette) -> str:
        """The line's colour in a theme."""
        return {"ink": palette.ink, "muted": palette.muted, "danger": palette.danger}[self.ink]


def head_lines(picture: Picture, room: float) -> Iterator[HeadLine]:
    """The lines of the header, no wider than `room`."""
    y = TITLE * ASCENT
    for text in lines(picture.title, TITLE, room, bold=True):
        yield HeadLine(text=text, x=0, y=y, size=TITLE, ink="ink", is_title=True, is_bold=True)
        y += TITLE_LINE
    y += SUBTITLE_LINE - TITLE_LINE + 4
    for said in filter(None, (picture.subtitle, *picture.notes)):
        for text in lines(said, SUBTITLE, room):
            yield HeadLine(text=text, x=0, y=y, size=SUBTITLE, ink="muted")
            y += SUBTITLE_LINE
    banners: tuple[tuple[str | None, Literal["ink", "danger"], Icon], ...] = (
        (picture.emergency, "danger", "alert"),
        (picture.elsewhere, "danger", "alert"),
        (picture.here, "ink", "forward"),
    )
    for banner, ink, mark in banners:
        if banner:
            y += 4
            for index, text in enumerate(lines(banner, BANNER, room - BANNER_INDENT, bold=True)):
                first = mark if index == 0 else None
                yield HeadLine(
                    text=text, x=BANNER_INDENT, y=y, size=BANNER, ink=ink, is_bold=True, icon=first
                )
                y += SUBTITLE_LINE


def header_height(picture: Picture, room: float) -> float:
    """How far below the header's top the panels begin."""
    last = list(head_lines(picture, room))[-1]
    return last.y + SUBTITLE_LINE + 8


def header_svg(picture: Picture, room: float, palette: Palette, x: float, y: float) -> list[str]:
    """The header with its top left corner at (x, y)."""
    return [_drawn(line, x, y, palette) for line in head_lines(picture, room)]


def icons_svg(picture: Picture, room: float, palette: Palette) -> list[str]:
    """Only the icons of the header, for a page that sets the words as text of its own."""
    return [_icon(line, 0, 0, palette) for line in head_lines(picture, room)]


def _drawn(line: HeadLine, x: float, y: float, palette: Palette) -> str:
    text = words(x + line.x, y + line.y, line.text, line.size, line.colour(palette), bold=line.is_bold)
    return _icon(line, x, y, palette) + text


def _icon(line: HeadLine, x: float, y: float, palette: Palette) -> str:
    if line.icon is None:
        return ""
    return icon(line.icon, x + line.x - BANNER_INDENT, y + line.y - 12, line.colour(palette), 14)
