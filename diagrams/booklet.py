"""Pictures as one PDF document, each page with its title and foot as text and its picture told in words (PDF/UA)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from diagrams import pages
from diagrams.header import ASCENT, HeadLine, head_lines
from diagrams.page_sheet import foot, page_svg
from diagrams.palette import Palette
from diagrams.paper import FURNITURE, MARGIN, Page, Paper, pages_of
from diagrams.picture import Picture
from diagrams.textlist import text_lines
from diagrams.wording import say


def booklet(pictures: Sequence[Picture], paper: Paper, palette: Palette, title: str | None = None) -> bytes:
    """The pictures one after the other; `title` is the document's, else that of the first picture.

    Raises:
        CannotDraw: a picture could not be drawn, or the pages not be set.
    """
    files: dict[str, str] = {}
    found: list[dict[str, Any]] = []
    for picture in pictures:
        for page in pages_of(picture, paper):
            name = f"page-{len(found) + 1}.svg"
            files[name] = page_svg(page, palette, is_furnished=False)
            found.append({"picture": name, **_page(page, palette)})
    data = {
        "title": title or pictures[0].title,
        "language": pictures[0].language,
        "ink": palette.ink,
        "muted": palette.muted,
        "ground": palette.ground,
        "margin": MARGIN,
        "pages": found,
    }
    return pages.pdf("sheets", data, files)


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
    if page.goes_on:
        yield f"{say('goes on', page.picture.language, page=page.number + 1)}."
