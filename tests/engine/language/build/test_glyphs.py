"""An owner is told of characters that our typeface has no shape for."""

from __future__ import annotations

import unicodedata

import pytest

from diagrams.type import typeface
from engine.language.build.glyphs import not_drawn


def test_the_table_is_what_the_typeface_has() -> None:
    every = [chr(code) for code in range(0x30000) if not 0xD800 <= code < 0xE000]
    ours = set(every) & {chr(code) for code in typeface.characters()}
    plain = [each for each in every if unicodedata.normalize("NFC", each) == each]

    told = {each for each in plain if not_drawn(each)}

    assert not told & ours
    assert told == {each for each in plain if typeface.one_by_one(each) and typeface.lacking(each)}


@pytest.mark.parametrize("text", ["Å, ä och ö – ”så här”…", "é ü ß œ", "a\u030a", "Привет", "1 ½ °C →"])
def test_what_can_be_drawn_is_not_told(text: str) -> None:
    assert not_drawn(text) == ()


def test_each_is_told_once_without_what_is_put_upon_it() -> None:
    assert not_drawn("Bra 👍🏽 jobbat 👍 ✅") == ("👍", "✅")
