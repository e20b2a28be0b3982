"""The way that an instance has taken, as a picture shows it: which arrows it went along, and when it was where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from diagrams.picture import Line
from diagrams.words.pictures import say
from engine.model.routine import Routine
from engine.run.trace import Stop
from engine.values.moment_words import clock_in_words, moment_in_words


@dataclass(frozen=True)
class Taken:
    """The stops of an instance of the routine, in order."""

    routine: Routine
    stops: Sequence[Stop] = ()

    @cached_property
    def states(self) -> frozenset[str]:
        """Every state that was visited."""
        return frozenset(stop.state for stop in self.stops)

    @cached_property
    def moves(self) -> frozenset[tuple[str, str]]:
        """(from, to) of every move within a flow. Branches that are done side by side take turns in the history."""
        flows: dict[str, list[str]] = {}
        for stop in self.stops:
            if stop.state in self.routine.states:
                flows.setdefault(self.routine.states[stop.state].flow, []).append(stop.state)
        return frozenset(move for way in flows.values() for move in pairwise(way))

    def lines(self, state: str, language: str) -> Iterator[Line]:
        """When the state was entered: «kl. 07:12», «3 gånger, senast kl. 09:40»; on another day than the first, «lör 10 jan 2026 07:12»."""
        times = [stop for stop in self.stops if stop.state == state]
        if times:
            last = times[-1]
            is_first_day = last.at.date() == self.stops[0].at.date()
            said = (
                say("at", language, time=clock_in_words(last.at))
                if is_first_day
                else moment_in_words(last.at).say(language)
            )
            if len(times) > 1:
                said = say("often", language, count=len(times), last=said)
            yield Line(text=said, icon="clock")
