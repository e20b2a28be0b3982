"""Facts: typed names, and their values: read from JSON or typed text, written to JSON, shown to people."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from decimal import Decimal
from typing import Any, Literal

from engine.problems import Problem, clipped, hint, listed
from engine.values.decimals import MOST_DECIMALS, MOST_DIGITS, Number, exact, is_too_fine, plain, written
from engine.values.moments import day_said, moment_said
from engine.values.texts import Text
from engine.values.visible import has_hidden, is_filled_in

FactType = Literal["text", "number", "yes_no", "choice", "choices", "moment", "date"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One allowed value of a `choice` or `choices` fact."""

    id: str
    title: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A typed name that an instance may know a value of. `at_most` is characters for a text, the value for a number."""

    id: str
    type: FactType
    title: Text
    options: tuple[Option, ...] = ()
    at_least: Number | None = None
    at_most: Number | None = None


FactValue = str | Number | bool | tuple[str, ...] | datetime | date

LONGEST_TEXT = 200
LARGEST_NUMBER = 10**15
YEARS = range(1900, 2201)

YES = ("ja", "yes", "true")
NO = ("nej", "no", "false")

_MOMENT = re.compile(
    r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?([Zz]|[+-]\d{2}:\d{2})", re.ASCII
)
"""RFC 3339, also without seconds; no week, no day of the year, nothing without its separators."""

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_NUMBER = re.compile(r"[-+]?\d{1,17}([.,]\d{1,17})?", re.ASCII)


def parse(fact: Fact, wire: object) -> FactValue | Problem:
    """The value that `wire` (a JSON value) stands for, or what is wrong with it. Moments come back in UTC."""
    return _PARSERS[fact.type](fact, wire)


def from_text(fact: Fact, text: str, zone: tzinfo = UTC, now: datetime | None = None) -> FactValue | Problem:
    """The value that a person typed: «ja», «1,5», «2026-03-01 08:30» (in `zone`), or options with commas between.

    Said at the moment `now`, a time and a day may be told from there too: «16:00», «i morgon 8.30», «13/1».
    """
    text = text.strip()
    if now is not None and fact.type in ("moment", "date"):
        here = now.astimezone(zone)
        said = moment_said(text, here) if fact.type == "moment" else day_said(text, here.date())
        if said is not None:
            return parse(fact, said.isoformat())
    if fact.type == "yes_no":
        word = text.lower()
        return True if word in YES else False if word in NO else parse(fact, text)
    if fact.type == "number" and _NUMBER.fullmatch(text):
        return parse(fact, Decimal(text.replace(",", ".")))
    if fact.type == "choices":
        return parse(fact, [each.strip() for each in text.split(",") if each.strip()])
    if fact.type == "moment":
        try:
            moment = datetime.fromisoformat(text) if _DATE.match(text) else None
        except ValueError:
            moment = None
        if moment is None:
            return _no_moment(fact, now)
        return parse(fact, moment.replace(tzinfo=moment.tzinfo or zone).isoformat())
    return parse(fact, text)


def _no_moment(fact: Fact, now: datetime | None) -> Problem:
    """What is told a person who wrote something else than a moment, with what they can write."""
    sv, en = "2026-03-01 08:30", "2026-03-01 08:30"
    if now is not None:
        sv, en = f"16:00, i morgon 8:30 eller {sv}", f"16:00, tomorrow 8:30 or {en}"
    return _wrong(
        fact,
        "fact-type",
        f"ska vara en tidpunkt. Skriv till exempel {sv}.",
        f"must be a moment. Write for example {en}.",
    )


def wire(value: FactValue) -> Any:
    """The JSON value for `value`: `parse` of it gives `value` again."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return plain(value)
    return list(value) if isinstance(value, tuple) else value


def shown(fact: Fact, value: FactValue, language: str, zone: tzinfo) -> str:
    """`value` as people read it, with the options' titles and times in `zone`."""
    if isinstance(value, bool):
        yes, no = ("Yes", "No") if language == "en" else ("Ja", "Nej")
        return yes if value else no
    if isinstance(value, datetime):
        return f"{value.astimezone(zone):%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return ", ".join(option_title(fact, each, language) for each in value)
    if isinstance(value, str):
        return option_title(fact, value, language)
    return written(value, language)


def option_title(fact: Fact, option: str, language: str) -> str:
    """The title of the fact's option, or the word itself where the fact has no such option."""
    return next((each.title.say(language) for each in fact.options if each.id == option), option)


def _text(fact: Fact, wire: object) -> FactValue | Problem:
    if not isinstance(wire, str):
        return _wrong(fact, "fact-type", "ska vara en text.", "must be a text.")
    text = unicodedata.normalize("NFC", wire.replace("\r\n", "\n")).strip()
    if has_hidden(text):
        return _wrong(
            fact,
            "fact-characters",
            "innehåller osynliga tecken. Skriv texten på nytt i stället för att klistra in den.",
            "has invisible characters. Type the text again instead of pasting it.",
        )
    if not is_filled_in(text):
        return _wrong(fact, "fact-empty", "är tom. Skriv något.", "is empty. Write something.")
    most = int(LONGEST_TEXT if fact.at_most is None else fact.at_most)
    if len(text) > most:
        return _wrong(
            fact,
            "fact-length",
            f"får ha högst {most} tecken; texten har {len(text)}. Korta den.",
            f"may have at most {most} characters; the text has {len(text)}. Shorten it.",
        )
    if fact.at_least is not None and len(text) < fact.at_least:
        return _wrong(
            fact,
            "fact-length",
            f"ska ha minst {int(fact.at_least)} tecken; texten har {len(text)}.",
            f"must have at least {int(fact.at_least)} characters; the text has {len(text)}.",
        )
    return text


def _number(fact: Fact, wire: object) -> FactValue | Problem:
    if (
        isinstance(wire, bool)
        or not isinstance(wire, int | float | Decimal)
        or (isinstance(wire, float) and not math.isfinite(wire))
    ):
        return _wrong(
            fact, "fact-type", "ska vara ett tal, till exempel 3.", "must be a number, for example 3."
        )
    least = -LARGEST_NUMBER if fact.at_least is None else fact.at_least
    most = LARGEST_NUMBER if fact.at_most is None else fact.at_most
    number = exact(wire)
    if not least <= number <= most:
        sv, en = _range(fact)
        return _wrong(fact, "fact-range", f"ska vara {sv}.", f"must be {en}.")
    if is_too_fine(number):
        return _wrong(
            fact,
            "fact-digits",
            f"får ha högst {MOST_DECIMALS} decimaler och {MOST_DIGITS} siffror. Avrunda talet.",
            f"may have at most {MOST_DECIMALS} decimals and {MOST_DIGITS} digits. Round the number.",
        )
    return number


def _range(fact: Fact) -> tuple[str, str]:
    least, most = fact.at_least, fact.at_most
    if least is not None and most is not None:
        return (
            f"mellan {written(least, 'sv')} och {written(most, 'sv')}",
            f"between {written(least, 'en')} and {written(most, 'en')}",
        )
    if least is not None:
        return f"minst {written(least, 'sv')}", f"at least {written(least, 'en')}"
    if most is not None:
        return f"högst {written(most, 'sv')}", f"at most {written(most, 'en')}"
    return "ett mindre tal", "a smaller number"


def _yes_no(fact: Fact, wire: object) -> FactValue | Problem:
    if isinstance(wire, bool):
        return wire
    return _wrong(
        fact, "fact-type", "ska vara ja eller nej (true eller false).", "must be yes or no (true or false)."
    )


def _choice(fact: Fact, wire: object) -> FactValue | Problem:
    if not isinstance(wire, str):
        return _wrong(
            fact, "fact-type", f"ska vara {_options(fact, 'eller')}.", f"must be {_options(fact, 'or')}."
        )
    return wire if wire in _ids(fact) else _unknown(fact, wire)


def _choices(fact: Fact, wire: object) -> FactValue | Problem:
    if not isinstance(wire, list | tuple) or not all(isinstance(each, str) for each in wire):
        return _wrong(
            fact,
            "fact-type",
            f"ska vara en lista med {_options(fact, 'och')}.",
            f"must be a list with {_options(fact, 'and')}.",
        )
    ids = _ids(fact)
    unknown = next((each for each in wire if each not in ids), None)
    if unknown is not None:
        return _unknown(fact, unknown)
    chosen = set(wire)
    return tuple(each for each in ids if each in chosen)


def _moment(fact: Fact, wire: object) -> FactValue | Problem:
    example = "2026-03-01T08:30:00+01:00"
    wrong = _wrong(
        fact,
        "fact-type",
        f"ska vara en tidpunkt med datum, klockslag och tidszon, till exempel {example}.",
        f"must be a moment with date, time and time zone, for example {example}.",
    )
    if not isinstance(wire, str) or not _MOMENT.fullmatch(wire):
        return wrong
    try:
        moment = datetime.fromisoformat(wire.upper()).astimezone(UTC)
    except (ValueError, OverflowError):
        return wrong
    return moment if moment.year in YEARS else _wrong_year(fact)


def _date(fact: Fact, wire: object) -> FactValue | Problem:
    wrong = _wrong(
        fact,
        "fact-type",
        "ska vara ett datum som finns, skrivet 2026-03-01.",
        "must be a date that exists, written 2026-03-01.",
    )
    if not isinstance(wire, str) or not _DATE.fullmatch(wire):
        return wrong
    try:
        day = date.fromisoformat(wire)
    except ValueError:
        return wrong
    return day if day.year in YEARS else _wrong_year(fact)


_PARSERS: dict[FactType, Callable[[Fact, object], FactValue | Problem]] = {
    "text": _text,
    "number": _number,
    "yes_no": _yes_no,
    "choice": _choice,
    "choices": _choices,
    "moment": _moment,
    "date": _date,
}


def _ids(fact: Fact) -> tuple[str, ...]:
    return tuple(option.id for option in fact.options)


def _options(fact: Fact, last: str) -> str:
    return listed(_ids(fact), last)


def _unknown(fact: Fact, word: str) -> Problem:
    hint_sv, hint_en = hint(word, _ids(fact))
    return _wrong(
        fact,
        "fact-option",
        f"kan inte vara «{clipped(word)}».{hint_sv} Det som går att välja: {_options(fact, 'och')}.",
        f"can't be “{clipped(word)}”.{hint_en} What can be chosen: {_options(fact, 'and')}.",
    )


def _wrong_year(fact: Fact) -> Problem:
    years = f"{YEARS[0]}–{YEARS[-1]}"
    return _wrong(fact, "fact-range", f"ska ligga inom åren {years}.", f"must lie within the years {years}.")


def _wrong(fact: Fact, rule: str, sv: str, en: str) -> Problem:
    return Problem(rule, f"«{fact.title.say('sv')}» {sv}", f"“{fact.title.say('en')}” {en}")
