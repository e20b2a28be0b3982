"""The handbook as one HTML page: the accessible master. Everything is in the page; nothing is fetched and nothing runs."""

from __future__ import annotations

from dataclasses import asdict

from markupsafe import Markup

from diagrams.handbook.document import SHORT, Handbook, all_ids
from diagrams.type.palette import DARK, LIGHT
from diagrams.type.webfont import style
from diagrams.words.handbook import say
from diagrams.writing.html import html
from diagrams.writing.png import size_of


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
        widths={name: round(size_of(svg)[0]) for name, svg in handbook.pictures.items()},
        ids=frozenset(all_ids(handbook)),
        word=word,
        short=SHORT,
        light=asdict(LIGHT),
        dark=asdict(DARK),
        typeface=Markup(style("".join(handbook.pictures.values()))),
    )
