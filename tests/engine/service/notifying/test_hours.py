"""The hours within which somebody wants to hear from us, on the organisation's clock."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.service.notifying.hours import Hours, held_until

STOCKHOLM = ZoneInfo("Europe/Stockholm")
DAY = Hours(time(7), time(17))
NIGHT = Hours(time(20), time(8))


def at(text: str) -> datetime:
    """A moment of Stockholm's clock, in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=STOCKHOLM).astimezone(UTC)


@pytest.mark.parametrize(
    ("now", "hours", "until"),
    [
        ("2026-03-02 07:00", DAY, None),
        ("2026-03-02 16:59", DAY, None),
        ("2026-03-02 17:00", DAY, "2026-03-03 07:00"),
        ("2026-03-02 06:59", DAY, "2026-03-02 07:00"),
        ("2026-03-02 23:30", NIGHT, None),
        ("2026-03-02 07:59", NIGHT, None),
        ("2026-03-02 08:00", NIGHT, "2026-03-02 20:00"),
        ("2026-03-02 03:00", None, None),
        # The night to 29 March 2026 has no 02:00–03:00; the one to 25 October has it twice.
        ("2026-03-28 22:00", DAY, "2026-03-29 07:00"),
        ("2026-10-24 22:00", DAY, "2026-10-25 07:00"),
        ("2026-03-29 01:59", Hours(time(2, 30), time(9)), "2026-03-29 03:30"),
    ],
)
def test_what_comes_outside_them_waits_until_they_begin(
    now: str, hours: Hours | None, until: str | None
) -> None:
    assert held_until(at(now), hours, STOCKHOLM) == (until and at(until))


def test_a_night_is_as_long_as_the_clock_makes_it() -> None:
    waits = [
        (held_until(now, DAY, STOCKHOLM) or now) - now
        for now in (at("2026-03-28 22:00"), at("2026-03-30 22:00"), at("2026-10-24 22:00"))
    ]
    assert waits == [timedelta(hours=8), timedelta(hours=9), timedelta(hours=10)]


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)),
    st.times(),
    st.times(),
)
def test_it_always_comes_and_within_a_day(now: datetime, opens: time, closes: time) -> None:
    hours = Hours(opens.replace(second=0, microsecond=0), closes.replace(second=0, microsecond=0))
    until = held_until(now, hours, STOCKHOLM)
    if until is not None:
        assert now < until <= now + timedelta(hours=26)
        assert hours.opens == hours.closes or held_until(until, hours, STOCKHOLM) is None
