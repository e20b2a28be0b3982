"""The typeface that is installed with the program, and which characters it has."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path
from struct import unpack_from

import fontpkg_arimo

from diagrams.errors import CannotDraw
from engine.said import Said

FOLDER = fontpkg_arimo.ROOT / "files"
FAMILY: str = fontpkg_arimo.FAMILY

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


@cache
def characters() -> frozenset[int]:
    """The code points that the typeface has, read from its `cmap` (format 12, or else 4). Raises CannotDraw where it is missing."""
    file = Path(FOLDER) / "Arimo[wght].ttf"
    try:
        font = file.read_bytes()
    except OSError:
        raise CannotDraw(
            Said(
                f"typsnittet {file} saknas. Installera om Rutin.",
                f"the typeface {file} is missing. Install Rutin again.",
            )
        ) from None
    tables: dict[bytes, int] = {}
    for index in range(unpack_from(">H", font, 4)[0]):
        tag, _, place, _ = unpack_from(">4sLLL", font, 12 + 16 * index)
        tables[tag] = place
    start = tables[b"cmap"]
    found: set[int] = set()
    for index in range(unpack_from(">H", font, start + 2)[0]):
        table = start + unpack_from(">L", font, start + 4 + 8 * index + 4)[0]
        match unpack_from(">H", font, table)[0]:
            case 4:
                found |= _segments(font, table)
            case 12:
                found |= _groups(font, table)
    return frozenset(found)


def _segments(font: bytes, table: int) -> set[int]:
    """The characters of a table of format 4: the ends of all segments, then the starts."""
    count = unpack_from(">H", font, table + 6)[0] // 2
    ends = unpack_from(f">{count}H", font, table + 14)
    starts = unpack_from(f">{count}H", font, table + 16 + 2 * count)
    return {code for start, end in zip(starts, ends, strict=True) for code in range(start, end + 1)} - {
        0xFFFF
    }


def _groups(font: bytes, table: int) -> set[int]:
    """The characters of a table of format 12: groups of (start, end, first glyph)."""
    count = unpack_from(">L", font, table + 12)[0]
    return {
        code
        for index in range(count)
        for start, end, _ in [unpack_from(">LLL", font, table + 16 + 12 * index)]
        for code in range(start, end + 1)
    }


def _is_unseen(character: str) -> bool:
    """Marks that join or turn other characters, line ends, variation selectors."""
    return unicodedata.category(character) in ("Cc", "Cf", "Zl", "Zp") or "\ufe00" <= character <= "\ufe0f"


def _is_upon_others(character: str) -> bool:
    """Joiners, marks of direction, variation selectors, skin tones, and accents that make no letter with the one before."""
    is_tone = "\U0001f3fb" <= character <= "\U0001f3ff"
    return is_tone or unicodedata.category(character) in ("Cf", "Mn", "Me")
