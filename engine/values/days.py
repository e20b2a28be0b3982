"""Days of the organisation's zone, as moments."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo

PATTERN = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
"""How a day is written. Nothing else that a library could read as one is a day: no week, no number."""


def read(text: str) -> date:
    """The day that is written `2026-03-01`. Raises ValueError for anything else."""
    if not re.fullmatch(PATTERN, text):
        raise ValueError(text)
    return date.fromisoformat(text)


def begins(day: date, zone: tzinfo) -> datetime:
    """The moment, in UTC, when the day begins in the zone."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


def ends(day: date, zone: tzinfo) -> datetime:
    """The moment, in UTC, when the next day begins in the zone."""
    return begins(day + timedelta(days=1), zone)


def whole_months(since: datetime, until: datetime, zone: tzinfo) -> tuple[datetime, datetime]:
    """The beginning and the end, as the zone tells them, of the calendar months that lie wholly between.

    The same moment twice where none does.
    """
    first = since.astimezone(zone).date().replace(day=1)
    if begins(first, zone) < since:
        first = _next_month(first)
    last = until.astimezone(zone).date().replace(day=1)
    return begins(first, zone).astimezone(zone), begins(max(first, last), zone).astimezone(zone)


def _next_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)
