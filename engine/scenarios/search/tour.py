"""A smallest set of scenarios that takes every choice, timer and end of a routine: a transition tour, played before it is shown."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from engine.model.numbering import happy_path
from engine.model.routine import Routine, Step
from engine.model.scenario import Scenario, ScenarioLine
from engine.model.usual import main_choice
from engine.run.context import Context, Library
from engine.run.events import choosing
from engine.said import Said
from engine.scenarios.coverage import Way, all_ways, taken_ways
from engine.scenarios.play import Played, play
from engine.scenarios.search.boundary_values import BoundaryValues
from engine.scenarios.search.candidates import Candidate, candidates
from engine.scenarios.search.state_space import OVER, START, Edge, Situation, StateSpace
from engine.scenarios.search.titles import title_of
from engine.scenarios.search.why_missed import why_missed
from engine.values.texts import Text

MOST_TRIED = 10_000
"""How many lines are tried on the simulated clock before the search gives up."""

LONG = 25
"""Lines after which a scenario makes for its end, in a routine whose main way is not half as long: a longer one tells no story."""

_HOUR = timedelta(hours=1)

MOST_FAILURES = 3
"""How often the state space may be wrong about one way before it is let go."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A scenario that has been played, and which of the wanted ways it takes."""

    scenario: Scenario
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """A way that no scenario was found for, and why."""

    way: Way
    why: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Tour:
    """The suggested scenarios, in the order they were found, and what they leave out."""

    suggestions: tuple[Suggestion, ...]
    missed: tuple[Missed, ...] = ()


def tour(
    routine: Routine,
    routines: Mapping[str, Routine],
    wanted: Collection[Way] | None = None,
    context: Context | None = None,
    *,
    most: int = MOST_TRIED,
) -> Tour:
    """Scenarios that take the wanted ways (None: all). `routines` are those that it may call and start, by id.

    Each is played before it is suggested, and none is suggested whose ways others take too. The same routine always gives
    the same tour.
    """
    asked = [way for way in all_ways(routine) if wanted is None or way in wanted]
    stage = {**routines, routine.id: routine}
    found: list[Suggestion] = []
    spaces: list[StateSpace] = []
    left = most
    for exact in (False, True):
        remaining = [way for way in asked if all(way not in each.ways for each in found)]
        if remaining and left > 0:
            boundaries = BoundaryValues(routine, stage)
            space = StateSpace(routine, Library.of(stage.values(), context), boundaries, left, exact=exact)
            found += _toured(space, remaining, asked, stage, context)
            spaces.append(space)
            left = space.left
    kept = _needed(found, asked)
    taken = {way for each in kept for way in each.ways}
    return Tour(
        suggestions=tuple(_titled(routine, kept)),
        missed=tuple(Missed(way=way, why=why_missed(way, spaces, most)) for way in asked if way not in taken),
    )


def _toured(
    space: StateSpace,
    remaining: list[Way],
    asked: list[Way],
    routines: Mapping[str, Routine],
    context: Context | None,
) -> list[Suggestion]:
    found: list[Suggestion] = []
    open_ways = set(remaining)
    failures: dict[Way, int] = {}
    while open_ways:
        making = _Making(space, open_ways, failures)
        made = making.scenario()
        if made is None:
            break
        scenario, taken = _tidied(space.routine, made, routines, context)
        new = taken & open_ways
        if new:
            found.append(Suggestion(scenario=scenario, ways=tuple(way for way in asked if way in taken)))
        open_ways -= new
        if not new:
            for way in making.claimed:
                failures[way] = failures.get(way, 0) + 1
            if not making.claimed:
                break
        open_ways = {way for way in open_ways if failures.get(way, 0) < MOST_FAILURES}
    return found


class _Making:
    """One scenario while it is made: from the start, always to the nearest way that nobody has taken, at last to an end."""

    def __init__(self, space: StateSpace, wanted: Collection[Way], failures: dict[Way, int]) -> None:
        self.space, self.failures = space, failures
        self.left = set(wanted)
        self.claimed: set[Way] = set()
        self.player = space.new_player()
        self.situation = START
        self.by, self.facts = "", dict[str, object]()
        self.lines: list[ScenarioLine] = []

    def scenario(self) -> Scenario | None:
        """The finished scenario, without a title; None where nothing wanted is in reach."""
        longest = max(LONG, 2 * len(happy_path(self.space.routine)))
        while self.situation != OVER and len(self.lines) < longest:
            path = self._plan()
            if path is None:
                break
            self._go(path)
        if not self.claimed:
            return None
        if self.situation not in (OVER, START):
            self._go_home()
        return Scenario(
            title=Text((("sv", ""),)),
            play=tuple(self.lines),
            ends=self.player.root.outcome,
            by=self.by if self.by != next(iter(self.space.routine.begin.roles), "") else None,
            facts=self.facts,
        )

    def _plan(self) -> list[Edge] | None:
        """To the nearest wanted way that does not end the routine; where there is none, to one that does."""
        staying = self.space.nearest(
            self.situation, lambda edge: edge.to != OVER and not self.left.isdisjoint(edge.ways)
        )
        if staying is not None:
            return staying
        return self.space.nearest(self.situation, lambda edge: not self.left.isdisjoint(edge.ways))

    def _go(self, path: list[Edge]) -> None:
        target = path[-1].ways & self.left
        for edge in path:
            if not self._follow(edge):
                break
            if self.situation != edge.to:
                break  # the state space was wrong about it: look around from here
        missed = target & self.left
        for way in missed:
            self.failures[way] = self.failures.get(way, 0) + 1
            if self.failures[way] >= MOST_FAILURES:
                self.left.discard(way)

    def _go_home(self) -> None:
        """To the nearest end; where the state space is too large to see one, along the main way as far as it leads."""
        path = self.space.nearest(self.situation, lambda edge: edge.to == OVER)
        if path is not None:
            self._go(path)
        seen: set[Situation] = set()
        while self.situation != OVER and self.situation not in seen:
            seen.add(self.situation)
            for candidate in self._onward():
                if self._follow(Edge(candidates=(candidate,), to=OVER, ways=frozenset())):
                    break

    def _onward(self) -> list[Candidate]:
        """The main choices of where it stands, as plain as can be; then to let time pass."""
        routine = self.space.routine
        found = list(candidates(self.player, None, self.space.boundaries))
        main = {
            choice.id
            for _, state in choosing.resting(routine, self.player.root)
            if isinstance(state, Step) and (choice := main_choice(routine, state))
        }
        return sorted(
            found,
            key=lambda candidate: (candidate.line.choice not in main, candidate.line.choice is not None),
        )

    def _follow(self, edge: Edge) -> bool:
        for candidate in edge.candidates:
            at_start = self.situation == START
            line = None if at_start else candidate.at(self.player, self.space.boundaries)
            before = len(self.player.happened)
            if not self.space.follow(self.player, candidate):
                return False
            if at_start:
                self.by, self.facts = candidate.line.actor or "", self.space.start_facts(candidate)
            elif line is not None:
                self.lines.append(line)
            taken = taken_ways(self.space.routine, self.player.case, self.player.happened[before:])
            self.claimed |= taken & self.left
            self.left -= taken
            self.situation = self.space.situation(self.player)
        return True


def _waits_joined(lines: Iterable[ScenarioLine]) -> list[ScenarioLine]:
    """One wait for several in a row."""
    joined: list[ScenarioLine] = []
    for line in lines:
        last = joined[-1] if joined else None
        if last is not None and last.wait and line.wait and last.delivered and line.delivered:
            joined[-1] = replace(last, wait=last.wait + line.wait)
        else:
            joined.append(line)
    return joined


def _rounded(line: ScenarioLine) -> ScenarioLine:
    """A long wait in whole hours, upwards."""
    if line.wait is None or line.wait <= 2 * _HOUR:
        return line
    return replace(line, wait=-(-line.wait // _HOUR) * _HOUR)


def _tidied(
    routine: Routine, scenario: Scenario, routines: Mapping[str, Routine], context: Context | None
) -> tuple[Scenario, frozenset[Way]]:
    """The scenario with waits as people write them, where it still takes as much, and what it takes."""
    taken = _taken(routine, scenario, routines, context)
    joined = replace(scenario, play=tuple(_waits_joined(scenario.play)))
    for tidier in (joined, replace(joined, play=tuple(map(_rounded, joined.play)))):
        more = _taken(routine, tidier, routines, context)
        if more >= taken:
            scenario, taken = tidier, more
    return scenario, taken


def _taken(
    routine: Routine, scenario: Scenario, routines: Mapping[str, Routine], context: Context | None
) -> frozenset[Way]:
    """What the scenario takes when it is played; nothing where it does not play."""
    played = play(routine, scenario, routines, context)
    return played.takes(routine) if isinstance(played, Played) else frozenset()


def _needed(found: list[Suggestion], asked: list[Way]) -> list[Suggestion]:
    """Without those whose ways the others take too: the ones that take least are let go first."""
    kept = list(found)
    for each in sorted(found, key=lambda one: (len(one.ways), -len(one.scenario.play))):
        others = {way for other in kept if other is not each for way in other.ways}
        if others.issuperset(each.ways):
            kept.remove(each)
    return kept


def _titled(routine: Routine, found: list[Suggestion]) -> Iterable[Suggestion]:
    told: set[Way] = set()
    for each in found:
        new = [way for way in each.ways if way not in told]
        told.update(each.ways)
        yield replace(each, scenario=replace(each.scenario, title=title_of(routine, each.scenario, new)))
