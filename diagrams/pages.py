"""PDF pages by Typst, tagged for those who do not see them (PDF/UA-1), in the typeface that comes with the program."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

import fontpkg_arimo
import typst

from diagrams.program import CannotDraw

DATA = "data.json"
TEMPLATES = files("diagrams") / "templates"

MOST_REPLACED = 50
"""How many characters that no typeface here has (an emoji) are given a stand-in before the document is given up."""

# What makes one emoji of several, or gives one a colour: it is never drawn by itself, and Typst blames the character before it.
_JOINING = re.compile("[\u200d\u20e3\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")
_UNDRAWN = re.compile(r'the text `"(.+?)"` could not be displayed')


def pdf(template: str, data: Mapping[str, Any], pictures: Mapping[str, str] | None = None) -> bytes:
    """The template `diagrams/templates/TEMPLATE.typ` filled with `data`, as a PDF document.

    The template reads `data` as `json("data.json")`, so that no word of a routine is ever taken for markup. `pictures` are SVG
    documents by the name that the template gives to `image`, for example `sheet.svg`; each needs an `alt` there.

    A character that the typefaces here lack stands as its name, «[grinning face]», in a picture as «□».

    Raises:
        CannotDraw: the pages could not be made, or would not be accessible.
    """
    text = _JOINING.sub("", json.dumps(data, ensure_ascii=False))
    drawn = {name: _JOINING.sub("", picture) for name, picture in (pictures or {}).items()}
    for _ in range(MOST_REPLACED):
        try:
            return _set(template, text, drawn)
        except typst.TypstError as trouble:
            undrawn = _UNDRAWN.search(trouble.message)
            if undrawn is None:
                raise _cannot(trouble.message) from trouble
            for character in _unescaped(undrawn[1]):
                text = text.replace(character, _name(character))
                drawn = {name: picture.replace(character, "□") for name, picture in drawn.items()}
    raise _cannot("för många tecken som saknas i typsnittet / too many characters that the typeface lacks")


def _set(template: str, data: str, pictures: Mapping[str, str]) -> bytes:
    sources = {
        "main": (TEMPLATES / f"{template}.typ").read_bytes(),
        DATA: data.encode(),
        **{name: picture.encode() for name, picture in pictures.items()},
    }
    made: bytes = typst.compile(  # type: ignore[call-overload]  # its stubs know no sources by name
        sources,
        format="pdf",
        font_paths=[str(fontpkg_arimo.ROOT / "files")],
        ignore_system_fonts=True,
        pdf_standards="ua-1",
    )
    return made


def _cannot(why: str) -> CannotDraw:
    return CannotDraw(f"sidorna kunde inte sättas ({why}).", f"the pages could not be set ({why}).")


def _unescaped(text: str) -> str:
    """The characters as they are, also those that Typst writes as their number."""
    return re.sub(r"\\u\{([0-9a-f]+)\}", lambda number: chr(int(number[1], 16)), text)


def _name(character: str) -> str:
    """What stands for the character: its name, or nothing for one that is not to be seen."""
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return ""
    return f"[{unicodedata.name(character, '□').lower()}]"
