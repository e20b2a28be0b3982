"""The hours within which somebody wants to hear from us, on the organisation's clock. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo


@dataclass(frozen=True, slots=True)
class Hours:
    """From `opens` until just before `closes`; over midnight where that is the earlier of the two."""

    opens: time
    closes: time

    def hold(self, clock: time) -> bool:
        """Whether it is within them at that time of the day."""
        if self.opens < self.closes:
            return self.opens <= clock < self.closes
        return clock >= self.opens or clock < self.closes


def held_until(now: datetime, hours: Hours | None, zone: tzinfo) -> datetime | None:
    """When what comes at `now` may be told, in UTC; None for at once.

    The hour is the clock's on the wall, also on the days that have 23 or 25 hours. One that a day does not have comes when its clock
    has been put forward.
    """
    here = now.astimezone(zone)
    if hours is None or hours.hold(here.time()):
        return None
    days = (here.date(), here.date() + timedelta(days=1))
    moments = (datetime.combine(day, hours.opens, zone).astimezone(UTC) for day in days)
    return next(moment for moment in moments if moment > now)
