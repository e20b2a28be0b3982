"""Moments and days as people write them: «i dag 06:29», «tis 1 dec 06:29», «tis 1 dec 2027». `moments` reads all of it back."""

from __future__ import annotations

from datetime import date, datetime

from engine.said import Said

_WEEKDAYS = (
    Said("mån", "Mon"),
    Said("tis", "Tue"),
    Said("ons", "Wed"),
    Said("tors", "Thu"),
    Said("fre", "Fri"),
    Said("lör", "Sat"),
    Said("sön", "Sun"),
)
_MONTHS = (
    Said("jan", "Jan"),
    Said("feb", "Feb"),
    Said("mars", "Mar"),
    Said("april", "Apr"),
    Said("maj", "May"),
    Said("juni", "Jun"),
    Said("juli", "Jul"),
    Said("aug", "Aug"),
    Said("sep", "Sep"),
    Said("okt", "Oct"),
    Said("nov", "Nov"),
    Said("dec", "Dec"),
)
_NEAR = {
    -1: Said("i går", "yesterday"),
    0: Said("i dag", "today"),
    1: Said("i morgon", "tomorrow"),
}


def clock_in_words(moment: datetime) -> str:
    """«06:29», as the clock of the moment's own zone shows it."""
    return f"{moment:%H:%M}"


def day_in_words(day: date, today: date | None = None) -> Said:
    """«i dag», «tis 1 dec», «tis 1 dec 2027», as said on the day `today`. Without it, for what is read on some other day than it was
    written: with the year always, and never «i dag».
    """
    away = (day - today).days if today else None
    if away in _NEAR:
        return _NEAR[away]
    weekday, month = _WEEKDAYS[day.weekday()], _MONTHS[day.month - 1]
    year = "" if today and day.year == today.year else f" {day.year:04}"
    return Said(f"{weekday.sv} {day.day} {month.sv}{year}", f"{weekday.en} {day.day} {month.en}{year}")


def moment_in_words(moment: datetime, now: datetime | None = None) -> Said:
    """«i dag 06:29», «tis 1 dec 06:29», in the moment's own zone; `now` (in the same zone) as `day_in_words` has `today`."""
    day, clock = day_in_words(moment.date(), now.date() if now else None), clock_in_words(moment)
    return Said(f"{day.sv} {clock}", f"{day.en} {clock}")
