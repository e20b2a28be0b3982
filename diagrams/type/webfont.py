"""The typeface as browsers read it (WOFF2): the letters that a drawing needs inside the drawing, the rest for pages to fetch.

A letter is as wide as `metrics` says whatever the machine has, since no pairs of letters are drawn closer here.
"""

from __future__ import annotations

import sys
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Literal

from fontTools import subset
from fontTools.varLib.instancer import instantiateVariableFont

from diagrams.type import typeface

Name = Literal["regular", "bold", "italic"]
Kind = Literal["woff2", "ttf"]

FAMILIES = f"{typeface.FAMILY}, Arial, Liberation Sans, Helvetica, sans-serif"
"""What drawings are set in. The first is ours; the others stand for it in programs that read no typeface out of a drawing."""

EVERYDAY = frozenset(map(chr, range(32, 127))) | frozenset(
    "ÅÄÖÉÜÆØåäöéèüæø«»”“„’‘–—…·→←×§°•½©€□\N{NO-BREAK SPACE}"
)
"""These are in every drawing that has its letters with it, so that most drawings have the same ones."""

LICENCE_NAMES = (0, 13, 14)
"""The records of a font that tell whose it is, its licence and where that is read: they go with every part of it."""

_LATIN = (range(0x180), range(0x2000, 0x2070), range(0x20A0, 0x2200))


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """One cut of the typeface: its variable file, and the weight that is taken out of it."""

    file: str
    weight: int
    style: Literal["normal", "italic"] = "normal"


FACES: Mapping[Name, Face] = {
    "regular": Face(file=typeface.UPRIGHT, weight=typeface.REGULAR),
    "bold": Face(file=typeface.UPRIGHT, weight=typeface.BOLD),
    "italic": Face(file=typeface.ITALIC, weight=typeface.REGULAR, style="italic"),
}


def style(text: str) -> str:
    """The CSS that brings the typeface to `text`: three cuts as data, with every letter of the text that the typeface has."""
    needed = EVERYDAY | (frozenset(text) & frozenset(map(chr, typeface.characters())))
    return "".join(
        _rule(face, f"data:font/woff2;base64,{_data(name, needed)}") for name, face in FACES.items()
    )


def style_for_pages(folder: str) -> str:
    """The CSS that lets a page fetch the typeface from the addresses in `folder`: the whole of it only where other alphabets are met."""
    return "".join(
        _rule(face, f"{folder}/{name}.{kind}", ranges)
        for name, face in FACES.items()
        for kind, ranges in (("woff2", _ranges(_LATIN)), ("ttf", _ranges(_between(_LATIN))))
    )


def file_for_pages(name: Name, kind: Kind) -> bytes:
    """The file that `style_for_pages` leads to: as WOFF2 the Latin letters of the cut, as TTF the file that it comes from.

    Raises:
        CannotDraw: the typeface is not there.
    """
    if kind == "ttf":
        return typeface.file(FACES[name].file)
    return woff2(name, frozenset(chr(code) for each in _LATIN for code in each))


@lru_cache(maxsize=64)
def woff2(name: Name, letters: frozenset[str]) -> bytes:
    """The cut with these letters alone; the same bytes every time.

    Raises:
        CannotDraw: the typeface is not there.
    """
    face = FACES[name]
    with typeface.font(face.file) as font:
        options = subset.Options(
            hinting=False,
            layout_features=["ccmp", "mark", "mkmk"],
            notdef_outline=True,
            name_IDs=[*LICENCE_NAMES, 1, 2, 6],
        )
        reduced = subset.Subsetter(options)
        reduced.populate(text="".join(sorted(letters)))
        reduced.subset(font)
        cut = instantiateVariableFont(font, {"wght": face.weight}, inplace=True)
        cut.flavor = "woff2"
        packed = BytesIO()
        cut.save(packed)
    return packed.getvalue()


@lru_cache(maxsize=64)
def _data(name: Name, letters: frozenset[str]) -> str:
    return b64encode(woff2(name, letters)).decode()


def _rule(face: Face, address: str, ranges: str = "") -> str:
    limits = f"unicode-range:{ranges};" if ranges else ""
    return (
        f"@font-face{{font-family:{typeface.FAMILY};font-weight:{face.weight};font-style:{face.style};{limits}"
        f"src:url({address})}}"
    )


def _between(ranges: Sequence[range]) -> Iterator[range]:
    """What lies between the ranges, and after the last."""
    starts = [each.start for each in ranges[1:]] + [sys.maxunicode + 1]
    return (range(each.stop, start) for each, start in zip(ranges, starts, strict=True))


def _ranges(found: Iterable[range]) -> str:
    """Characters as CSS names them."""
    return ",".join(f"U+{each.start:X}-{each.stop - 1:X}" for each in found)
