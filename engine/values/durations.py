"""Durations as owners write them: `30 min`, `2 h`, `3 dagar`, `4 veckor`. A day is 24 hours."""

from __future__ import annotations

import re
from datetime import timedelta
from fractions import Fraction

from engine.problems import Problem, clipped, hint
from engine.said import Said

MINUTE, HOUR, DAY, WEEK = "min", "h", "d", "v"

SECONDS = {MINUTE: 60, HOUR: 3_600, DAY: 86_400, WEEK: 604_800}

UNITS = {
    **dict.fromkeys(("min", "minut", "minuter", "minute", "minutes"), MINUTE),
    **dict.fromkeys(("h", "tim", "timme", "timmar", "hour", "hours"), HOUR),
    **dict.fromkeys(("d", "dag", "dagar", "dygn", "day", "days"), DAY),
    **dict.fromkeys(("v", "vecka", "veckor", "week", "weeks"), WEEK),
}

LONGEST = timedelta(days=3_660)

_MOST_IN_HOURS = timedelta(hours=72)

_ONE = {
    MINUTE: Said("minut", "minute"),
    HOUR: Said("timme", "hour"),
    DAY: Said("dag", "day"),
    WEEK: Said("vecka", "week"),
}
_MANY = {
    MINUTE: Said("minuter", "minutes"),
    HOUR: Said("timmar", "hours"),
    DAY: Said("dagar", "days"),
    WEEK: Said("veckor", "weeks"),
}
_EACH = ("varje", "varannan")
_NO_LENGTH = frozenset(
    (
        *("arbetsdag", "arbetsdagar", "vardag", "vardagar", "helgdagar", "månad", "månader", "kvartal", "år"),
        *("workdays", "weekdays", "month", "months", "year", "years"),
    )
)
"""Units that have no length of their own."""

_CERTAIN_DAY = Said(
    "{said} Gäller det en viss dag: skriv by: och uppgiften med tidpunkten.",
    "{said} If it is a certain day, write by: and the fact that holds the moment.",
)

_DECIMALS = re.compile(r"\s*([0-9]{1,4})[.,]([0-9]{1,4})\s*([^\W\d_]+)\.?\s*")
_PARTS = re.compile(
    r"\s*([0-9]{1,9})\s*([^\W\d_]+)\.?,?\s*(?:(?:och|and)\s+)?([0-9]{1,9})\s*([^\W\d_]+)\.?\s*"
)
_DURATION = re.compile(r"\s*([0-9]{1,9})\s*([^\W\d_]+)\.?\s*")


def parse(text: str) -> timedelta | Problem:
    """The duration that `text` says: a whole number above 0 and a unit, at most ten years."""
    match = _DURATION.fullmatch(text)
    if match is None and (meant := with_decimals(text)) is not None:
        said = Said("Skriv tiden med ett heltal: {meant}", "Write the duration with a whole number: {meant}")
        return Problem("duration", said.fill(meant=meant))
    if match is None and (parts := _PARTS.fullmatch(text)) is not None:
        lengths = [parse(f"{parts[at]} {parts[at + 1]}") for at in (1, 3)]
        if all(isinstance(each, timedelta) for each in lengths):
            whole = canonical(sum((each for each in lengths if isinstance(each, timedelta)), timedelta()))
            said = Said("Skriv tiden i en enhet: {meant}", "Write the duration in one unit: {meant}")
            return Problem("duration", said.fill(meant=whole))
    if match is None:
        return Problem(
            "duration",
            Said(
                f"”{clipped(text)}” är ingen tid. Skriv ett heltal och en enhet: 30 min, 2 h, 3 d eller 4 v.",
                f"“{clipped(text)}” is not a duration. Write a whole number and a unit: 30 min, 2 h, 3 d or 4 v.",
            ),
        )
    unit = UNITS.get(match[2].lower())
    if unit is None:
        said = no_unit(match[2])
        if _differs(match[2]):
            said = _CERTAIN_DAY.fill(said=said)
        return Problem("duration", said, column=match.start(2) + 1)
    seconds = int(match[1]) * SECONDS[unit]
    if not 0 < seconds <= LONGEST.total_seconds():
        return Problem(
            "duration",
            Said(
                f"Tiden ”{clipped(text)}” går inte att använda. Skriv en tid som är längre än 0 och högst tio år.",
                f"The duration “{clipped(text)}” can't be used. Write one that is above 0 and at most ten years.",
            ),
        )
    return timedelta(seconds=seconds)


def with_decimals(text: str) -> str | None:
    """The duration that is meant by «1,5 h», in whole minutes; None where it is none."""
    found = _DECIMALS.fullmatch(text)
    unit = UNITS.get(found[3].lower()) if found else None
    if found is None or unit is None:
        return None
    minutes = Fraction(f"{found[1]}.{found[2]}") * SECONDS[unit] / SECONDS[MINUTE]
    return f"{minutes} {MINUTE}" if minutes.denominator == 1 and minutes > 0 else None


def no_unit(word: str) -> Said:
    """What is told of a word that is no unit of time, where one should stand."""
    if _differs(word):
        return Said(
            "”{unit}” är inte alltid lika långt, så det går inte att räkna i. Skriv dygn eller veckor: 30 d, 4 v.",
            "“{unit}” is not always as long, so that one can't count in it. Write days or weeks: 30 d, 4 v.",
        ).fill(unit=clipped(word))
    near = hint(word, UNITS)
    return Said(
        "”{unit}” är ingen tidsenhet.{near} Skriv min, h, d (dagar) eller v (veckor).",
        "“{unit}” is not a unit of time.{near} Write min, h, d (days) or v (weeks).",
    ).fill(unit=clipped(word), near=near)


def _differs(word: str) -> bool:
    return word.lower() in _NO_LENGTH


def canonical(duration: timedelta) -> str:
    """The one way to write it in a canonical document: in the largest unit that divides it, so `72 h` is `3 d`."""
    unit = next(unit for unit in (WEEK, DAY, HOUR, MINUTE) if _divides(unit, duration))
    return f"{_in(unit, duration)} {unit}"


def words(duration: timedelta, language: str = "sv") -> str:
    """As people say it: «1 timme», «30 minuter», «72 timmar» (hours up to three days), “2 weeks”."""
    units = (HOUR, MINUTE) if duration <= _MOST_IN_HOURS else (WEEK, DAY, HOUR, MINUTE)
    unit = next(unit for unit in units if _divides(unit, duration))
    number = _in(unit, duration)
    called = _ONE if number == 1 else _MANY
    return f"{number} {called[unit].say(language)}"


def again(first: str, every: timedelta | None, language: str = "sv") -> str:
    """A time, and how often it comes again after that: «efter 1 timme och sedan var 30:e minut»."""
    if every is None:
        return first
    return (
        Said("{first} och sedan {often}", "{first} and then {often}")
        .fill(first=first, often=_often(every))
        .say(language)
    )


def _often(every: timedelta) -> Said:
    """«varje timme», «varannan dag», «var 30:e minut»; “every hour”, “every 2 days”."""
    unit = next(unit for unit in (WEEK, DAY, HOUR, MINUTE) if _divides(unit, every))
    number = _in(unit, every)
    if number <= len(_EACH):
        swedish = _EACH[number - 1]
    else:
        swedish = f"var {number}:{'a' if number % 10 in (1, 2) and number % 100 not in (11, 12) else 'e'}"
    english = _ONE[unit].en if number == 1 else f"{number} {_MANY[unit].en}"
    return Said(f"{swedish} {_ONE[unit].sv}", f"every {english}")


def _divides(unit: str, duration: timedelta) -> bool:
    return unit == MINUTE or duration.total_seconds() % SECONDS[unit] == 0


def _in(unit: str, duration: timedelta) -> int:
    return int(duration.total_seconds()) // SECONDS[unit]
