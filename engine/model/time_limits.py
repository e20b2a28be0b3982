"""Whether a moment or a day lies within the limits of its fact. They are of what people fill in, and counted from when they do.

What a routine works out itself, or hands to another, isn't held to them: what lay ahead when it was filled in has passed since.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from engine.model.facts import Fact, FactValue
from engine.problems import Problem
from engine.said import UNSAID, Said, joined
from engine.values import from_now
from engine.values.moment_words import day_in_words, moment_in_words

_ZERO = timedelta(0)


def outside(fact: Fact, value: FactValue | None, now: datetime, *, again: bool = False) -> Problem | None:
    """What is wrong with a moment or a day that is filled in at `now`, in the organisation's zone; None where nothing is.

    A moment is judged by its minute: it is typed without seconds. `again`: the fact had a value before and is put right. Then nothing is
    too early: from when that counts is not known any more.
    """
    if isinstance(value, datetime):
        earliest, latest = (_moment(now, away) for away in (fact.earliest, fact.latest))
        if earliest and not again and value < earliest.replace(second=0, microsecond=0):
            return _wrong(fact, _TOO_EARLY, moment_in_words(earliest, now), _RIGHT_MOMENT)
        if latest and value > latest:
            return _wrong(fact, _TOO_LATE, moment_in_words(latest, now), _RIGHT_MOMENT)
    elif isinstance(value, date):
        first, last = (_day(now, away) for away in (fact.earliest, fact.latest))
        if first and not again and value < first:
            return _wrong(fact, _TOO_EARLY, day_in_words(first, now.date()), _RIGHT_DAY)
        if last and value > last:
            return _wrong(fact, _TOO_LATE, day_in_words(last, now.date()), _RIGHT_DAY)
    return None


def may_be_now(fact: Fact) -> bool:
    """Whether the moment at which it is asked for may be filled in, and still be right a while later, when it is sent."""
    return (fact.earliest is None or fact.earliest < _ZERO) and (fact.latest is None or fact.latest >= _ZERO)


def limits_in_words(fact: Fact) -> Said:
    """«Tidigast nu, senast om 24 timmar.»; empty where it has none. Of a day «i dag», and so many days from it."""
    said = ((_FIRST, fact.earliest), (_LAST, fact.latest))
    found = joined((each.fill(when=_when(fact, away)) for each, away in said if away is not None), ", ")
    return (
        Said.each(lambda language: f"{found.say(language)[:1].upper()}{found.say(language)[1:]}.")
        if found.sv
        else UNSAID
    )


def _when(fact: Fact, away: timedelta) -> Said:
    return _TODAY if fact.type == "date" and not away else from_now.words(away)


def _moment(now: datetime, away: timedelta | None) -> datetime | None:
    return None if away is None else (now.astimezone(UTC) + away).astimezone(now.tzinfo)


def _day(now: datetime, away: timedelta | None) -> date | None:
    return None if away is None else now.date() + away


def _wrong(fact: Fact, said: Said, when: Said, right: Said) -> Problem:
    return Problem("fact-range", said.fill(title=fact.title.said(), when=when, right=right))


_TODAY = Said("i dag", "today")
_FIRST, _LAST = (
    Said("tidigast {when}", "{when} at the earliest"),
    Said("senast {when}", "{when} at the latest"),
)
_TOO_EARLY = Said(
    "”{title}” kan vara tidigast {when}. {right}", "“{title}” can be {when} at the earliest. {right}"
)
_TOO_LATE = Said(
    "”{title}” kan vara senast {when}. {right}", "“{title}” can be {when} at the latest. {right}"
)
_RIGHT_MOMENT = Said("Är dagen och klockslaget rätt?", "Are the day and the time right?")
_RIGHT_DAY = Said("Är dagen rätt?", "Is the day right?")
