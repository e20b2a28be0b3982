"""How a routine has been followed in a period, in numbers. Nothing here names a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from engine.scenarios.coverage import Way

FEWEST_PEOPLE = 5
"""What fewer people did in a unit in a month is in no figure: it would tell of them."""

USUAL_PERIOD = timedelta(days=123)
"""How far back one looks where nothing else is asked for: so far that three whole calendar months lie within."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """One state in the period: how often it was left again, by at least how many different people (in fives), and the median
    time spent there.

    `median` is None where nothing was measured.
    """

    visits: int
    people: int
    median: timedelta | None = None

    @property
    def may_be_shown(self) -> bool:
        """Whether enough people are behind the figures."""
        return self.people >= FEWEST_PEOPLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """A routine from `since` until just before `until`, over all of its versions.

    `states` by id, and `ways`, how often each choice, timer and outcome was taken: both only where enough people are behind
    the figure. `taken` names every way that anybody took, without figures.
    """

    routine: str
    since: datetime
    until: datetime
    states: Mapping[str, Figures] = field(default_factory=dict)
    ways: Mapping[Way, int] = field(default_factory=dict)
    taken: frozenset[Way] = frozenset()
