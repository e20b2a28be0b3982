"""Problems speak both languages and know the nearest right word."""

from __future__ import annotations

from engine.problems import Problem, clipped, hint, listed, nearest
from engine.said import Said


def test_a_problem_speaks_swedish_unless_english_is_asked_for() -> None:
    problem = Problem("rule", Said("Fel.", "Wrong."))
    assert (problem.say(), problem.say("sv"), problem.say("en")) == ("Fel.", "Fel.", "Wrong.")


def test_the_nearest_word_is_found_whatever_the_case() -> None:
    assert nearest("Stodpas", ["stodpass", "arbetspass"]) == "stodpass"


def test_a_word_like_none_of_the_known_has_no_nearest() -> None:
    assert nearest("xyz", ["stodpass"]) is None
    assert hint("xyz", ["stodpass"]) == ("", "")


def test_the_hint_asks_whether_the_nearest_word_was_meant() -> None:
    assert hint("stodpas", ["stodpass"]) == (" Menade du ”stodpass”?", " Did you mean “stodpass”?")


def test_words_are_listed_as_people_list_them() -> None:
    assert listed([], "och") == ""
    assert listed(["a"], "och") == "a"
    assert listed(["a", "b"], "och") == "a och b"
    assert listed(["a", "b", "c"], "eller") == "a, b eller c"


def test_a_long_list_is_cut() -> None:
    assert listed(list("abcdef"), "och", at_most=3) == "a, b, c …"


def test_a_text_inside_a_sentence_is_short_and_without_control_characters() -> None:
    assert clipped("a\x00b\nc") == "a·b·c"
    assert clipped("x" * 100, 10) == "x" * 9 + "…"
