"""What nobody has done for real in a period, as scenarios to practise: what happens rarely is what one is unsure of."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from engine.model.routine import Routine
from engine.model.scenario import Scenario
from engine.run.context import Context
from engine.scenarios.coverage import Way, all_ways
from engine.scenarios.play import Played, play
from engine.scenarios.ranking import MAIN, rank
from engine.scenarios.search.tour import Missed, tour


@dataclass(frozen=True, slots=True, kw_only=True)
class Drill:
    """A scenario to practise, and the ways in it that nobody has taken, the most urgent first.

    `rank` is that of the first of them. `own`: the scenario stands in the routine's file; else it is made for the drill.
    """

    routine: str
    scenario: Scenario
    ways: tuple[Way, ...]
    rank: int
    own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillList:
    """The drills of one routine, the most urgent first; and what can't be practised, with the reason."""

    drills: tuple[Drill, ...]
    missed: tuple[Missed, ...] = ()
    of: int = 0
    untaken: int = 0


def drills(
    routine: Routine,
    taken: Collection[Way],
    routines: Mapping[str, Routine],
    context: Context | None = None,
) -> DrillList:
    """Scenarios for every way of the routine that is not `taken`: the file's own first, then made ones.

    `routines` are those that it may call and start, by id.
    """
    ways = [way for way in all_ways(routine) if way.kind != "exit"]  # a history does not tell which was taken
    left = sorted((way for way in ways if way not in taken), key=lambda way: rank(routine, way))
    untaken = len(left)
    own = _own(routine, routines, context)
    found: list[Drill] = []
    while left:
        best = max(own, key=lambda each: _worth(routine, own[each], left), default=None)
        if best is None or not own[best].intersection(left):
            break
        found.append(_drill(routine, routine.scenarios[best], own[best], left, own=True))
        takes = own.pop(best)
        left = [way for way in left if way not in takes]
    made = tour(routine, routines, left, context)
    for each in made.suggestions:
        if new := [way for way in left if way in each.ways]:
            found.append(_drill(routine, each.scenario, frozenset(new), left, own=False))
            left = [way for way in left if way not in new]
    return DrillList(
        drills=tuple(sorted(found, key=lambda drill: drill.rank)),
        missed=made.missed,
        of=len(ways),
        untaken=untaken,
    )


def _own(
    routine: Routine, routines: Mapping[str, Routine], context: Context | None
) -> dict[int, frozenset[Way]]:
    """What each of the file's scenarios takes, by its place."""
    played = {
        number: play(routine, scenario, routines, context)
        for number, scenario in enumerate(routine.scenarios)
    }
    return {number: each.takes(routine) for number, each in played.items() if isinstance(each, Played)}


def _worth(routine: Routine, takes: frozenset[Way], left: list[Way]) -> tuple[int, ...]:
    """How many ways of each rank a scenario would add: the more urgent ones count before all others."""
    ranks = [rank(routine, way) for way in left if way in takes]
    return tuple(ranks.count(each) for each in range(MAIN + 1))


def _drill(
    routine: Routine, scenario: Scenario, takes: frozenset[Way], left: list[Way], *, own: bool
) -> Drill:
    ways = tuple(way for way in left if way in takes)
    return Drill(routine=routine.id, scenario=scenario, ways=ways, rank=rank(routine, ways[0]), own=own)
