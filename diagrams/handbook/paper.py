"""The handbook as PDF pages, tagged for those who do not see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields, is_dataclass
from typing import Any

from diagrams.handbook.document import Entry, Handbook, Picture, size_of
from diagrams.handbook.wording import say
from diagrams.pages import pdf
from diagrams.palette import LIGHT

_WORDS = ("caution", "note", "help", "question", "end", "contents", "training")
_LONG = 1_400
_STEP_TEXT = 14.0
_READABLE = 10.0
# Name, turned, and the room in points within the margins and below the heading.
_SHEETS = (
    ("a4", False, 527.0, 730.0),
    ("a4", True, 774.0, 483.0),
    ("a3", False, 774.0, 1_078.0),
    ("a3", True, 1_122.0, 730.0),
)


def handbook_pdf(handbook: Handbook) -> bytes:
    """The handbook as a PDF document (PDF/UA-1). Raises CannotDraw."""
    data = {
        "handbook": _plain(handbook, handbook.pictures),
        "set": handbook.is_set,
        "words": {word: say(word, handbook.language) for word in _WORDS},
        "undecided": say("undecided mark", handbook.language),
        "page": say("page", handbook.language),
        "palette": asdict(LIGHT),
    }
    return pdf("handbook", data, handbook.pictures)


def _plain(value: object, pictures: Mapping[str, str]) -> Any:
    """The value as JSON values, each of ours with its kind as `is`, and with what the pages need to know to be set."""
    if isinstance(value, tuple):
        return [_plain(each, pictures) for each in value]
    if not is_dataclass(value) or isinstance(value, type):
        return value
    plain = {
        each.name: _plain(getattr(value, each.name), pictures)
        for each in fields(value)
        if each.name != "pictures"
    }
    plain["is"] = type(value).__name__
    if isinstance(value, Entry):
        plain["long"] = len(str(plain)) > _LONG * 2
    if isinstance(value, Picture):
        plain["pages"] = [_page(name, pictures[name]) for name in value.pages]
    return plain


def _page(name: str, svg: str) -> dict[str, Any]:
    """A page's picture with the paper that it needs, and how many times wider than high it is."""
    wide, high = size_of(svg)
    paper, turned = _sheet(svg)
    return {"name": name, "paper": paper, "turned": turned, "shape": wide / high}


def _sheet(svg: str) -> tuple[str, bool]:
    """The smallest sheet on which the picture's steps can be read, else the one on which they are largest."""
    wide, high = size_of(svg)
    text = {(name, turned): _STEP_TEXT * min(x / wide, y / high, 1.0) for name, turned, x, y in _SHEETS}
    readable = [sheet for sheet, points in text.items() if points >= _READABLE]
    if readable:
        smallest = readable[0][0]
        return max((each for each in readable if each[0] == smallest), key=lambda each: text[each])
    return max(text, key=lambda each: text[each])
