"""The handbook as PDF pages, tagged for those who do not see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields, is_dataclass
from typing import Any

from diagrams.handbook.document import SHORT, Entry, Figure, Handbook
from diagrams.paper.pagination import MARGIN
from diagrams.type.palette import LIGHT
from diagrams.words.handbook import say
from diagrams.writing.pdf import REGION, pages_in, pdf
from diagrams.writing.png import size_of

_WORDS = ("caution", "note", "help", "end", "contents", "training")
_AIR = (1.0, 0.75, 0.5, 0.35)
"""How much room there is between lines and parts, the most first."""

_LONG = 600
"""An entry that is more characters than this, as Python writes its values without our names, may begin on one page and end on the next."""


def handbook_pdf(handbook: Handbook) -> bytes:
    """The handbook as a PDF document (PDF/UA-1), as airy as the fewest pages let one of a single routine be. Raises CannotDraw."""
    data = {
        "handbook": _plain(handbook, handbook.pictures, handbook.language),
        "set": handbook.is_set,
        "words": {word: say(word, handbook.language) for word in _WORDS},
        "undecided": say("undecided mark", handbook.language),
        "page": say("page", handbook.language),
        "region": REGION.say(handbook.language),
        "palette": asdict(LIGHT),
        "margin": MARGIN,
        "short": SHORT,
    }
    airs = _AIR[:1] if handbook.is_set else _AIR
    tried = (pdf("handbook", {**data, "air": air}, handbook.pictures) for air in airs)
    return min(tried, key=pages_in)


def _plain(value: object, pictures: Mapping[str, str], language: str) -> Any:
    """The value as JSON values, each of ours with its kind as `is`, and with what the pages need to know to be set."""
    if isinstance(value, tuple):
        return [_plain(each, pictures, language) for each in value]
    if not is_dataclass(value) or isinstance(value, type):
        return value
    plain = {
        each.name: _plain(getattr(value, each.name), pictures, language)
        for each in fields(value)
        if each.name != "pictures"
    }
    plain["is"] = type(value).__name__
    if isinstance(value, Entry):
        whole = asdict(value)
        plain["long"] = len(f"{whole}") > _LONG
        plain["long-end"] = len(f"{whole['deadlines']}{whole['remarks']}") > _LONG
    if isinstance(value, Figure):
        plain["pages"] = [
            _page(name, pictures[name]) | {"said": said}
            for name, said in zip(value.pages, value.captions(language), strict=True)
        ]
    return plain


def _page(name: str, svg: str) -> dict[str, Any]:
    """A page's picture, and whether its paper lies on its side."""
    wide, high = size_of(svg)
    return {"name": name, "turned": wide > high}
