"""What can be seen of a text, and what hides in it."""

from __future__ import annotations

import pytest

from engine.values.visible import has_hidden, is_filled_in

HIDING = {
    "zero-width space": "\u200b",
    "zero-width joiner": "\u200d",
    "zero-width non-joiner": "\u200c",
    "word joiner": "\u2060",
    "byte order mark": "\ufeff",
    "left-to-right mark": "\u200e",
    "right-to-left mark": "\u200f",
    "Arabic letter mark": "\u061c",
    "right-to-left override": "\u202e",
    "isolate": "\u2066",
    "soft hyphen": "\u00ad",
    "line separator": "\u2028",
    "tag": "\U000e0041",
    "Hangul filler": "\u3164",
    "half-width filler": "\uffa0",
    "Braille blank": "\u2800",
    "grapheme joiner": "\u034f",
    "Mongolian selector": "\u180b",
    "null": "\x00",
    "escape": "\x1b",
    "tab": "\t",
    "half a character": "\ud800",
    "private": "\ue000",
}


@pytest.mark.parametrize("name", HIDING)
def test_what_can_not_be_seen_is_found_wherever_it_hides(name: str) -> None:
    hidden = HIDING[name]
    assert has_hidden(hidden)
    assert has_hidden(f"{hidden} text")
    assert has_hidden(f"te {hidden}xt")
    assert has_hidden(f"text{hidden}")


@pytest.mark.parametrize("name", HIDING)
def test_what_can_not_be_seen_fills_nothing_in(name: str) -> None:
    assert not is_filled_in(HIDING[name] * 3)
    assert not is_filled_in(f" {HIDING[name]} \n")


@pytest.mark.parametrize("text", ["", " ", "\n", "\u00a0", "\u3000", "\ufe0f", "\u0301"])
def test_spaces_and_marks_alone_fill_nothing_in(text: str) -> None:
    assert not is_filled_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "Å",
        "2",
        "–",
        "Rad ett\nrad två",
        "e\u0301",
        "👩\u200d⚕\ufe0f",
        "❤\ufe0f\u200d🔥",
        "می\u200cخواهم",
        "क्\u200dष",
        "日本語",
        "أحمد",
    ],
)
def test_what_people_write_hides_nothing(text: str) -> None:
    assert is_filled_in(text)
    assert not has_hidden(text)
