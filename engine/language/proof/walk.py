"""One macrostep as the proofs take it: everything that one transition can lead to, come to rest, and what is noted on the way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from engine.language.proof.configurations import Configuration, Macrostep, Unit, is_sure, states_on
from engine.language.proof.effects import Ending, asked, brought, worked_out
from engine.language.proof.model import Indices, Model
from engine.language.proof.tracked_facts import Known, Values
from engine.language.proof.transitions import Pairs, Transition
from engine.model.conditions import Condition, IsSet, walk
from engine.model.routine import MAIN, Call, End, Gateway, State, Together

MOVES_FOR_EACH = 5
"""How many moves are tried, for each of the configurations that are looked at."""


MOST_UNSET = 250
"""Facts read while unset that are noted, each with its way there: more are not told."""


class BoundMet(Exception):
    """There is more to look at than is looked at."""


class Moving(NamedTuple):
    """A macrostep while it is taken. `waiting` are the states that have been entered and not completed; `known` are the questions that
    are answered for as long as nothing rests; `passed` the automatic states gone through; `leaves` is the state outside the unit
    that it leads to; `automatic`: nobody did anything.
    """

    states: tuple[str, ...]
    values: Values
    waiting: tuple[str, ...] = ()
    entered: tuple[str, ...] = ()
    guesses: tuple[str, ...] = ()
    known: Known = ()
    passed: tuple[str, ...] = ()
    leaves: str | None = None
    automatic: bool = False


class Walk:
    """Takes the macrosteps of one exploration and notes what shows on the way. Raises BoundMet.

    `taken` are the transitions (by id) that can be taken, `entered` the states that can be come to; `loops` the automatic states that go
    round, with the states on a way there, and `into_loops` where one steps into them; `unset` the facts that are read while
    unset: (transition's id, fact) → the states on a way there.
    """

    def __init__(self, model: Model, most: int) -> None:
        self.model, self.most = model, most
        self.routine = model.routine
        self.found = self.moves = 0
        self.taken: set[str] = set()
        self.entered: set[str] = set()
        self.loops: dict[frozenset[str], tuple[str, ...]] = {}
        self.into_loops: set[Configuration] = set()
        self.unset: dict[tuple[str, str], tuple[str, ...]] = {}
        self.here: tuple[Unit, Configuration] | None = None

    def count(self) -> None:
        """One more configuration to look at."""
        self.found += 1
        if self.found > self.most:
            raise BoundMet

    # The transitions

    def of_state(self, unit: Unit, at: Moving, state: State) -> Iterator[Moving]:
        """All that the state's own transitions lead to."""
        for transition in self.model.transitions.of_state[state.id]:
            match transition.kind:
                case "timer":
                    yield from self.timer(unit, at, transition)
                case "choice":
                    yield from self.choice(unit, at, transition)
                case "outcome":
                    yield from self._outcome(unit, at, transition)
                case "message":
                    for values in asked(
                        self.model.facts, transition.ask, at.values, self._wanted(at, transition)
                    ):
                        yield from self.go(unit, at._replace(values=values), transition)
                case "done":
                    yield from self.go(unit, at._replace(automatic=True), transition)
                case "failed" | "cancelled":
                    yield from self.go(unit, at, transition)

    def timer(self, unit: Unit, at: Moving, transition: Transition) -> Iterator[Moving]:
        """What the timer leads to, where the facts that it counts from are set."""
        missing = self._missing(transition.needs, at.values)
        if missing:
            arriving = self.model.arriving[transition.state]
            gone = [name for name in missing if self.model.facts.index[name] not in arriving]
            self._note_unset(transition.id, gone, at)
        elif transition.id not in self.model.transitions.never_due:
            yield from self.go(unit, at, transition)

    def choice(self, unit: Unit, at: Moving, transition: Transition) -> Iterator[Moving]:
        """What the choice leads to, where its condition can be true."""
        facts = self.model.facts
        if (
            transition.to is None
            and transition.id in self.taken
            and not self.model.changed_by(transition)
            and not transition.hand_down
        ):
            return
        known: Known = ()
        if transition.when is not None:
            allowing = [known for answer, known in facts.answers(transition.when, at.values) if answer]
            if not allowing:
                return  # closed, and whoever reads `because` knows why
            self._note_unset(transition.id, facts.unset_in(transition.when, at.values), at)
            known = allowing[0]
        wanted = self._wanted(at, transition) | self.model.read_by(transition)
        for filled in asked(facts, transition.ask, at.values, wanted):
            for _, expression in transition.set:
                self._note_unset(transition.id, self._missing(expression.facts, filled), at)
            for values, guesses in worked_out(facts, transition, filled, wanted):
                made = (*facts.guesses(known), *guesses)
                if self._can_start(transition.id, transition.hand_down, at._replace(values=values)):
                    yield from self.go(unit, at._replace(values=values, guesses=made), transition)

    def _outcome(self, unit: Unit, at: Moving, transition: Transition) -> Iterator[Moving]:
        call = self.routine.states[transition.state]
        assert isinstance(call, Call)
        summary = self.model.called.get(call.routine)
        endings: Iterable[frozenset[Ending] | None] = (None,)
        automatic = False
        if summary is not None and summary.endings:
            ours = [
                outcome
                for outcome in summary.endings
                if (
                    outcome == transition.outcome
                    if transition.outcome is not None
                    else outcome not in call.outcomes
                )
            ]
            endings = [summary.endings[outcome] for outcome in ours]
            automatic = any(outcome in summary.at_once for outcome in ours)
        for ending in endings:
            for values, guesses in brought(
                self.model.facts, call, ending, at.values, self._wanted(at, transition)
            ):
                yield from self.go(
                    unit, at._replace(values=values, guesses=guesses, automatic=automatic), transition
                )

    def _wanted(self, at: Moving, transition: Transition) -> Indices:
        """The facts whose values can matter after the transition: where it leads, and in the branches beside."""
        wanted = self.model.live[transition.to] if transition.to else frozenset()
        for state in at.states:
            if transition.to is None or state != transition.state:
                wanted |= self.model.live[state]
        return wanted

    def _can_start(self, id: str, hand_down: Pairs, at: Moving) -> bool:
        """Whether the facts that a started routine cannot be without are there."""
        missing = [name for _, value in hand_down for name in self._missing(value.facts, at.values)]
        self._note_unset(id, missing, at)
        return not missing

    # Moving

    def go(self, unit: Unit, moving: Moving, transition: Transition) -> Iterator[Moving]:
        """Take the transition, and go on by itself until everything rests."""
        yield from self.settled(unit, self._moved(unit, moving, transition))

    def to(self, unit: Unit, moving: Moving, target: str) -> Iterator[Moving]:
        """Leave what is left and enter the target, and go on by itself; or leave the unit."""
        yield from self.settled(unit, self._arrived(unit, moving, target))

    def settled(self, unit: Unit, moving: Moving) -> Iterator[Moving]:
        """Complete what has been entered, in order, until everything rests."""
        # The ways that are not gone yet, the latest first: gateways in a row would be as deep in calls as the row is long.
        ways: list[Iterator[Moving]] = [iter((moving,))]
        while ways:
            going = next(ways[-1], None)
            if going is None:
                ways.pop()
                continue
            further = self._completed(unit, going)
            if isinstance(further, Moving):
                yield self._landed(further)
            else:
                ways.append(further)

    def _moved(self, unit: Unit, moving: Moving, transition: Transition) -> Moving:
        self.taken.add(transition.id)
        self.moves += 1
        if self.moves > MOVES_FOR_EACH * self.most:
            raise BoundMet
        return moving if transition.to is None else self._arrived(unit, moving, transition.to)

    def _arrived(self, unit: Unit, moving: Moving, target: str) -> Moving:
        self.entered.add(target)
        flow = self.routine.states[target].flow
        enclosing = self.model.enclosing
        entered = (*moving.entered, target)
        if not any(top in enclosing[flow] for top in unit.flows):
            return moving._replace(entered=entered, waiting=(), leaves=target)
        stay = tuple(
            state for state in moving.states if flow not in enclosing[self.routine.states[state].flow]
        )
        waiting = tuple(state for state in moving.waiting if state in stay)
        return moving._replace(states=(*stay, target), waiting=(*waiting, target), entered=entered)

    def _completed(self, unit: Unit, moving: Moving) -> Moving | Iterator[Moving]:
        """The macrostep come to rest, or the ways on which it goes further."""
        while moving.waiting:
            id, waiting = moving.waiting[0], moving.waiting[1:]
            moving = moving._replace(waiting=waiting)
            state = self.routine.states[id]
            if isinstance(state, Gateway):
                if not self._is_first_pass(moving, id):
                    return iter(())
                return self._exits(unit, moving._replace(passed=(*moving.passed, id)), state)
            if isinstance(state, Call):
                if not self._can_start(f"{id}.call", self.model.transitions.calls[id], moving):
                    return iter(())
            elif isinstance(state, Together) and unit.is_joint:
                if not self._is_first_pass(moving, id):
                    return iter(())
                initial = tuple(self.routine.flows[flow].initial for flow in state.flows)
                self.entered.update(initial)
                moving = moving._replace(
                    states=(*moving.states, *initial),
                    waiting=(*moving.waiting, *initial),
                    entered=(*moving.entered, *initial),
                    passed=(*moving.passed, id),
                )
            elif isinstance(state, End):
                join = self._join(unit, moving, state)
                if join is not None:
                    moving = self._moved(unit, moving, join)
        return moving

    def _join(self, unit: Unit, moving: Moving, end: End) -> Transition | None:
        """What follows when the end is the last one of its branches and those lie within the unit."""
        if end.flow == MAIN or end.flow in unit.flows:
            return None
        together = self.routine.states[self.routine.flows[end.flow].parent or ""]
        assert isinstance(together, Together)
        here = {self.routine.states[each].flow: self.routine.states[each] for each in moving.states}
        if not all(isinstance(here.get(flow), End) for flow in together.flows):
            return None
        return next(
            transition
            for transition in self.model.transitions.of_state[together.id]
            if transition.kind == "join"
        )

    def _exits(self, unit: Unit, moving: Moving, gateway: Gateway) -> Iterator[Moving]:
        """Gone through the first true exit, for each answer that the conditions can have."""
        facts = self.model.facts
        going: list[Known] = [moving.known]
        asked_for: set[str] = set()
        for transition in self.model.transitions.of_state[gateway.id]:
            if transition.when is None:
                for known in going:
                    yield self._moved(unit, moving._replace(known=known), transition)
                return
            past: list[Known] = []
            for known in going:
                unset = facts.unset_in(transition.when, moving.values, known)
                there = moving._replace(known=known)
                self._note_unset(transition.id, [name for name in unset if name not in asked_for], there)
                for answer, told in facts.answers(transition.when, moving.values, known):
                    if answer:
                        yield self._moved(unit, moving._replace(known=told), transition)
                    else:
                        past.append(told)
            asked_for |= _asked_for(transition.when)
            going = past

    def _landed(self, moving: Moving) -> Moving:
        """The macrostep come to rest: what matters no more is forgotten."""
        live = self.model.live[moving.leaves] if moving.leaves else frozenset()
        for state in moving.states:
            live |= self.model.live[state]
        return moving._replace(values=only(moving.values, live))

    # What is noted on the way

    def guessed(self, moving: Moving) -> tuple[str, ...]:
        """What had to be guessed for the macrostep."""
        return (*moving.guesses, *self.model.facts.guesses(moving.known))

    def _missing(self, names: Iterable[str], values: Values) -> list[str]:
        index = self.model.facts.index
        return [name for name in sorted(names) if name in index and values[index[name]] is None]

    def _note_unset(self, id: str, names: Iterable[str], moving: Moving) -> None:
        """Note facts that are read while unset, where it is sure that one can come to that."""
        for name in names:
            if (id, name) not in self.unset and len(self.unset) < MOST_UNSET:
                steps = self._macrosteps(moving)
                if is_sure(steps):
                    self.unset[id, name] = states_on(steps)

    def _is_first_pass(self, moving: Moving, id: str) -> bool:
        if id not in moving.passed:
            return True
        if self.here is not None:
            self.into_loops.add(self.here[1])
        rounds = frozenset(moving.passed[moving.passed.index(id) :])
        self.loops.setdefault(rounds, states_on(self._macrosteps(moving)))
        return False

    def _macrosteps(self, moving: Moving) -> list[Macrostep]:
        before = self.here[0].macrosteps_to(self.here[1]) if self.here else ()
        return [*before, Macrostep(moving.entered, self.guessed(moving))]


def only(values: Values, wanted: Indices) -> Values:
    """The wanted facts' values; the others as if they were unset."""
    return tuple(value if index in wanted else None for index, value in enumerate(values))


def _asked_for(when: Condition) -> set[str]:
    return {node.fact for node in walk(when.tree) if isinstance(node, IsSet)}
