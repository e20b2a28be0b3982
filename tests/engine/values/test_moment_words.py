"""Moments and days as people write them, and read back as what they were."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.values.moment_words import day_in_words, moment_in_words
from engine.values.moments import day_said, moment_said

STOCKHOLM = ZoneInfo("Europe/Stockholm")
NOW = datetime(2026, 11, 30, 8, 5, tzinfo=STOCKHOLM)
"""A Monday."""


@pytest.mark.parametrize(
    ("moment", "sv", "en"),
    [
        (NOW.replace(hour=6, minute=29), "i dag 06:29", "today 06:29"),
        (NOW + timedelta(days=1), "i morgon 08:05", "tomorrow 08:05"),
        (NOW - timedelta(days=1), "i går 08:05", "yesterday 08:05"),
        (NOW + timedelta(days=2), "ons 2 dec 08:05", "Wed 2 Dec 08:05"),
        (NOW - timedelta(days=5), "ons 25 nov 08:05", "Wed 25 Nov 08:05"),
        (NOW + timedelta(days=40), "lör 9 jan 2027 08:05", "Sat 9 Jan 2027 08:05"),
    ],
)
def test_a_moment_is_told_by_its_day_and_the_clock(moment: datetime, sv: str, en: str) -> None:
    said = moment_in_words(moment, NOW)
    assert (said.sv, said.en) == (sv, en)


def test_what_is_read_another_day_is_told_by_its_date() -> None:
    assert moment_in_words(NOW).sv == "mån 30 nov 2026 08:05"
    assert day_in_words(NOW.date()).en == "Mon 30 Nov 2026"


@given(
    st.datetimes(datetime(1900, 1, 1), datetime(2199, 12, 31)), st.booleans(), st.sampled_from(("sv", "en"))
)
def test_what_is_written_reads_back(moment: datetime, soon: bool, language: str) -> None:
    then = moment.replace(second=0, microsecond=0, fold=0, tzinfo=STOCKHOLM)
    if soon:
        then = then.replace(year=2026, day=min(then.day, 28))
    for now in (NOW, None):
        assert moment_said(moment_in_words(then, now).say(language), NOW) == then
        assert (
            day_said(day_in_words(then.date(), now and now.date()).say(language), NOW.date()) == then.date()
        )


@pytest.mark.parametrize("said", ["mån 1 dec", "ons 30 nov 2026", "tis 31 nov"])
def test_a_day_of_the_week_that_the_date_is_not_is_no_day(said: str) -> None:
    assert day_said(said, NOW.date()) is None


def test_a_date_with_its_day_of_the_week_is_read() -> None:
    assert day_said("tisdag den 1 december", NOW.date()) == date(2026, 12, 1)
