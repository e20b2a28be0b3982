"""The typeface as browsers get it: the letters that are asked for, as wide as they are measured, with its licence."""

from __future__ import annotations

import io
import re
from base64 import b64decode

import pytest
from fontTools.ttLib import TTFont

from diagrams.type.metrics import width
from diagrams.type.typeface import characters
from diagrams.type.webfont import (
    EVERYDAY,
    FACES,
    LICENCE_NAMES,
    Name,
    file_for_pages,
    style,
    style_for_pages,
    woff2,
)


def read(packed: bytes) -> TTFont:
    return TTFont(io.BytesIO(packed))


def carried(css: str) -> list[TTFont]:
    """The typefaces that a style sheet has in it."""
    return [read(b64decode(data)) for data in re.findall(r"data:font/woff2;base64,([^)]+)\)", css)]


@pytest.mark.parametrize("name", FACES)
def test_a_cut_has_the_letters_that_are_asked_for_and_no_others(name: Name) -> None:
    assert set(read(woff2(name, frozenset("Åk hem"))).getBestCmap()) == set(map(ord, "Åk hem"))


@pytest.mark.parametrize("name", FACES)
@pytest.mark.parametrize("letter", sorted(EVERYDAY | frozenset("łŻЖ½ẞ")))
def test_a_letter_is_as_wide_as_it_is_measured(name: Name, letter: str) -> None:
    font = read(woff2(name, EVERYDAY | {letter}))
    glyph = font.getBestCmap()[ord(letter)]
    as_drawn = font["hmtx"][glyph][0] / font["head"].unitsPerEm
    assert as_drawn <= width(letter, 1.0, FACES[name].weight == 700) + 0.001


@pytest.mark.parametrize("name", FACES)
def test_no_pair_of_letters_is_drawn_closer_than_it_is_measured(name: Name) -> None:
    features = read(woff2(name, EVERYDAY))["GPOS"].table.FeatureList.FeatureRecord
    assert "kern" not in {each.FeatureTag for each in features}


@pytest.mark.parametrize("name", FACES)
def test_its_licence_goes_with_it(name: Name) -> None:
    found = read(woff2(name, EVERYDAY))["name"]
    assert all(found.getDebugName(number) for number in LICENCE_NAMES)


def test_the_same_letters_give_the_same_bytes() -> None:
    letters = frozenset("Rutin")
    assert woff2.__wrapped__("bold", letters) == woff2.__wrapped__("bold", letters)


def test_three_cuts_go_with_a_text_and_have_its_rarer_letters_too() -> None:
    fonts = carried(style("Łódź Привет 🚑"))
    assert len(fonts) == 3
    assert all(set(map(ord, "ŁódźПривет")) <= set(font.getBestCmap()) for font in fonts)


def test_a_page_fetches_every_letter_from_one_file() -> None:
    rules = re.findall(r"unicode-range:([^;]+);src:url\(/t/regular\.(\w+)\)", style_for_pages("/t"))
    told = {
        kind: [tuple(int(end, 16) for end in each[2:].split("-")) for each in ranges.split(",")]
        for ranges, kind in rules
    }
    assert set(told) == {"woff2", "ttf"}
    for letter in characters():
        kinds = [
            kind for kind, ranges in told.items() if any(start <= letter <= end for start, end in ranges)
        ]
        assert len(kinds) == 1
    for letter in read(file_for_pages("regular", "woff2")).getBestCmap():
        assert any(start <= letter <= end for start, end in told["woff2"])
    assert set(read(file_for_pages("regular", "ttf")).getBestCmap()) == characters()
