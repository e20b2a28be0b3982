"""How far from now something may lie, as owners write it and as people say it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine.problems import Problem
from engine.values.from_now import canonical, meant, parse, words

WRITTEN = {
    "now": timedelta(0),
    "now + 12 h": timedelta(hours=12),
    "now - 30 d": timedelta(days=-30),
    "now + 90 min": timedelta(minutes=90),
}


@pytest.mark.parametrize(("text", "away"), WRITTEN.items())
def test_what_is_written_is_read_and_written_again_as_it_was(text: str, away: timedelta) -> None:
    assert parse(text) == away
    assert canonical(away) == text


@pytest.mark.parametrize(
    ("text", "away"), [("now+1 dag", timedelta(days=1)), (" now -  2 timmar", timedelta(hours=-2))]
)
def test_it_may_be_written_with_other_words_and_spaces(text: str, away: timedelta) -> None:
    assert parse(text) == away


@pytest.mark.parametrize("text", ["", "12", "nu", "pass_slut", "now now", "nowadays", "12 h"])
def test_what_does_not_begin_from_now_is_nothing_of_the_kind(text: str) -> None:
    assert parse(text) is None


@pytest.mark.parametrize("text", ["now + 3", "now + 1 månad", "now - 0 h", "now +", "now + 20000 d"])
def test_a_wrong_duration_is_told_as_a_duration_is(text: str) -> None:
    found = parse(text)
    assert isinstance(found, Problem)
    assert found.rule == "duration"


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("nu", "now"),
        ("Nu + 12 h", "now + 12 h"),
        ("idag", "now"),
        ("today - 3 d", "now - 3 d"),
        ("12 h", "now + 12 h"),
        ("-2 v", "now - 2 v"),
        ("20", None),
        ("numera", None),
        ("pass_slut", None),
    ],
)
def test_what_was_meant_is_proposed(text: str, near: str | None) -> None:
    assert meant(text) == near


@pytest.mark.parametrize(
    ("away", "sv", "en"),
    [
        (timedelta(0), "nu", "now"),
        (timedelta(hours=12), "om 12 timmar", "in 12 hours"),
        (timedelta(days=-30), "för 30 dagar sedan", "30 days ago"),
    ],
)
def test_it_is_said_in_words(away: timedelta, sv: str, en: str) -> None:
    assert words(away) == (sv, en)
