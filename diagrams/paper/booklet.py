"""Pages as one PDF document, each with its title and foot as text and its picture told in words (PDF/UA)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from diagrams.drawing.header import ASCENT, HeadLine, head_lines
from diagrams.paper.milestones import told
from diagrams.paper.page_drawing import foot, page_svg
from diagrams.paper.pagination import FURNITURE, MARGIN, Page
from diagrams.picture import text_lines
from diagrams.type.palette import Palette
from diagrams.words.pictures import say
from diagrams.writing.pdf import pdf


def booklet(sheets: Sequence[Page], palette: Palette, title: str | None = None) -> bytes:
    """The pages one after the other; `title` is the document's, else that of the first page.

    Raises:
        CannotDraw: the pages could not be set.
    """
    files = {
        f"page-{number}.svg": page_svg(page, palette, is_furnished=False)
        for number, page in enumerate(sheets, 1)
    }
    first = sheets[0].picture
    found = [{"picture": name, **_page(page, palette)} for name, page in zip(files, sheets, strict=True)]
    data = {
        "title": title or first.title,
        "language": first.language,
        "ink": palette.ink,
        "muted": palette.muted,
        "ground": palette.ground,
        "margin": MARGIN,
        "pages": found,
    }
    return pdf("sheets", data, files)


def _page(page: Page, palette: Palette) -> dict[str, Any]:
    lines = list(head_lines(page.picture, (page.width - 2 * MARGIN) / FURNITURE))
    left, right = foot(page)
    return {
        "width": page.width,
        "height": page.height,
        "level": 1 if page.number == 1 else 2,
        "heading": [line.text for line in lines if line.is_title],
        "lines": list(_lines(lines, palette)),
        "alt": " ".join(_alternative(page)),
        "foot": left,
        "number": right,
    }


def _lines(lines: Sequence[HeadLine], palette: Palette) -> Iterator[dict[str, Any]]:
    for line in lines:
        if not line.is_title:
            yield {
                "text": line.text,
                "top": (line.y - line.size * ASCENT) * FURNITURE,
                "indent": line.x * FURNITURE,
                "size": line.size * FURNITURE,
                "weight": "bold" if line.is_bold else "regular",
                "colour": line.colour(palette),
            }


def _alternative(page: Page) -> Iterator[str]:
    """The page's panels in words, and where the flow goes on."""
    yield from text_lines(page.picture)
    if page.milestones:
        yield told(page.milestones, page.picture.language, page.called)
    if page.goes_on:
        yield f"{say(f'goes on at {page.called}', page.picture.language, page=page.number + 1)}."
