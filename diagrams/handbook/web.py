"""The handbook as one HTML page: the accessible master. Everything is in the page; nothing is fetched and nothing runs."""

from __future__ import annotations

from dataclasses import asdict

from markupsafe import Markup

from diagrams.handbook.document import Entries, Handbook, all_sections
from diagrams.handbook.wording import say
from diagrams.html import html
from diagrams.palette import DARK, LIGHT


def handbook_html(handbook: Handbook) -> str:
    """The handbook as a whole HTML document."""

    def word(key: str, **values: object) -> str:
        return say(key, handbook.language, **values)

    pictures = {name: Markup(svg) for name, svg in handbook.pictures.items()}
    return html(
        "handbook",
        handbook.language,
        handbook=handbook,
        pictures=pictures,
        ids=_ids(handbook),
        word=word,
        light=asdict(LIGHT),
        dark=asdict(DARK),
    )


def _ids(handbook: Handbook) -> frozenset[str]:
    """Everything that a link may lead to."""
    found = {chapter.id for chapter in handbook.chapters}
    for chapter in handbook.chapters:
        for section in all_sections(chapter.sections()):
            found.add(section.id)
            for block in section.blocks:
                if isinstance(block, Entries):
                    found.update(entry.id for entry in block.entries)
    return frozenset(found)
