"""PDF pages by Typst, tagged for those who do not see them (PDF/UA-1), in the typeface that comes with the program."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from diagrams.errors import CannotDraw
from diagrams.type import typeface
from diagrams.writing.setting import NotSet, set_pdf
from engine.said import Said

REGION = Said("SE", "GB")
"""Where each language is spoken as our pages spell and part it."""

TEMPLATES = files("diagrams") / "templates"


def _settable(text: str) -> str:
    """The text with □ for each character that no typeface of this machine has, and for no other."""
    apart = typeface.one_by_one(text)
    return typeface.without(
        apart, frozenset(each for each in typeface.lacking(apart) if not _can_be_set(each))
    )


@cache
def _can_be_set(character: str) -> bool:
    """Whether some typeface of this machine has a shape for the character."""
    try:
        set_pdf(_ONE, json.dumps(character, ensure_ascii=False), {})
    except NotSet:
        return False
    return True


_PAGE = re.compile(rb"/Type\s*/Page\b")

_ONE = b'#set document(title: "-")\n#set text(font: "Arimo")\n#json("data.json")'
"""A page with one character."""

_PLAINER: tuple[Callable[[str], str], ...] = (str, typeface.one_by_one, _settable, typeface.ours)
"""How a text is written: as it is, or where that can't be set in any typeface of the machine's, ever more plainly."""


def pdf(template: str, data: Mapping[str, Any], pictures: Mapping[str, str] | None = None) -> bytes:
    """The template `diagrams/templates/TEMPLATE.typ` filled with `data`, as a PDF document.

    The template reads `data` as `json("data.json")`, so that no word of a routine is ever taken for markup. `pictures` are SVG
    documents by the name that the template gives to `image`, for example `sheet.svg`; each needs an `alt` there. Characters that our
    typeface lacks, as emoji, are taken from the machine's own; where none has one, □ stands in its place. Marks that can't be set
    where they stand (what joins emoji, accents on accents) are left out.

    Raises:
        CannotDraw: the pages could not be made, or would not be accessible.
    """
    source = (TEMPLATES / f"{template}.typ").read_bytes()
    said = json.dumps(data, ensure_ascii=False)
    drawings = dict(pictures or {})
    for plainer in _PLAINER:
        try:
            shown = {name: plainer(drawing) for name, drawing in drawings.items()}
            return set_pdf(source, plainer(said), shown)
        except NotSet as trouble:
            failed = trouble
    raise CannotDraw(
        Said(
            f"sidorna kunde inte sättas ({failed.message}). Pröva ett annat format, och säg till den som sköter Rutin.",
            f"the pages could not be set ({failed.message}). Try another format, and tell the one who looks after Rutin.",
        )
    ) from failed


def pages_in(document: bytes) -> int:
    """How many pages a document of ours has."""
    return len(_PAGE.findall(document))
