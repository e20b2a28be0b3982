"""Moments as people say them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from api.pages.staff.times import Times

NOW = datetime(2026, 3, 2, 13, 2, tzinfo=UTC)
"""A Monday, 14:02 in Stockholm."""

TIMES = Times(NOW, ZoneInfo("Europe/Stockholm"))


@pytest.mark.parametrize(
    ("away", "sv", "en"),
    [
        (timedelta(seconds=30), "nu", "now"),
        (timedelta(minutes=38), "om 38 min, 14:40", "in 38 min, 14:40"),
        (timedelta(hours=1, minutes=30), "om 1 tim 30 min, 15:32", "in 1 h 30 min, 15:32"),
        (timedelta(hours=5, minutes=10), "om 5 tim, 19:12", "in 5 h, 19:12"),
        (timedelta(hours=-1), "för 1 tim sedan, 13:02", "1 h ago, 13:02"),
        (timedelta(hours=18), "i morgon 08:02", "tomorrow 08:02"),
        (timedelta(days=-1), "i går 14:02", "yesterday 14:02"),
        (timedelta(days=3), "tors 5 mars 14:02", "Thu 5 Mar 14:02"),
        (timedelta(days=7), "mån 9 mars 14:02", "Mon 9 Mar 14:02"),
        (timedelta(days=-5), "ons 25 feb 14:02", "Wed 25 Feb 14:02"),
        (timedelta(days=400), "tis 6 april 2027 15:02", "Tue 6 Apr 2027 15:02"),
    ],
)
def test_how_long_it_is_and_the_clock(away: timedelta, sv: str, en: str) -> None:
    said = TIMES.until(NOW + away)
    assert (said.sv, said.en) == (sv, en)


def test_what_is_due_now_is_over() -> None:
    assert TIMES.is_past("2026-03-02T13:02:00Z")
    assert not TIMES.is_past("2026-03-02T13:02:01Z")
