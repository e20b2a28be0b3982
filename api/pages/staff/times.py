"""Moments as people say them: how long it is, and the clock. The words go stale on a page that is left open, the clock does not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo

from engine.said import Said, both
from engine.values.moment_words import clock_in_words, day_in_words, moment_in_words

_MINUTE, _HOUR = timedelta(minutes=1), timedelta(hours=1)


class Times:
    """Says moments as of `now`, on the organisation's clock."""

    def __init__(self, now: datetime, zone: tzinfo) -> None:
        self._now = now.astimezone(zone)

    def clock(self, moment: str | datetime) -> str:
        """«14:02», as it stands on a clock."""
        return clock_in_words(self._here(moment))

    def when(self, moment: str | datetime) -> Said:
        """«14:02» for today's, else «i går 21:30», «tors 5 mars 08:00»."""
        here = self._here(moment)
        if here.date() == self._now.date():
            return both(self.clock(here))
        return moment_in_words(here, self._now)

    def day(self, moment: str | datetime) -> Said:
        """«i dag», «i morgon», «tors 5 mars», «ons 3 mars 2027»."""
        return day_in_words(self._here(moment).date(), self._now.date())

    def until(self, moment: str | datetime) -> Said:
        """What is to come: «om 38 min, 15:40», «nu», «i morgon 08:00»; and what is past: «för 1 tim sedan, 13:30»."""
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
