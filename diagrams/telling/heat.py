"""How long each step takes and how often it is done, as a picture shows it: a shade in six classes, and always the number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from diagrams.picture import Line, Mark
from diagrams.words.numbers import decimal, grouped
from diagrams.words.pictures import say
from engine.figures.statistics import FEWEST_PEOPLE, Figures, Statistics

LIMITS = (2, 5, 15, 30, 60)
"""Up to so many minutes is the first class, the second, …; longer is the last. They are fixed, so that pictures can be compared."""

_MINUTE = timedelta(minutes=1)
_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)


def shade(median: timedelta) -> int:
    """The class of a median time, 0 … 5."""
    return sum(median > limit * _MINUTE for limit in LIMITS)


@dataclass(frozen=True, slots=True)
class Heat:
    """The figures of a routine in a period, put into words of `language`."""

    statistics: Statistics
    language: str

    def shade(self, state: str) -> int | None:
        """The class of the state; None where no time may be shown."""
        figures = self._shown(state)
        return shade(figures.median) if figures and figures.median is not None else None

    def lines(self, state: str) -> Iterator[Line]:
        """The state's figures: «12 min i median · 1 630 gånger». Nobody is told apart from a few: that too would tell of them."""
        figures = self._shown(state)
        if figures is None:
            yield Line(text=say("too few", self.language, count=FEWEST_PEOPLE))
        else:
            count = say(
                "times" if figures.visits != 1 else "once",
                self.language,
                count=grouped(figures.visits, self.language),
            )
            if figures.median is None:
                yield Line(text=count)
            else:
                time = _time(figures.median, self.language)
                yield Line(text=say("median", self.language, time=time, count=count))

    def note(self) -> str:
        """The period, and how the shades are read."""
        if self.statistics.since == self.statistics.until:
            return say("no month", self.language)
        since, last = self.statistics.since, self.statistics.until - timedelta(microseconds=1)
        period = f"{since:%Y-%m-%d} – {last:%Y-%m-%d}"
        return say("heat", self.language, period=period, count=FEWEST_PEOPLE)

    def legend(self) -> Iterator[Mark]:
        """What the classes mean, shortest first, and how it is shown that no time is."""
        for number, (low, high) in enumerate(zip((0, *LIMITS), LIMITS, strict=False)):
            key = "up to" if number == 0 else "between"
            yield Mark(title=say(key, self.language, low=low, high=high), shade=number)
        yield Mark(title=say("over", self.language, low=LIMITS[-1]), shade=len(LIMITS))
        yield Mark(title=say("no time", self.language), hatched=True)

    def _shown(self, state: str) -> Figures | None:
        figures = self.statistics.states.get(state)
        return figures if figures and figures.may_be_shown else None


def _time(median: timedelta, language: str) -> str:
    """A time as it is read at a glance: «under 1 min», «95 min», «3,5 h», «4,2 dygn»."""
    if median < _MINUTE:
        return say("under a minute", language)
    if median <= 2 * _HOUR:
        return f"{round(median / _MINUTE)} min"
    if median <= 3 * _DAY:
        return f"{decimal(median / _HOUR, language)} h"
    return say("days", language, count=decimal(median / _DAY, language))
