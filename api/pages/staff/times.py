"""Moments as people say them: how long it is, and the clock. The words go stale on a page that is left open, the clock does not."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, tzinfo

from engine.said import Said, both

_WEEKDAYS = (
    Said("måndag", "Monday"),
    Said("tisdag", "Tuesday"),
    Said("onsdag", "Wednesday"),
    Said("torsdag", "Thursday"),
    Said("fredag", "Friday"),
    Said("lördag", "Saturday"),
    Said("söndag", "Sunday"),
)
_MONTHS = (
    Said("januari", "January"),
    Said("februari", "February"),
    Said("mars", "March"),
    Said("april", "April"),
    Said("maj", "May"),
    Said("juni", "June"),
    Said("juli", "July"),
    Said("augusti", "August"),
    Said("september", "September"),
    Said("oktober", "October"),
    Said("november", "November"),
    Said("december", "December"),
)
_NEAR = {
    -1: Said("i går", "yesterday"),
    0: Said("i dag", "today"),
    1: Said("i morgon", "tomorrow"),
}
_WEEK = 6
_MINUTE, _HOUR = timedelta(minutes=1), timedelta(hours=1)


class Times:
    """Says moments as of `now`, on the organisation's clock."""

    def __init__(self, now: datetime, zone: tzinfo) -> None:
        self._now = now.astimezone(zone)

    def clock(self, moment: str | datetime) -> str:
        """«14.02», as it stands on a clock."""
        return f"{self._here(moment):%H.%M}"

    def when(self, moment: str | datetime) -> Said:
        """«14.02» for today's, else «i går 21.30», «torsdag 08.00», «3 mars 08.00»."""
        here = self._here(moment)
        if here.date() == self._now.date():
            return both(self.clock(here))
        return Said.each(lambda language: f"{self.day(here).say(language)} {self.clock(here)}")

    def day(self, moment: str | datetime) -> Said:
        """«i dag», «i morgon», «torsdag», «3 mars», «3 mars 2027»."""
        on = self._here(moment).date()
        away = (on - self._now.date()).days
        if away in _NEAR:
            return _NEAR[away]
        if 0 < away <= _WEEK:
            return _WEEKDAYS[on.weekday()]
        return _dated(on, self._now.year)

    def until(self, moment: str | datetime) -> Said:
        """What is to come: «om 38 min, 15.40», «nu», «i morgon 08.00»; and what is past: «för 1 tim sedan, 13.30»."""
        here = self._here(moment)
        away = here - self._now
        if abs(away) < _MINUTE:
            return Said("nu", "now")
        if abs(away) >= 12 * _HOUR:
            return self.when(here)
        long = _long(abs(away))
        words = (
            Said(f"för {long.sv} sedan", f"{long.en} ago")
            if away < timedelta(0)
            else Said(f"om {long.sv}", f"in {long.en}")
        )
        return Said.each(lambda language: f"{words.say(language)}, {self.when(here).say(language)}")

    def is_past(self, moment: str | datetime) -> bool:
        """Whether it is over."""
        return self._here(moment) <= self._now

    def _here(self, moment: str | datetime) -> datetime:
        read = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
        return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(self._now.tzinfo)


def _long(time: timedelta) -> Said:
    minutes = int(time / _MINUTE)
    if minutes < 60:
        return both(f"{minutes} min")
    hours, rest = divmod(minutes, 60)
    tail = f" {rest} min" if rest and hours < 3 else ""
    return Said(f"{hours} tim{tail}", f"{hours} h{tail}")


def _dated(on: date, year: int) -> Said:
    month = _MONTHS[on.month - 1]
    tail = "" if on.year == year else f" {on.year}"
    return Said(f"{on.day} {month.sv}{tail}", f"{on.day} {month.en}{tail}")
