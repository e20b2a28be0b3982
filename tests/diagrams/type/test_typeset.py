"""Text breaks between words, inside one only where it must, and never takes more lines than there are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diagrams.type.metrics import width
from diagrams.type.typeset import ELLIPSIS, balanced, lines, words_of

TITLE = "Utför insatser enligt genomförandeplanen"


def test_text_breaks_between_words() -> None:
    assert lines(TITLE, 14, 180, bold=True) == ("Utför insatser enligt", "genomförandeplanen")


def test_a_compound_that_fits_on_a_line_is_never_broken() -> None:
    room = width("genomförandeplanen", 14, True)
    assert "genomförandeplanen" in balanced(TITLE, 14, room, bold=True)


def test_a_word_that_is_wider_than_the_room_is_broken_with_a_hyphen() -> None:
    first, *_, last = lines("x" * 60, 14, 180)
    assert (first[-1], last[-1]) == ("-", "x")


def test_what_does_not_fit_ends_with_an_ellipsis() -> None:
    found = lines("ord " * 200, 14, 100, most=3)
    assert (len(found), found[-1][-1]) == (3, ELLIPSIS)


def test_balanced_lines_are_about_equally_wide() -> None:
    assert balanced("Jag saknar inloggningsuppgifter nu", 12, 180) == (
        "Jag saknar",
        "inloggningsuppgifter nu",
    )


@given(st.text(max_size=200), st.floats(40, 300), st.booleans())
def test_no_line_is_wider_than_its_room(text: str, room: float, bold: bool) -> None:
    for line in (*lines(text, 12, room, bold=bold), *balanced(text, 12, room, bold=bold)):
        assert width(line, 12, bold) <= room or len(line) == 1


@given(st.lists(st.text("abcåäö", min_size=1, max_size=8), max_size=20))
def test_no_word_is_lost(words: list[str]) -> None:
    assert " ".join(lines(" ".join(words), 12, 100, most=100)).split() == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Mer än 100 000 kronor", ["Mer", "än", "100 000", "kronor"]),
        ("1 000 000 st", ["1 000 000", "st"]),
        ("Ring 112 nu", ["Ring", "112", "nu"]),
        ("Steg 2 och 30", ["Steg", "2", "och", "30"]),
        ("1\N{NO-BREAK SPACE}630 gånger", ["1\N{NO-BREAK SPACE}630", "gånger"]),
    ],
)
def test_a_number_is_never_broken(text: str, words: list[str]) -> None:
    assert words_of(text) == words
