"""Moments and days as they are written: by programs in one way, by people as they say them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from engine.values import durations

_DAYS_AWAY = {
    **dict.fromkeys(("i dag", "idag", "today"), 0),
    **dict.fromkeys(("i morse", "i eftermiddag", "i kväll", "ikväll", "this morning", "tonight"), 0),
    **dict.fromkeys(("i morgon", "imorgon", "tomorrow"), 1),
    **dict.fromkeys(("i övermorgon", "iövermorgon"), 2),
    **dict.fromkeys(("i går", "igår", "yesterday"), -1),
    **dict.fromkeys(("i förrgår", "iförrgår"), -2),
}
_NOW = ("nu", "now")
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            ("måndag", "monday", "mån", "mon"),
            ("tisdag", "tuesday", "tis", "tue"),
            ("onsdag", "wednesday", "ons", "wed"),
            ("torsdag", "thursday", "tors", "thu"),
            ("fredag", "friday", "fre", "fri"),
            ("lördag", "saturday", "lör", "sat"),
            ("söndag", "sunday", "sön", "sun"),
        )
    )
    for name in names
}
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("januari", "january", "jan"),
            ("februari", "february", "feb"),
            ("mars", "march", "mar"),
            ("april", "apr"),
            ("maj", "may"),
            ("juni", "june", "jun"),
            ("juli", "july", "jul"),
            ("augusti", "august", "aug"),
            ("september", "sept", "sep"),
            ("oktober", "october", "okt", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        1,
    )
    for name in names
}
_DAY = re.compile(
    r"(?P<iso>\d{4}-\d{2}-\d{2})"
    r"|(?P<day>\d{1,2})/(?P<number>\d{1,2})(?: (?P<year>(?:19|20|21)\d{2}))?"
    rf"|(?:(?P<that>{'|'.join(_WEEKDAYS)}) )?(?:den )?(?P<day_of>\d{{1,2}})(?::e|\.)? "
    rf"(?P<name>{'|'.join(_MONTHS)})(?![^\W\d_])\.?(?: (?P<year_of>(?:19|20|21)\d{{2}}))?"
    rf"|(?P<away>{'|'.join(_DAYS_AWAY)})"
    rf"|(?P<on>på |on )?(?P<weekday>{'|'.join(_WEEKDAYS)})(?![^\W\d_])",
    re.ASCII,
)
_TIME = re.compile(
    r"(?:(?:kl\.?|klockan|at) ?)?(?P<hour>\d{1,2})(?:[:.]?(?P<minute>\d{2})(?::(?P<second>\d{2}))?)? ?(?P<half>am|pm)?",
    re.ASCII,
)
_COMMA = re.compile(r"(?<![\d/-])(\d{1,2}),(?=\d{2}(?!\d))", re.ASCII)
"""Between hours and minutes, where a phone's digits have no other sign."""

_T = re.compile(r"(?<=^\d{4}-\d{2}-\d{2})t(?=\d)", re.ASCII)


_AHEAD = re.compile(r"(?:om|in) (.+)")
ZONED = (
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?([Zz]|[+-][0-9]{2}:[0-9]{2})"
)
"""RFC 3339, also without seconds; no week, no day of the year, nothing without its separators."""

_ZONED = re.compile(ZONED)


def iso(moment: datetime) -> str:
    """A moment in UTC as it stands in messages and JSON: 2026-03-01T08:30:00Z."""
    return moment.isoformat().replace("+00:00", "Z")


def read_moment(text: str) -> datetime | None:
    """The moment, in UTC, that a program writes with its zone; None for anything else."""
    if not _ZONED.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(text.upper()).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def by_the_wall(text: str, zone: tzinfo) -> str:
    """A moment with its zone, `2026-01-12T07:30:00+01:00`, as the clock on a wall in `zone` shows it; every other text as it is."""
    if not _ZONED.fullmatch(text):
        return text
    try:
        return datetime.fromisoformat(text.upper()).astimezone(zone).replace(tzinfo=None).isoformat(" ")
    except (ValueError, OverflowError):
        return text


def moment_said(text: str, now: datetime) -> datetime | None:
    """The moment that a person says at `now`, in the zone of `now`: «16:00», «1600», «i morgon kl. 8.30», «13/1 16:00», «fredag 16»,
    «om 2 h», «nu»; else None.

    A time of day alone is today's. A day alone is no moment.
    """
    words = _T.sub(" ", " ".join(_COMMA.sub(r"\1:", text.lower()).replace(",", " ").split()))
    if words in _NOW:
        return now.replace(second=0, microsecond=0)
    if (ahead := _AHEAD.fullmatch(words)) is not None:
        return _after(ahead[1], now)
    found = _DAY.match(words)
    if found is not None and (rest := words[found.end() :]).startswith(" "):
        return _at(_day(found, now.date()), rest.strip(), now)
    alone = _at(now.date(), words, now)
    if alone is not None:
        return alone
    # The day may come last: «16:00 i morgon».
    for at in (each.start() for each in re.finditer(" ", words)):
        last = _DAY.fullmatch(words[at + 1 :])
        if last is not None:
            return _at(_day(last, now.date()), words[:at], now)
    return None


def moment_typed(day: str, clock: str, now: datetime) -> datetime | None:
    """The moment that a person types at `now` as a day and a time of day, each where it is asked for, or both in one of the fields; else
    None.
    """
    at = f"kl {clock}" if day.strip() and clock.strip()[:1].isdecimal() else clock  # «13/1», «1630»: no year
    return moment_said(f"{day} {at}", now)


def unread(day: str, clock: str, now: datetime) -> tuple[str, ...]:
    """Which of them, `day` or `clock`, keeps `moment_typed` from being read; none where it is."""
    if moment_typed(day, clock, now):
        return ()
    return ("day",) if day.strip() and day_said(day, now.date()) is None else ("clock",)


def day_said(text: str, today: date) -> date | None:
    """The day that a person says on the day `today`: «i morgon», «13/1», «13 januari», «2026-01-13»; else None."""
    found = _DAY.fullmatch(" ".join(text.lower().split()))
    return None if found is None else _day(found, today)


def _day(found: re.Match[str], today: date) -> date | None:
    """The day that was found. One without a year is of this year; a day of the week is the next such, today's own too where «på» is not
    said. Where a date says its day of the week too, it has to be that.
    """
    try:
        if found["iso"]:
            return date.fromisoformat(found["iso"])
        if found["away"]:
            return today + timedelta(days=_DAYS_AWAY[found["away"]])
        if found["weekday"]:
            ahead = (_WEEKDAYS[found["weekday"]] - today.weekday()) % 7
            return today + timedelta(days=ahead or (7 if found["on"] else 0))
        month = int(found["number"]) if found["number"] else _MONTHS[found["name"]]
        day = date(
            int(found["year"] or found["year_of"] or today.year),
            month,
            int(found["day"] or found["day_of"]),
        )
        return day if _WEEKDAYS.get(found["that"], day.weekday()) == day.weekday() else None
    except (ValueError, OverflowError):
        return None


def _after(text: str, now: datetime) -> datetime | None:
    """The moment so long after `now`, to the minute; a day is 24 hours, also when clocks are changed."""
    length = durations.parse(text)
    if not isinstance(length, timedelta):
        return None
    try:
        then = now.replace(second=0, microsecond=0).astimezone(UTC) + length
        return then.astimezone(now.tzinfo)
    except OverflowError:
        return None


def _at(day: date | None, text: str, now: datetime) -> datetime | None:
    found = _TIME.fullmatch(text)
    if day is None or found is None:
        return None
    hour, minute, second = (int(found[part] or 0) for part in ("hour", "minute", "second"))
    if found["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found["half"] == "pm" else 0)
    try:
        return datetime.combine(day, time(hour, minute, second), now.tzinfo)
    except ValueError:
        return None
