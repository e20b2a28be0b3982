"""Moments and days: what people say is read from the clock that they say it by."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.values.moments import day_said, moment_said

STOCKHOLM = ZoneInfo("Europe/Stockholm")
NOW = datetime(2026, 1, 12, 8, 5, 30, tzinfo=STOCKHOLM)


@pytest.mark.parametrize(
    ("said", "day", "hour", "minute"),
    [
        ("16:00", 12, 16, 0),
        ("16.30", 12, 16, 30),
        ("16,30", 12, 16, 30),
        ("1630", 12, 16, 30),
        ("kl 830", 12, 8, 30),
        ("16", 12, 16, 0),
        ("kl 16", 12, 16, 0),
        ("kl. 16.30", 12, 16, 30),
        ("Klockan 8", 12, 8, 0),
        ("4 pm", 12, 16, 0),
        ("12:15 am", 12, 0, 15),
        ("nu", 12, 8, 5),
        ("i dag 7:15", 12, 7, 15),
        ("i morgon 8:30", 13, 8, 30),
        ("Imorgon kl. 8.30", 13, 8, 30),
        ("8:30 i morgon", 13, 8, 30),
        ("tomorrow at 4 pm", 13, 16, 0),
        ("i övermorgon 8", 14, 8, 0),
        ("i går 23:59", 11, 23, 59),
        ("i förrgår 0:00", 10, 0, 0),
        ("i morgon 8,30", 13, 8, 30),
        ("14/1 16:00", 14, 16, 0),
        ("14/1,16:00", 14, 16, 0),
        ("14/1 1600", 14, 16, 0),
        ("14/1 2026, 16:00", 14, 16, 0),
        ("den 14 januari kl. 16", 14, 16, 0),
        ("14:e jan. 16:00", 14, 16, 0),
        ("16:00 14 January 2026", 14, 16, 0),
        ("2026-01-14 16:00", 14, 16, 0),
        ("i kväll 20:00", 12, 20, 0),
        ("måndag 16:00", 12, 16, 0),
        ("på måndag 16:00", 19, 16, 0),
        ("onsdag kl. 8", 14, 8, 0),
        ("8.30 på fredag", 16, 8, 30),
        ("Sunday 4 pm", 18, 16, 0),
        ("om 2 h", 12, 10, 5),
        ("om 3 dagar", 15, 8, 5),
        ("in 45 minutes", 12, 8, 50),
        ("2026-01-14T16:00", 14, 16, 0),
        ("2026-01-14T16:00:00", 14, 16, 0),
    ],
)
def test_a_moment_is_read_as_it_is_said(said: str, day: int, hour: int, minute: int) -> None:
    assert moment_said(said, NOW) == datetime(2026, 1, day, hour, minute, tzinfo=STOCKHOLM)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "24:00",
        "8:60",
        "2460",
        "16300",
        "13 pm",
        "i morgon",
        "14/1",
        "31/2 10:00",
        "14 brumaire 10:00",
        "om en stund",
        "om 20 år",
        "fredagen 10:00",
        "-1",
        "8:5",
    ],
)
def test_what_is_no_moment_is_not_made_one(said: str) -> None:
    assert moment_said(said, NOW) is None


def test_a_time_is_that_of_the_clock_where_it_is_said() -> None:
    summer = datetime(2026, 7, 1, 8, 0, tzinfo=STOCKHOLM)
    said = moment_said("16:00", summer)
    assert said is not None
    assert said.isoformat() == "2026-07-01T16:00:00+02:00"


def test_a_length_of_time_is_as_long_when_clocks_are_changed() -> None:
    before = datetime(2026, 3, 29, 1, 30, tzinfo=STOCKHOLM)
    said = moment_said("om 1 h", before)
    assert said is not None
    assert said.isoformat() == "2026-03-29T03:30:00+02:00"


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("i dag", date(2026, 1, 12)),
        ("I  morgon", date(2026, 1, 13)),
        ("yesterday", date(2026, 1, 11)),
        ("fredag", date(2026, 1, 16)),
        ("på måndag", date(2026, 1, 19)),
        ("3/2", date(2026, 2, 3)),
        ("3 februari 2027", date(2027, 2, 3)),
        ("2026-02-03", date(2026, 2, 3)),
    ],
)
def test_a_day_is_read_as_it_is_said(said: str, day: date) -> None:
    assert day_said(said, NOW.date()) == day


@pytest.mark.parametrize("said", ["", "32/1", "2026-02-30", "i morgon 8:00", "februari"])
def test_what_is_no_day_is_not_made_one(said: str) -> None:
    assert day_said(said, NOW.date()) is None


@given(
    said=st.text(max_size=30)
    | st.from_regex(r"\d{1,4}[-/. ]\d{1,2}[-/. ]?\d{0,4} ?\d{0,2}:?\d{0,2}", fullmatch=True)
)
def test_any_text_is_answered(said: str) -> None:
    moment_said(said, NOW)
    day_said(said, date.max)
