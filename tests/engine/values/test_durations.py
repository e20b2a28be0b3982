"""Durations are read in Swedish and English, written in one way, and said to people."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.problems import Problem
from engine.values import durations


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("30 min", timedelta(minutes=30)),
        ("30min", timedelta(minutes=30)),
        ("1 minut", timedelta(minutes=1)),
        ("45 minuter", timedelta(minutes=45)),
        ("2 h", timedelta(hours=2)),
        ("2 H", timedelta(hours=2)),
        ("1 tim", timedelta(hours=1)),
        ("3 timmar", timedelta(hours=3)),
        ("3 hours", timedelta(hours=3)),
        ("1 dygn", timedelta(days=1)),
        ("3 dagar", timedelta(days=3)),
        ("3 days", timedelta(days=3)),
        ("4 veckor", timedelta(weeks=4)),
        ("1 week", timedelta(weeks=1)),
        (" 72  h ", timedelta(hours=72)),
    ],
)
def test_a_number_and_a_unit_is_a_duration(text: str, duration: timedelta) -> None:
    assert durations.parse(text) == duration


@pytest.mark.parametrize("text", ["", "h", "30", "-3 h", "2 h 30 minuter kvar", "9" * 5000 + " h", "٣ h"])
def test_what_is_not_a_whole_number_and_a_unit_is_answered_with_examples(text: str) -> None:
    problem = durations.parse(text)
    assert isinstance(problem, Problem)
    assert "30 min, 2 h, 3 d eller 4 v" in problem.said.sv
    assert "30 min, 2 h, 3 d or 4 v" in problem.said.en


@pytest.mark.parametrize(("text", "one"), [("2 h 30 min", "150 min"), ("1 dygn och 12 timmar", "36 h")])
def test_two_units_are_answered_with_one(text: str, one: str) -> None:
    problem = durations.parse(text)
    assert isinstance(problem, Problem)
    assert problem.said.sv == f"Skriv tiden i en enhet: {one}"


def test_a_misspelt_unit_is_answered_with_the_nearest_one_at_its_column() -> None:
    problem = durations.parse("30 minutr")
    assert isinstance(problem, Problem)
    assert problem.column == 4
    assert "Menade du ”minuter”?" in problem.said.sv


@pytest.mark.parametrize(
    ("text", "meant"), [("0,5 h", "30 min"), ("1.5 tim", "90 min"), ("2,25 dygn", "3240 min")]
)
def test_a_duration_with_decimals_is_told_in_whole_numbers(text: str, meant: str) -> None:
    problem = durations.parse(text)
    assert isinstance(problem, Problem)
    assert problem.say("sv").endswith(f"heltal: {meant}")


def test_a_month_is_no_unit() -> None:
    assert isinstance(durations.parse("2 månader"), Problem)


@pytest.mark.parametrize("text", ["0 h", "4000 d"])
def test_nothing_and_more_than_ten_years_are_no_durations(text: str) -> None:
    problem = durations.parse(text)
    assert isinstance(problem, Problem)
    assert "högst tio år" in problem.said.sv


@given(st.integers(1, 5_000_000))
def test_the_canonical_text_is_the_same_duration(minutes: int) -> None:
    duration = timedelta(minutes=minutes)
    assert durations.parse(durations.canonical(duration)) == duration


def test_the_canonical_text_has_the_largest_unit_that_divides() -> None:
    assert [durations.canonical(timedelta(hours=hours)) for hours in (1, 24, 36, 168)] == [
        "1 h",
        "1 d",
        "36 h",
        "1 v",
    ]


@pytest.mark.parametrize(
    ("duration", "sv", "en"),
    [
        (timedelta(minutes=30), "30 minuter", "30 minutes"),
        (timedelta(minutes=1), "1 minut", "1 minute"),
        (timedelta(hours=1), "1 timme", "1 hour"),
        (timedelta(hours=72), "72 timmar", "72 hours"),
        (timedelta(days=5), "5 dagar", "5 days"),
        (timedelta(weeks=4), "4 veckor", "4 weeks"),
        (timedelta(minutes=90), "90 minuter", "90 minutes"),
    ],
)
def test_people_read_numbers_with_whole_words(duration: timedelta, sv: str, en: str) -> None:
    assert durations.words(duration) == sv
    assert durations.words(duration, "en") == en


@given(st.text(max_size=30))
def test_any_text_is_answered(text: str) -> None:
    assert isinstance(durations.parse(text), timedelta | Problem)


@pytest.mark.parametrize("text", ["3 arbetsdagar", "1 månad", "2 years"])
def test_what_has_no_length_of_its_own_is_never_taken_for_days(text: str) -> None:
    found = durations.parse(text)

    assert isinstance(found, Problem)
    assert "Menade du" not in found.say("sv")
    assert "30 d, 4 v" in found.say("sv")
    assert "by:" in found.say("en")


@pytest.mark.parametrize(
    ("every", "sv", "en"),
    [
        ("60 min", "varje timme", "every hour"),
        ("2 d", "varannan dag", "every 2 days"),
        ("30 min", "var 30:e minut", "every 30 minutes"),
        ("11 min", "var 11:e minut", "every 11 minutes"),
        ("21 min", "var 21:a minut", "every 21 minutes"),
        ("112 min", "var 112:e minut", "every 112 minutes"),
        ("28 d", "var 4:e vecka", "every 4 weeks"),
    ],
)
def test_what_comes_again_is_said_as_people_say_it(every: str, sv: str, en: str) -> None:
    length = durations.parse(every)
    assert isinstance(length, timedelta)
    assert durations.again("efter 1 h", length) == f"efter 1 h och sedan {sv}"
    assert durations.again("after 1 h", length, "en") == f"after 1 h and then {en}"
    assert durations.again("efter 1 h", None) == "efter 1 h"
