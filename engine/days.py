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
