"""Moments stand in databases as whole microseconds since 1970, whatever zone they were told in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from engine.store.microseconds import from_micros, to_micros


@pytest.mark.parametrize(
    ("moment", "micros"),
    [
        (datetime(1970, 1, 1, tzinfo=UTC), 0),
        (datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC), -1),
        (datetime(2026, 1, 12, 7, 0, 1, 5, tzinfo=UTC), 1_768_201_201_000_005),
    ],
)
def test_a_moment_is_kept_exactly_and_told_as_it_was(moment: datetime, micros: int) -> None:
    assert (to_micros(moment), from_micros(micros)) == (micros, moment)


def test_a_moment_in_another_zone_is_the_same() -> None:
    there = datetime(1970, 1, 1, 1, tzinfo=timezone(timedelta(hours=1)))
    assert to_micros(there) == 0
