"""How long something is kept after its end, as owners write it: `2 år efter avslut`, `18 months after the end`, `90 d`.

Months and years are those of the calendar, since that is how decisions on what may be destroyed are written.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from engine.problems import Problem, clipped, hint
from engine.said import Said

RULE = "retain-time"

SETTING = "retain"
"""The organisation's setting that holds where a routine says nothing itself."""

Unit = Literal["days", "months"]

_UNITS: dict[str, tuple[Unit, int]] = {
    **dict.fromkeys(("d", "dag", "dagar", "dygn", "day", "days"), ("days", 1)),
    **dict.fromkeys(("v", "vecka", "veckor", "week", "weeks"), ("days", 7)),
    **dict.fromkeys(("månad", "månader", "month", "months"), ("months", 1)),
    **dict.fromkeys(("år", "year", "years"), ("months", 12)),
}
UNITS = tuple(_UNITS)
"""The words for days, weeks, months and years."""

AFTER_THE_END = ("efter avslut", "after the end")
"""What may follow; nothing else can be meant."""

_TOO_SHORT = frozenset(
    ("h", "tim", "timme", "timmar", "hour", "hours", "min", "minut", "minuter", "minute", "minutes")
)
_MOST: dict[Unit, int] = {"months": 1_200, "days": 36_500}
_SHORTEST_MONTH, _DAYS_OF_YEAR = 28, 365

_WRITTEN = re.compile(
    rf"\s*([0-9]{{1,9}})\s*([^\W\d_]+)\.?(?:\s+(?:{'|'.join(AFTER_THE_END)}))?\s*", re.IGNORECASE
)

_NUMBERED = {
    "day": (Said("{number} dag", "{number} day"), Said("{number} dagar", "{number} days")),
    "month": (Said("{number} månad", "{number} month"), Said("{number} månader", "{number} months")),
    "year": (Said("{number} år", "{number} year"), Said("{number} år", "{number} years")),
}
_AFTER = Said("{length} efter avslut", "{length} after the end")


@dataclass(frozen=True, slots=True)
class Retention:
    """So many days, or months of the calendar, after the end."""

    number: int
    unit: Unit

    def until(self, end: datetime) -> datetime:
        """The moment until which what ended at `end` is kept: of a day that its month does not have, the first after it."""
        if self.unit == "days":
            return end + timedelta(days=self.number)
        months = end.year * 12 + end.month - 1 + self.number
        year, month = months // 12, months % 12 + 1
        if end.day > calendar.monthrange(year, month)[1]:
            year, month = (months + 1) // 12, (months + 1) % 12 + 1
            return end.replace(year=year, month=month, day=1)
        return end.replace(year=year, month=month)

    def latest_end(self, now: datetime) -> datetime:
        """What ended later than this is kept at `now`, whatever the calendar; of what ended before, some may be."""
        if self.unit == "days":
            return now - timedelta(days=self.number)
        years, months = divmod(self.number, 12)
        return now - timedelta(days=years * _DAYS_OF_YEAR + months * _SHORTEST_MONTH)

    @property
    def said(self) -> Said:
        """As people say it: «2 år efter avslut», “90 days after the end”."""
        whole_years = self.unit == "months" and self.number % 12 == 0
        number = self.number // 12 if whole_years else self.number
        one, many = _NUMBERED["year" if whole_years else "month" if self.unit == "months" else "day"]
        return _AFTER.fill(length=(one if number == 1 else many).fill(number=number))


def parse(text: str) -> Retention | Problem:
    """What `text` says: a whole number above 0 of days, weeks, months or years, at most a hundred years."""
    match = _WRITTEN.fullmatch(text)
    if match is None:
        return _problem(
            "”{text}” säger inte hur länge ärenden sparas. Skriv ett heltal och en enhet: 2 år efter avslut, 18 månader eller 90 d.",
            "“{text}” does not say how long cases are kept. Write a whole number and a unit: 2 years after the end, 18 months or 90 d.",
            text=clipped(text),
        )
    word = match[2].lower()
    if word in _TOO_SHORT:
        return _problem(
            "Ärenden sparas minst en dag. Skriv dagar, veckor, månader eller år: 90 d, 2 år efter avslut.",
            "Cases are kept for a day at least. Write days, weeks, months or years: 90 d, 2 years after the end.",
        )
    if word not in _UNITS:
        return _problem(
            "”{unit}” är ingen tidsenhet här.{near} Skriv dagar, veckor, månader eller år.",
            "“{unit}” is not a unit of time here.{near} Write days, weeks, months or years.",
            unit=clipped(match[2]),
            near=hint(word, UNITS),
        )
    unit, times = _UNITS[word]
    number = int(match[1]) * times
    if not 0 < number <= _MOST[unit]:
        return _problem(
            "”{text}” går inte att använda. Skriv en tid från 1 dag till 100 år.",
            "“{text}” can't be used. Write a time from 1 day to 100 years.",
            text=clipped(text),
        )
    return Retention(number, unit)


def canonical(retention: Retention) -> str:
    """The one way to write it in a canonical document."""
    return retention.said.en


def _problem(sv: str, en: str, **parts: Said | str) -> Problem:
    return Problem(RULE, Said(sv, en).fill(**parts))
