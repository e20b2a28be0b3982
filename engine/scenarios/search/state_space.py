"""The state space of a routine, explored while it is asked for, by trying everything on the simulated clock.

Situations are told apart by what decides how it can go on: the states, the timers that are armed, what the conditions say,
what is running beside. Two cases in one situation may still differ (in which of two timers comes first, say): the edges show
where to go, and only what has been played counts.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from engine.errors.root import Refusal
from engine.errors.step import Incident
from engine.model.conditions import compiled
from engine.model.facts import wire
from engine.model.routine import Call, Do, Routine
from engine.model.scenario import MORNING
from engine.run.context import Library, env_of
from engine.run.instance import Case, Instance
from engine.run.outcome import Happened, Send
from engine.scenarios.coverage import Way, taken_ways
from engine.scenarios.player import LineWrong, Player, person_in
from engine.scenarios.search.boundary_values import BoundaryValues, handed
from engine.scenarios.search.candidates import Candidate, candidates, starts

Situation = tuple[Any, ...]

Finish = tuple[str, tuple[Any, ...]]
"""How a routine ended: its outcome, and the values of the facts that are taken from it."""

START: Situation = ("start",)
OVER: Situation = ("over",)

DEEPEST = 5
"""How far routines that call each other are played through."""

FURTHER = 20
"""A routine whose outcomes have all been found is searched for other values to bring home with this part of what may be tried."""

MOST_BESIDE = 2
"""How many running instances of a routine are told apart from one more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """From one situation to another: the candidates, one after another, and the ways of the routine that they take."""

    candidates: tuple[Candidate, ...]
    to: Situation
    ways: frozenset[Way]


class StateSpace:
    """The situations of one routine and the edges between them.

    `most` is how many lines it may try in all; `stopped` tells whether that was too few.
    `exact`: situations are also told apart by the values of facts and by when timers are due.
    """

    def __init__(
        self,
        routine: Routine,
        library: Library,
        boundaries: BoundaryValues,
        most: int,
        *,
        exact: bool = False,
    ) -> None:
        self.routine, self.library, self.boundaries = routine, library, boundaries
        self.most, self.left, self.exact, self.stopped = most, most, exact, False
        self.refused: dict[Way, Refusal | LineWrong] = {}
        self.entered: set[str] = set()
        self.incident: Incident | None = None
        self._edges: dict[Situation, tuple[Edge, ...]] = {OVER: ()}
        self._seen: dict[Situation, tuple[Case, datetime]] = {}
        self._finishes: dict[Situation, dict[Finish, tuple[Candidate, ...]]] = {}
        self._judged = {id: [compiled(atom) for atom in boundaries.atoms(id)] for id in boundaries.routines}
        self._taken = {id: _taken_facts(id, boundaries) for id in boundaries.routines}
        self._kept = {
            id: [*_kept_facts(each, boundaries), *self._taken[id]] for id, each in boundaries.routines.items()
        }

    def new_player(self) -> Player:
        """A player that has not started."""
        return Player(self.library)

    def follow(self, player: Player, candidate: Candidate) -> bool:
        """Do it; False where it is not possible, and then the case is as before."""
        if self.left <= 0:
            self.stopped = True
            return False
        self.left -= 1
        line = candidate.at(player, self.boundaries) if player.case.instances else candidate.line
        if line is None:
            return False
        before = player.case, player.now, len(player.happened), len(player.sent)
        try:
            wrong = self._begin(player, candidate) if not player.case.instances else player.follow(line)
        except Incident as incident:
            self.incident, wrong = incident, _wrong_of(incident)
        if wrong is None:
            self.entered.update(_entered(player.happened[before[2] :], player.case, self.routine))
            return True
        self._refuse(player, line.routine, line.state, line.choice, wrong)
        player.case, player.now = before[0], before[1]
        del player.happened[before[2] :], player.sent[before[3] :]
        return False

    def situation(self, player: Player) -> Situation:
        """Where the case stands, so far as it decides how it can go on."""
        root = player.root
        if root.status != "running":
            return OVER
        situation = self._situation(player, root)
        self._seen.setdefault(situation, (player.case, player.now))
        return situation

    def nearest(self, start: Situation, wanted: Callable[[Edge], bool]) -> list[Edge] | None:
        """The shortest way from a situation along edges to the end of the first that is wanted.

        None where there is none, or none within a fifth of what may be tried in all.
        """
        enough = self.left - self.most // 5
        best: dict[Situation, int] = {start: 0}
        behind: dict[Situation, tuple[Situation, Edge]] = {}
        ahead: list[tuple[int, int, Situation]] = [(0, 0, start)]
        count = 0
        found: tuple[int, Situation, Edge] | None = None
        while ahead:
            far, _, situation = heapq.heappop(ahead)
            if found is not None and far >= found[0]:
                break
            if far > best[situation] or (situation not in self._edges and self._cut(enough)):
                continue
            for edge in self.edges(situation):
                reach = far + max(1, len(edge.candidates))
                if wanted(edge) and (found is None or reach < found[0]):
                    found = reach, situation, edge
                if edge.to != OVER and reach < best.get(edge.to, reach + 1):
                    best[edge.to], behind[edge.to] = reach, (situation, edge)
                    count += 1
                    heapq.heappush(ahead, (reach, count, edge.to))
        if found is None:
            return None
        _, situation, edge = found
        path = [edge]
        while situation != start:
            situation, edge = behind[situation]
            path.append(edge)
        return path[::-1]

    def edges(self, situation: Situation) -> tuple[Edge, ...]:
        """Everything that leads on from a situation that has been seen."""
        if situation not in self._edges:
            self._edges[situation] = tuple(self._found(situation))
        return self._edges[situation]

    def _cut(self, enough: int) -> bool:
        """Whether one search has tried as much as it may."""
        if self.left > max(0, enough):
            return False
        self.stopped = True
        return True

    def _found(self, situation: Situation) -> Iterator[Edge]:
        known: set[tuple[Situation, frozenset[Way]]] = set()
        for tried in self._tried(situation):
            player = self._player(situation)
            if all(self.follow(player, candidate) for candidate in tried):
                ways = taken_ways(self.routine, player.case, player.happened)
                edge = Edge(candidates=tried, to=self.situation(player), ways=ways)
                if (edge.to, ways) not in known and (ways or edge.to != situation):
                    known.add((edge.to, ways))
                    yield edge
                if len(tried) == 1 and tried[0].line.delivered and self._may_fail(player):
                    lost = (replace(tried[0], line=replace(tried[0].line, delivered=False)),)
                    yield from self._lost(situation, lost)

    def _lost(self, situation: Situation, tried: tuple[Candidate, ...]) -> Iterator[Edge]:
        player = self._player(situation)
        if all(self.follow(player, candidate) for candidate in tried):
            ways = taken_ways(self.routine, player.case, player.happened)
            yield Edge(candidates=tried, to=self.situation(player), ways=ways)

    def _may_fail(self, player: Player) -> bool:
        """Whether something was sent that the routine has another way for when it does not arrive."""
        for send in player.sent:
            if isinstance(send, Send):
                state = self.library.pinned(player.case.instances[send.instance].digest).states[send.state]
                if isinstance(state, Do) and state.failed is not None:
                    return True
        return False

    def _tried(self, situation: Situation) -> list[tuple[Candidate, ...]]:
        if situation == START:
            return [(candidate,) for candidate in starts(self.routine, self.boundaries)]
        player = self._player(situation)
        own = [(candidate,) for candidate in candidates(player, None, self.boundaries)]
        return own + list(self._finishing(player, player.root, 0))

    def _player(self, situation: Situation) -> Player:
        player = self.new_player()
        if situation != START:
            player.case, player.now = self._seen[situation]
        return player

    def _begin(self, player: Player, candidate: Candidate) -> Refusal | LineWrong | None:
        return player.start(self.routine, person_in(candidate.line.actor or ""), self.start_facts(candidate))

    def start_facts(self, candidate: Candidate) -> dict[str, Any]:
        """The wire values of a candidate that begins the case."""
        return {
            fact: self.boundaries.values(self.routine.id, self.routine.facts[fact], MORNING)[pick]
            for fact, pick in candidate.picks
        }

    # Routines that are called, or that a condition counts

    def _finishing(self, player: Player, instance: Instance, depth: int) -> Iterator[tuple[Candidate, ...]]:
        """The shortest ways to play through what the instance waits for, one for each of its outcomes and of the values that it
        brings home.
        """
        for child in self._awaited(player, instance):
            if player.named(child.routine) is child and depth < DEEPEST:
                yield from self._finishes_of(player, child, depth).values()

    def _awaited(self, player: Player, instance: Instance) -> Iterator[Instance]:
        routine = self.library.pinned(instance.digest)
        watched = self.boundaries.watched(routine.id)
        visits = {
            token.visit for token in instance.tokens.values() if isinstance(routine.states[token.state], Call)
        }
        for each in instance.children:
            if each.status == "running" and (
                each.visit in visits or (each.visit is None and each.routine in watched)
            ):
                yield player.case.instances[each.id]

    def _finishes_of(
        self, player: Player, child: Instance, depth: int
    ) -> dict[Finish, tuple[Candidate, ...]]:
        situation = self._situation(player, child)
        if situation not in self._finishes:
            self._finishes[situation] = {}  # a routine that calls itself is not played through in itself
            self._finishes[situation] = self._searched(player, child, depth)
        return self._finishes[situation]

    def _searched(self, player: Player, child: Instance, depth: int) -> dict[Finish, tuple[Candidate, ...]]:
        outcomes, taken = set(self.library.pinned(child.digest).outcomes()), self._taken[child.routine]
        until: int | None = None
        found: dict[Finish, tuple[Candidate, ...]] = {}
        seen = {self._situation(player, child)}
        ahead: list[tuple[int, int, Case, datetime, tuple[Candidate, ...]]] = [
            (0, 0, player.case, player.now, ())
        ]
        count = 0
        while ahead and self.left > 0:
            if outcomes <= {outcome for outcome, _ in found}:
                until = self.left - self.most // FURTHER if until is None else until
                if not taken or self._cut(until):
                    break
            _, _, case, now, path = heapq.heappop(ahead)
            here = self.new_player()
            here.case, here.now = case, now
            tried: list[tuple[Candidate, ...]] = [
                (candidate,) for candidate in candidates(here, child.routine, self.boundaries)
            ]
            tried += self._finishing(here, case.instances[child.id], depth + 1)
            for each in tried:
                here.case, here.now = case, now
                if not all(self.follow(here, candidate) for candidate in each):
                    continue
                after = here.case.instances[child.id]
                whole = (*path, *each)
                if after.status == "ended":
                    values = tuple(_said(after, fact) for fact in taken)
                    found.setdefault((after.outcome or "", values), whole)
                elif after.status == "running" and (situation := self._situation(here, after)) not in seen:
                    seen.add(situation)
                    count += 1
                    heapq.heappush(ahead, (len(whole), count, here.case, here.now, whole))
        return found

    # What tells situations apart

    def _situation(self, player: Player, instance: Instance) -> Situation:
        routine = self.library.pinned(instance.digest)
        env = env_of(instance.facts, instance.children, player.now, player.library.context)
        visits = {token.visit: token.state for token in instance.tokens.values()}
        awaited = [
            (each.parent_visit, self._situation(player, each)) for each in self._awaited(player, instance)
        ]
        beside = Counter(situation for visit, situation in awaited if visit is None)
        return (
            routine.id,
            tuple(
                sorted(
                    (token.flow, token.state, token.incident is not None)
                    for token in instance.tokens.values()
                )
            ),
            tuple(sorted((visits[timer.visit], timer.index) for timer in instance.timers)),
            tuple(bool(judge(env)) for judge in self._judged[routine.id]),
            tuple((name, _said(instance, name)) for name in self._facts(routine)),
            frozenset((situation, min(many, MOST_BESIDE)) for situation, many in beside.items()),
            tuple(situation for visit, situation in awaited if visit is not None),
            *((tuple(timer.due - player.now for timer in instance.timers),) if self.exact else ()),
        )

    def _facts(self, routine: Routine) -> list[str]:
        if not self.exact:
            return self._kept[routine.id]
        return [name for name in routine.facts if self.boundaries.matters(routine.id, name)]

    def _refuse(
        self,
        player: Player,
        of: str | None,
        state: str | None,
        choice: str | None,
        wrong: Refusal | LineWrong,
    ) -> None:
        if of is not None or choice is None:
            return
        anytime = any(each.id == choice for each in self.routine.anytime)
        for each in self.routine.states:
            if anytime or state in (None, each):
                self.refused.setdefault(Way(kind="choice", state="" if anytime else each, id=choice), wrong)


def _wrong_of(incident: Incident) -> LineWrong:
    """An incident's words."""
    return LineWrong(incident.said(), "")


def _said(instance: Instance, name: str) -> Any:
    found = wire(instance.facts.get(name))
    return tuple(found) if isinstance(found, list) else found


def _entered(happened: list[Happened], case: Case, routine: Routine) -> Iterator[str]:
    own = {each.id for each in case.instances.values() if each.digest == routine.digest}
    for each in happened:
        if each.kind == "entered" and each.instance in own and each.state is not None:
            yield each.state


def _taken_facts(id: str, boundaries: BoundaryValues) -> list[str]:
    """Facts of a routine that those who call it take from it, where something depends on them."""
    taken = {
        there
        for routine in boundaries.routines.values()
        for state in routine.states.values()
        if isinstance(state, Call) and state.routine == id
        for _, there in state.take
    }
    return [
        name
        for name, fact in boundaries.routines[id].facts.items()
        if name in taken and boundaries.matters(id, name) and fact.type not in ("moment", "date")
    ]


def _kept_facts(routine: Routine, boundaries: BoundaryValues) -> list[str]:
    """Facts whose very values decide something later: what is counted with, and what is handed to other routines."""
    to_others = {fact for _, pairs in handed(routine) for _, value in pairs for fact in value.facts}
    counted = {fact for each in routine.choices() for _, value in each.set for fact in value.facts}
    return [
        name
        for name, fact in routine.facts.items()
        if boundaries.matters(routine.id, name)
        and (name in counted or (name in to_others and fact.type not in ("moment", "date")))
    ]
