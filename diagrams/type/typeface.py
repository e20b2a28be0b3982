"""The typeface that is installed with the program, which characters it has, and how wide they are."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import fontpkg_arimo
from fontTools.ttLib import TTFont

from diagrams.errors import CannotDraw
from engine.said import Said

FOLDER = fontpkg_arimo.ROOT / "files"
FAMILY: str = fontpkg_arimo.FAMILY
UPRIGHT, ITALIC = "Arimo[wght].ttf", "Arimo-Italic[wght].ttf"
REGULAR, BOLD = 400, 700

MISSING = "□"
"""Stands for a character that no typeface has."""


def lacking(text: str) -> frozenset[str]:
    """The characters of the text that the typeface has no shape for. Those that are never seen are not among them."""
    found = {ord(character) for character in set(text)} - characters()
    return frozenset(chr(code) for code in found if not _is_unseen(chr(code)))


def without(text: str, lacked: frozenset[str]) -> str:
    """The text with `MISSING` for each character that is lacked."""
    return text.translate({ord(character): MISSING for character in lacked})


def one_by_one(text: str) -> str:
    """The text with each letter and its accents as one character, and without what joins, turns or is put upon others."""
    return "".join(each for each in unicodedata.normalize("NFC", text) if not _is_upon_others(each))


def ours(text: str) -> str:
    """The text in what the typeface has: `one_by_one`, and `MISSING` for each character that it lacks."""
    apart = one_by_one(text)
    return without(apart, lacking(apart))


def font(name: str) -> TTFont:
    """One file of the typeface, to be closed. Raises CannotDraw where it is missing."""
    return TTFont(BytesIO(file(name)), lazy=True, recalcTimestamp=False)


def file(name: str) -> bytes:
    """One file of the typeface as it is. Raises CannotDraw where it is missing."""
    path = Path(FOLDER) / name
    try:
        return path.read_bytes()
    except OSError:
        raise CannotDraw(
            Said(
                f"typsnittet {path} saknas. Installera om Rutin.",
                f"the typeface {path} is missing. Install Rutin again.",
            )
        ) from None


@cache
def characters() -> frozenset[int]:
    """The code points that the typeface has. Raises CannotDraw where it is missing."""
    return frozenset(_glyphs(False)[0])


def advance(character: str, bold: bool) -> float | None:
    """How wide a character is as a part of the size of its letters; None where the typeface lacks it. Raises CannotDraw."""
    names, glyphs, unit = _glyphs(bold)
    name = names.get(ord(character))
    return None if name is None else float(glyphs[name].width) / unit


@cache
def _glyphs(bold: bool) -> tuple[Mapping[int, str], Mapping[str, Any], int]:
    """The name of each character's glyph, the glyphs, and how many units are as wide as the letters are high."""
    found = font(UPRIGHT)
    return (
        found.getBestCmap(),
        found.getGlyphSet(location={"wght": BOLD if bold else REGULAR}),
        found["head"].unitsPerEm,
    )


def _is_unseen(character: str) -> bool:
    """Marks that join or turn other characters, line ends, variation selectors."""
    return unicodedata.category(character) in ("Cc", "Cf", "Zl", "Zp") or "\ufe00" <= character <= "\ufe0f"


def _is_upon_others(character: str) -> bool:
    """Joiners, marks of direction, variation selectors, skin tones, and accents that make no letter with the one before."""
    is_tone = "\U0001f3fb" <= character <= "\U0001f3ff"
    return is_tone or unicodedata.category(character) in ("Cf", "Mn", "Me")
