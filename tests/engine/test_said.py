"""A text in two languages is said in one of them, filled in and put together in both."""

from __future__ import annotations

import re
from pathlib import Path

from engine.said import CODE, OTHER, UNSAID, Said, both, joined

HELLO = Said("Hej {name}", "Hello {name}")


def test_swedish_is_spoken_unless_english_is_asked_for() -> None:
    assert (HELLO.say(), HELLO.say("sv"), HELLO.say("en")) == ("Hej {name}", "Hej {name}", "Hello {name}")


def test_a_language_that_nobody_speaks_here_is_answered_in_swedish() -> None:
    assert (CODE.say("en"), CODE.say("fi"), CODE.say("")) == ("en", "sv", "sv")


def test_the_other_language_is_the_other_one() -> None:
    assert [OTHER.say(code) for code in CODE] == ["en", "sv"]


def test_a_part_in_two_languages_is_filled_in_as_each_says_it() -> None:
    assert HELLO.fill(name=Said("chefen", "the manager")) == ("Hej chefen", "Hello the manager")


def test_a_part_that_is_the_same_everywhere_is_filled_in_as_it_is() -> None:
    assert HELLO.fill(name=3) == ("Hej 3", "Hello 3")


def test_what_fills_a_text_in_may_hold_braces() -> None:
    assert HELLO.fill(name="{x}") == ("Hej {x}", "Hello {x}")
    assert HELLO.fill(name=both("{x}")) == ("Hej {x}", "Hello {x}")


def test_a_text_is_made_of_each_language() -> None:
    assert Said.each(str.upper) == ("SV", "EN")


def test_texts_stand_one_after_another_in_each_language() -> None:
    assert joined([Said("Ett.", "One."), Said("Två.", "Two.")]) == ("Ett. Två.", "One. Two.")
    assert joined((each for each in [both("a"), both("b")]), ", ") == ("a, b", "a, b")
    assert joined([]) == UNSAID


def test_no_other_place_chooses_a_language() -> None:
    root = Path(__file__).resolve().parents[2]
    chosen = re.compile(r'[=!]= "en"|"en" if ')
    files = (file for package in ("engine", "api", "diagrams") for file in (root / package).rglob("*.py"))
    found = [file.relative_to(root) for file in files if chosen.search(file.read_text(encoding="utf-8"))]
    assert found == [Path("engine/said.py")]
