"""A drawing on a card as an SVG document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from diagrams.type.ink import escaped
from diagrams.type.webfont import FAMILIES


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """An SVG document with its size in points, and its words for those who do not see it."""

    svg: str
    width: float
    height: float
    words: str


def drawing(parts: Sequence[str], width: float, height: float, words: str, language: str) -> Drawing:
    """The parts as one picture; its ground is that of the page."""
    wide, high = round(width), round(height)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" lang="{escaped(language)}" role="img" aria-label="{escaped(words)}" '
        f'width="{wide}" height="{high}" viewBox="0 0 {wide} {high}" font-family="{FAMILIES}">'
    )
    return Drawing(svg="\n".join([head, *parts, "</svg>\n"]), width=wide, height=high, words=words)
