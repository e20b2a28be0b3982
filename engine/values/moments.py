"""Moments as they are written."""

from __future__ import annotations

from datetime import datetime


def iso(moment: datetime) -> str:
    """A moment in UTC as it stands in messages and JSON: 2026-03-01T08:30:00Z."""
    return moment.isoformat().replace("+00:00", "Z")
