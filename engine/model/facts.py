"""Facts: typed names, and their values: read from JSON or typed text, written to JSON, shown to people."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from decimal import Decimal
from typing import Any, Literal

from engine.problems import Problem, clipped, hint, listed
from engine.said import UNSAID, Said
from engine.values.decimals import MOST_DECIMALS, MOST_DIGITS, Number, exact, is_too_fine, plain, written
from engine.values.moment_words import day_in_words, moment_in_words
from engine.values.moments import day_said, moment_said, moment_typed, read_moment, unread
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
    """A typed name that an instance may know a value of. `at_most` is characters for a text, the value for a number. What is filled in
    of a moment or a date lies from `earliest` to `latest`, counted from when it is filled in: before that is below 0.
    """

    id: str
    type: FactType
    title: Text
    options: tuple[Option, ...] = ()
    at_least: Number | None = None
    at_most: Number | None = None
    earliest: timedelta | None = None
    latest: timedelta | None = None


FactValue = str | Number | bool | tuple[str, ...] | datetime | date

LONGEST_TEXT = 200
LARGEST_NUMBER = 10**15
YEARS = range(1900, 2201)

YES = ("ja", "yes", "true")
NO = ("nej", "no", "false")


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
        if fact.type == "date":
            return _wrong(fact, "fact-type", _NO_DAY)
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


def from_day_and_clock(fact: Fact, day: str, clock: str, zone: tzinfo, now: datetime) -> FactValue | Problem:
    """The moment that a person typed at `now` as a day and a time of day, each where it is asked for, or which of them is wrong."""
    here = now.astimezone(zone)
    said = moment_typed(day, clock, here)
    if said is not None:
        return parse(fact, said.isoformat())
    if unread(day, clock, here) == ("day",):
        return _wrong(fact, "fact-type", _NO_DAY)
    return _wrong(fact, "fact-type", _NO_CLOCK if clock.strip() else _CLOCK_MISSING)


def _no_moment(fact: Fact, now: datetime | None) -> Problem:
    """What is told a person who wrote something else than a moment, with what they can write."""
    nearby = Said("16:00, i morgon 8:30 eller ", "16:00, tomorrow 8:30 or ") if now is not None else UNSAID
    return _wrong(
        fact,
        "fact-type",
        Said(
            "ska vara en tidpunkt. Skriv till exempel {nearby}2026-03-01 08:30.",
            "must be a moment. Write for example {nearby}2026-03-01 08:30.",
        ),
        nearby=nearby,
    )


def wire(value: FactValue | None) -> Any:
    """The JSON value for `value`: `parse` of it gives `value` again. None for an unset fact."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return plain(value)
    return list(value) if isinstance(value, tuple) else value


def shown(fact: Fact, value: FactValue, language: str, zone: tzinfo, now: datetime | None = None) -> str:
    """`value` as people read it, with the options' titles and times in `zone`. Where it is read at the moment `now`, days are told from
    there: «i dag 06:29»; without it as what is read at any time: «mån 30 nov 2026 06:29».
    """
    here = now and now.astimezone(zone)
    if isinstance(value, bool):
        return (_YES if value else _NO).say(language)
    if isinstance(value, datetime):
        return moment_in_words(value.astimezone(zone), here).say(language)
    if isinstance(value, date):
        return day_in_words(value, here and here.date()).say(language)
    if isinstance(value, tuple):
        return ", ".join(option_title(fact, each, language) for each in value)
    if isinstance(value, str):
        return option_title(fact, value, language)
    return written(value).say(language)


def option_title(fact: Fact, option: str, language: str) -> str:
    """The title of the fact's option, or the word itself where the fact has no such option."""
    return next((each.title.say(language) for each in fact.options if each.id == option), option)


def _text(fact: Fact, wire: object) -> FactValue | Problem:
    if not isinstance(wire, str):
        return _wrong(fact, "fact-type", Said("ska vara en text.", "must be a text."))
    text = unicodedata.normalize("NFC", wire.replace("\r\n", "\n")).strip()
    if has_hidden(text):
        return _wrong(fact, "fact-characters", _HIDDEN)
    if not is_filled_in(text):
        return _wrong(fact, "fact-empty", Said("är tom. Skriv något.", "is empty. Write something."))
    most = int(LONGEST_TEXT if fact.at_most is None else fact.at_most)
    if len(text) > most:
        return _wrong(fact, "fact-length", _TOO_LONG, most=most, length=len(text))
    if fact.at_least is not None and len(text) < fact.at_least:
        return _wrong(fact, "fact-length", _TOO_SHORT, least=int(fact.at_least), length=len(text))
    return text


def _number(fact: Fact, wire: object) -> FactValue | Problem:
    if (
        isinstance(wire, bool)
        or not isinstance(wire, int | float | Decimal)
        or (isinstance(wire, float) and not math.isfinite(wire))
    ):
        return _wrong(
            fact, "fact-type", Said("ska vara ett tal, till exempel 3.", "must be a number, for example 3.")
        )
    least = -LARGEST_NUMBER if fact.at_least is None else fact.at_least
    most = LARGEST_NUMBER if fact.at_most is None else fact.at_most
    number = exact(wire)
    if not least <= number <= most:
        return _wrong(fact, "fact-range", Said("ska vara {range}.", "must be {range}."), range=_range(fact))
    if is_too_fine(number):
        return _wrong(fact, "fact-digits", _TOO_FINE, decimals=MOST_DECIMALS, digits=MOST_DIGITS)
    return number


def _range(fact: Fact) -> Said:
    least, most = fact.at_least, fact.at_most
    if least is not None and most is not None:
        return Said("mellan {least} och {most}", "between {least} and {most}").fill(
            least=written(least), most=written(most)
        )
    if least is not None:
        return Said("minst {least}", "at least {least}").fill(least=written(least))
    if most is not None:
        return Said("högst {most}", "at most {most}").fill(most=written(most))
    return Said("ett mindre tal", "a smaller number")


def _yes_no(fact: Fact, wire: object) -> FactValue | Problem:
    if isinstance(wire, bool):
        return wire
    return _wrong(
        fact,
        "fact-type",
        Said("ska vara ja eller nej (true eller false).", "must be yes or no (true or false)."),
    )


def _choice(fact: Fact, wire: object) -> FactValue | Problem:
    if not isinstance(wire, str):
        return _wrong(
            fact, "fact-type", Said("ska vara {options}.", "must be {options}."), options=_options(fact, _OR)
        )
    return wire if wire in _ids(fact) else _unknown(fact, wire)


def _choices(fact: Fact, wire: object) -> FactValue | Problem:
    if not isinstance(wire, list | tuple) or not all(isinstance(each, str) for each in wire):
        return _wrong(
            fact,
            "fact-type",
            Said("ska vara en lista med {options}.", "must be a list with {options}."),
            options=_options(fact, _AND),
        )
    ids = _ids(fact)
    unknown = next((each for each in wire if each not in ids), None)
    if unknown is not None:
        return _unknown(fact, unknown)
    chosen = set(wire)
    return tuple(each for each in ids if each in chosen)


def _moment(fact: Fact, wire: object) -> FactValue | Problem:
    moment = read_moment(wire) if isinstance(wire, str) else None
    if moment is None:
        return _wrong(fact, "fact-type", _NO_MOMENT)
    return moment if moment.year in YEARS else _wrong_year(fact)


def _date(fact: Fact, wire: object) -> FactValue | Problem:
    if not isinstance(wire, str) or not _DATE.fullmatch(wire):
        return _wrong(fact, "fact-type", _NO_DATE)
    try:
        day = date.fromisoformat(wire)
    except ValueError:
        return _wrong(fact, "fact-type", _NO_DATE)
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


def _options(fact: Fact, last: Said) -> Said:
    return Said.each(lambda language: listed(_ids(fact), last.say(language)))


def _unknown(fact: Fact, word: str) -> Problem:
    return _wrong(
        fact,
        "fact-option",
        Said(
            "kan inte vara ”{word}”.{hint} Det som går att välja: {options}.",
            "can't be “{word}”.{hint} What can be chosen: {options}.",
        ),
        word=clipped(word),
        hint=hint(word, _ids(fact)),
        options=_options(fact, _AND),
    )


def _wrong_year(fact: Fact) -> Problem:
    said = Said("ska ligga inom åren {first}–{last}.", "must lie within the years {first}–{last}.")
    return _wrong(fact, "fact-range", said, first=YEARS[0], last=YEARS[-1])


def _wrong(fact: Fact, rule: str, said: Said, **parts: object) -> Problem:
    """What is wrong with a value of the fact: its title, and the rest of the sentence, filled in with `parts`."""
    whole = Said("”{title}” {said}", "“{title}” {said}")
    return Problem(rule, whole.fill(title=fact.title.said(), said=said.fill(**parts)))


_YES, _NO = Said("Ja", "Yes"), Said("Nej", "No")
_AND, _OR = Said("och", "and"), Said("eller", "or")
_HIDDEN = Said(
    "innehåller osynliga tecken. Skriv texten på nytt i stället för att klistra in den.",
    "has invisible characters. Type the text again instead of pasting it.",
)
_TOO_LONG = Said(
    "får ha högst {most} tecken; texten har {length}. Korta den.",
    "may have at most {most} characters; the text has {length}. Shorten it.",
)
_TOO_SHORT = Said(
    "ska ha minst {least} tecken; texten har {length}.",
    "must have at least {least} characters; the text has {length}.",
)
_TOO_FINE = Said(
    "får ha högst {decimals} decimaler och {digits} siffror. Avrunda talet.",
    "may have at most {decimals} decimals and {digits} digits. Round the number.",
)
_NO_MOMENT = Said(
    "ska vara en tidpunkt med datum, klockslag och tidszon, till exempel 2026-03-01T08:30:00+01:00.",
    "must be a moment with date, time and time zone, for example 2026-03-01T08:30:00+01:00.",
)
_NO_DAY = Said(
    "behöver en dag som finns, till exempel i dag, i morgon, 27/11 eller 2026-11-27.",
    "needs a day that exists, for example today, tomorrow, 27/11 or 2026-11-27.",
)
_NO_CLOCK = Said(
    "behöver ett klockslag som går att läsa, till exempel 16.30.",
    "needs a time of day that can be read, for example 16:30.",
)
_CLOCK_MISSING = Said(
    "saknar klockslag. Skriv till exempel 16.30.", "has no time of day. Write for example 16:30."
)
_NO_DATE = Said(
    "ska vara ett datum som finns, skrivet 2026-03-01.", "must be a date that exists, written 2026-03-01."
)
