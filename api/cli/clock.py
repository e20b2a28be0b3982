"""Whether this machine's clock goes as the database's."""

from __future__ import annotations

from datetime import timedelta

from engine.said import Said

APART = 5
"""Seconds that the clock may differ from the database's."""

_APART = Said(
    "går {seconds} sekunder {before} databasens. Tider löper ut fel. Låt båda datorerna hämta tiden från samma håll (NTP).",
    "is {seconds} seconds {before} the database's. Timers fire at the wrong time. "
    "Let both machines get the time from the same place (NTP).",
)
_AHEAD, _BEHIND = Said("före", "ahead of"), Said("efter", "behind")


def apart(ahead: timedelta) -> Said | None:
    """How the clock differs from the database's, as the end of a sentence about it; None where it does not."""
    seconds = round(abs(ahead).total_seconds())
    if seconds <= APART:
        return None
    return _APART.fill(seconds=seconds, before=_AHEAD if ahead > timedelta() else _BEHIND)
