"""A set of routines played through: every command that can come next is given to the real engine, from every situation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import product
from typing import Any

from engine.errors.root import Refusal
from engine.errors.step import Incident
from engine.language.compile import Compiled
from engine.language.proof.components import components, is_round
from engine.model.routine import Ask, Do, Wait
from engine.model.scenario import MORNING
from engine.run.case import advance
from engine.run.commands import Choose, Command, Delivered, FireTimer, Receive, StartCase
from engine.run.context import Library
from engine.run.events import choosing
from engine.run.instance import SYSTEM, Case, Instance, PendingTimer, Person
from engine.run.outcome import CaseOutcome
from engine.scenarios.player import ROOT, UNIT
from tests.generated.unsound import MESSAGE, VALUES

WORKER = Person("m1", frozenset({("medarbetare", UNIT)}))

Situation = tuple[Any, ...]
"""Where a case is and what it knows: all that decides what may come next, but the time."""


class TooMany(Exception):
    """More commands would have to be given than are."""


@dataclass
class Played:
    """All situations of a routine, and what was seen of its own instance on the way."""

    cases: dict[Situation, Case] = field(default_factory=dict)
    ways: dict[Situation, list[tuple[tuple[str, ...], Situation]]] = field(default_factory=dict)
    begins: list[tuple[tuple[str, ...], Situation]] = field(default_factory=list)
    ended: set[Situation] = field(default_factory=set)
    incidents: set[Situation | None] = field(default_factory=set)
    delivered: dict[Situation, list[Situation]] = field(default_factory=dict)
    entered: set[str] = field(default_factory=set)
    chosen: set[str] = field(default_factory=set)

    def stuck(self) -> set[Situation]:
        """The situations from which the routine can't end."""
        back: dict[Situation, list[Situation]] = {}
        for here, ways in self.ways.items():
            for _, there in ways:
                back.setdefault(there, []).append(here)
        good: set[Situation] = set()
        ahead = list(self.ended)
        while ahead:
            here = ahead.pop()
            if here not in good:
                good.add(here)
                ahead += back.get(here, ())
        return set(self.cases) - good

    def rounds(self) -> bool:
        """Whether automatic work leads to itself again without anybody doing anything."""

        def follows(here: Situation) -> list[Situation]:
            return self.delivered.get(here, [])

        return any(is_round(each, follows) for each in components(self.delivered, follows))

    def shows(self, path: tuple[str, ...], at: set[Situation]) -> bool:
        """Whether a play enters the states of the path in order (and others of branches beside) and is then in one of `at`."""
        ahead = [(there, _along(path, 0, entered)) for entered, there in self.begins]
        seen = set(ahead)
        while ahead:
            here, along = ahead.pop()
            if along == len(path) and here in at:
                return True
            for entered, there in self.ways.get(here, ()):
                node = (there, _along(path, along, entered))
                if node not in seen:
                    seen.add(node)
                    ahead.append(node)
        return False


def _along(path: tuple[str, ...], at: int, entered: tuple[str, ...]) -> int:
    for state in entered:
        if at < len(path) and path[at] == state:
            at += 1
    return at


def play_all(file: Compiled, other: Compiled, most: int) -> Played:
    """Play the file's routine through with at most `most` commands. Raises TooMany."""
    player = _Player(file, other, most)
    player.begin()
    player.go_on()
    return player.played


def can_end(file: Compiled, other: Compiled, case: Case, most: int) -> bool:
    """Whether the case can come to its end. Raises TooMany."""
    player = _Player(file, other, most)
    here = _situation(case)
    player.played.cases[here], player.played.ways[here] = case, []
    player.go_on()
    return bool(player.played.ended)


class _Player:
    def __init__(self, file: Compiled, other: Compiled, most: int) -> None:
        assert file.routine is not None
        self.routine = file.routine
        self.shelf = Library.of([each.routine for each in (file, other) if each.routine])
        self.most = most
        self.played = Played()

    def go_on(self) -> None:
        """Give every command from every situation."""
        ahead = list(self.played.cases)
        while ahead:
            here = ahead.pop()
            for there in self._after(here):
                if there not in self.played.ways:
                    self.played.ways[there] = []
                    ahead.append(there)

    def begin(self) -> None:
        """Start the routine in every way that it can be."""
        for facts in filled(self.routine.begin.ask):
            routine = self.routine
            start = StartCase(
                at=MORNING,
                by=WORKER,
                instance=ROOT,
                routine=routine.id,
                digest=routine.digest,
                unit=UNIT,
                facts=facts,
            )
            there = self._given(None, Case(id=ROOT), start)
            if there is not None:
                self.played.begins.append(there)
                self.played.ways[there[1]] = []

    def _after(self, here: Situation) -> list[Situation]:
        case = self.played.cases[here]
        if case.instances[ROOT].status != "running":
            self.played.ended.add(here)
            return []
        found = []
        for command in commands(case, self.shelf):
            there = self._given(here, case, command)
            if there is not None:
                self.played.ways[here].append(there)
                if isinstance(command, Delivered) and command.instance == ROOT and command.problem is None:
                    self.played.delivered.setdefault(here, []).append(there[1])
                found.append(there[1])
        return found

    def _given(
        self, here: Situation | None, case: Case, command: Command
    ) -> tuple[tuple[str, ...], Situation] | None:
        self.most -= 1
        if self.most < 0:
            raise TooMany
        try:
            outcome = advance(case, command, self.shelf)
        except Incident:
            self.played.incidents.add(here)
            return None
        if isinstance(outcome, Refusal):
            return None
        if isinstance(command, Choose) and command.instance == ROOT:
            self.played.chosen.add(f"{command.state}.{command.choice}")
        there = _situation(outcome.case)
        if there not in self.played.cases:
            self.played.cases[there] = _without_children_over(outcome.case)
        entered = _entered(outcome)
        self.played.entered.update(entered)
        return entered, there


def commands(case: Case, shelf: Library, now: datetime = MORNING) -> Iterator[Command]:
    """Every command that can come next; timers fire when they are due, the first due first."""
    for instance in case.instances.values():
        if instance.status != "running":
            continue
        routine = shelf.pinned(instance.digest)
        common: dict[str, Any] = {"at": now, "instance": instance.id}
        for token, state in choosing.resting(routine, instance):
            for choice in choosing.choices_of(routine, state):
                for facts in filled(choice.ask):
                    yield Choose(**common, by=WORKER, state=state.id, choice=choice.id, facts=facts)
            if isinstance(state, Wait):
                for facts in _messages():
                    yield Receive(**common, by=SYSTEM, message=MESSAGE, facts=facts)
            if isinstance(state, Do):
                yield Delivered(**common, by=SYSTEM, visit=token.visit)
                if state.failed:
                    yield Delivered(**common, by=SYSTEM, visit=token.visit, problem="Nej")
    yield from _next_timer(case)


def _next_timer(case: Case) -> Iterator[Command]:
    """The timers that are due first: those before the others, of the same visits or of others."""
    pending = [
        (timer, each)
        for each in case.instances.values()
        if each.status == "running"
        for timer in _first_times(each)
    ]
    first = min((timer.due for timer, _ in pending), default=None)
    for timer, instance in pending:
        if timer.due == first:
            yield FireTimer(
                at=timer.due, by=SYSTEM, instance=instance.id, visit=timer.visit, index=timer.index
            )


def _first_times(instance: Instance) -> Iterator[PendingTimer]:
    """Those that have not fired: what only comes again changes nothing."""
    return (each for each in instance.timers if (each.visit, each.index) not in instance.fired)


def filled(asks: tuple[Ask, ...]) -> Iterator[Mapping[str, Any]]:
    """The facts with every value that may be filled in, and without where they may be left empty."""
    options = [[*VALUES[each.fact], *([] if each.required else [None])] for each in asks]
    for chosen in product(*options):
        facts = {ask.fact: value for ask, value in zip(asks, chosen, strict=True)}
        yield {name: value for name, value in facts.items() if value is not None}


def _messages() -> Iterator[Mapping[str, Any]]:
    for chosen in product(*((*values, None) for values in VALUES.values())):
        yield {name: value for name, value in zip(VALUES, chosen, strict=True) if value is not None}


def _situation(case: Case) -> Situation:
    running = [each for each in case.instances.values() if each.id == ROOT or each.status == "running"]
    return tuple(
        (
            each.routine,
            each.status,
            tuple(sorted((token.flow, token.state) for token in each.tokens.values())),
            tuple(sorted(each.facts.items())),
            tuple(sorted((timer.state, timer.due) for timer in _first_times(each))),
        )
        for each in running
    )


def _without_children_over(case: Case) -> Case:
    instances = {
        id: replace(each, children=tuple(child for child in each.children if child.status == "running"))
        for id, each in case.instances.items()
        if id == ROOT or each.status == "running"
    }
    return replace(case, instances=instances)


def _entered(outcome: CaseOutcome) -> tuple[str, ...]:
    return tuple(
        each.state
        for each in outcome.happened
        if each.instance == ROOT and each.kind == "entered" and each.state is not None
    )
