"""Measured text is as wide as the typeface draws it."""

from __future__ import annotations

import pytest

from diagrams.type.ink import words
from diagrams.type.metrics import width
from diagrams.writing.png import png
from tests.diagrams.pixels import columns_with_ink

SIZE = 20.0


def drawn_width(text: str, *, bold: bool) -> int:
    """How many pixels the text covers, from the first with ink to the last."""
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="30" font-family="Arimo">'
        f'<rect width="100%" height="100%" fill="#fff"/>{words(5, 22, text, SIZE, "#000000", bold=bold)}</svg>'
    )
    inked = columns_with_ink(png(svg, scale=1))
    return inked[-1] - inked[0] + 1


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize(
    "text",
    [
        "Dokumentera i social journal enligt genomförandeplanen",
        "ÅÄÖ åäö éüß ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "abcdefghijklmnopqrstuvwxyz 0123456789",
        "(08-530 610 10), it@exempel.se; 50 % + §1 – ”ja”!?",
    ],
)
def test_measured_text_is_as_wide_as_it_is_drawn(text: str, bold: bool) -> None:
    # The letters' own side room, at most a tenth of the size, is all that may differ.
    assert abs(width(text, SIZE, bold) - drawn_width(text, bold=bold)) < SIZE / 5


@pytest.mark.parametrize("bold", [False, True])
def test_an_accented_letter_is_as_wide_as_its_base_letter(bold: bool) -> None:
    assert width("å", SIZE, bold) == width("a", SIZE, bold)


def test_a_mark_that_stands_on_another_letter_takes_no_room() -> None:
    assert width("e\u0301", SIZE) == width("e", SIZE)


def test_an_emoji_has_more_room_than_a_letter() -> None:
    assert width("🚑", SIZE) > width("W", SIZE)
