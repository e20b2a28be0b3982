"""Every configuration that a routine can come to, found breadth first, so that the first way to each is a shortest one."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product

from engine.language.proof.configurations import Configuration, Leaving, Macrostep, Unit, states_on
from engine.language.proof.effects import Ending, Summary, asked, handed
from engine.language.proof.model import Group, Indices, Model
from engine.language.proof.tracked_facts import Values
from engine.language.proof.walk import Moving, Walk, only
from engine.model.routine import MAIN, End, Together

MOST_CONFIGURATIONS = 10_000
"""How many configurations of one routine are looked at."""

Effects = Mapping[Values, tuple[str, ...]]
"""What branches may have done to their facts, each with what had to be guessed on a way there."""


@dataclass(slots=True)
class _Apart:
    """One group of branches of a `together`, explored: its effects at any time, and when all of it has ended."""

    group: Group
    unit: Unit
    during: dict[Values, tuple[str, ...]] = field(default_factory=dict)
    ended: dict[Values, tuple[str, ...]] = field(default_factory=dict)


class Exploration:
    """Explores one routine; `walk` tells what showed on the way. Raises BoundMet.

    `units` holds `main` and, for each `together` and each set of facts that it is entered with, its groups of branches.
    """

    def __init__(self, model: Model, most: int = MOST_CONFIGURATIONS) -> None:
        self.model = model
        self.routine = model.routine
        self.walk = Walk(model, most)
        self.units: list[Unit] = []
        self._apart: dict[tuple[str, Group, Values], _Apart] = {}
        self.main = self._main()

    def summary(self) -> Summary:
        """What the routine may end with, and the facts that it may then hand up."""
        facts = self.model.facts
        endings: dict[str, set[Ending]] = {}
        at_once: set[str] = set()
        exported = [(index, facts.names[index]) for index in sorted(self.model.exported)]
        for final in self.main.finals:
            end = self.routine.states[final.states[0]]
            assert isinstance(end, End)
            brings = ((name, facts.domains[name].told(final.values[index])) for index, name in exported)
            endings.setdefault(end.outcome, set()).add(frozenset(brings))
            if self.main.came[final][0] is None:
                at_once.add(end.outcome)
        return Summary({outcome: frozenset(found) for outcome, found in endings.items()}, frozenset(at_once))

    def path_to(self, state: str) -> tuple[str, ...]:
        """The states on a shortest way to the state; nothing where there is none."""
        paths = []
        for unit in self.units:
            steps = ((here, step.entered) for here, (_, step) in unit.came.items())
            leaving = (
                (each.origin, (*_entered_at(unit, each.origin), *each.macrostep.entered))
                for each in unit.leavings
            )
            for here, entered in (*steps, *leaving):
                if state in entered:
                    path = states_on(unit.macrosteps_to(here))
                    path = path if state in path else (*path, *entered)
                    paths.append(path[: path.index(state) + 1])
                    break
        return min(paths, key=len, default=())

    # Units

    def _main(self) -> Unit:
        facts = self.model.facts
        unit = Unit((MAIN,))
        initial = self.routine.flows[MAIN].initial
        wanted = self.model.live[initial]
        nothing: Values = (None,) * len(facts.names)
        for values in asked(facts, self.routine.begin.ask, nothing, wanted):
            for after, guesses in handed(facts, values, wanted):
                self._begin(unit, (initial,), after, guesses)
        return self._explored(unit)

    def _begin(
        self, unit: Unit, states: tuple[str, ...], values: Values, guesses: tuple[str, ...] = ()
    ) -> None:
        moving = Moving(states=states, values=values, waiting=states, entered=states, guesses=guesses)
        self.walk.entered.update(states)
        self.walk.here = unit.entry
        for landed in self.walk.settled(unit, moving):
            if landed.leaves is None:
                self._come(unit, None, landed)
            else:
                origin = Configuration(states, values)
                unit.came.setdefault(origin, (None, Macrostep(states, guesses)))
                step = Macrostep(landed.entered[len(states) :], self.walk.guessed(landed))
                unit.leavings.append(Leaving(origin, step, landed.leaves, landed.values))

    def _explored(self, unit: Unit) -> Unit:
        self.units.append(unit)
        ahead = deque(unit.came)
        while ahead:
            here = ahead.popleft()
            if self._is_final(unit, here):
                unit.finals.append(here)
                unit.follows[here] = ()
                continue
            follows: dict[Configuration, None] = {}
            for landed in self._events(unit, here):
                if landed.leaves is not None:
                    step = Macrostep(landed.entered, self.walk.guessed(landed))
                    unit.leavings.append(Leaving(here, step, landed.leaves, landed.values))
                    continue
                there, is_new = self._come(unit, here, landed)
                follows[there] = None
                if landed.automatic:
                    unit.automatic.setdefault(here, []).append(there)
                if is_new:
                    ahead.append(there)
            unit.follows[here] = tuple(follows)
        return unit

    def _come(self, unit: Unit, origin: Configuration | None, landed: Moving) -> tuple[Configuration, bool]:
        states = tuple(sorted(landed.states, key=self.model.order.__getitem__))
        there = Configuration(states, landed.values)
        if there in unit.came:
            return there, False
        self.walk.count()
        unit.came[there] = (origin, Macrostep(landed.entered, self.walk.guessed(landed)))
        return there, True

    def _is_final(self, unit: Unit, here: Configuration) -> bool:
        states = map(self.routine.states.__getitem__, here.states)
        return {state.flow for state in states if isinstance(state, End)}.issuperset(unit.flows)

    def _events(self, unit: Unit, here: Configuration) -> Iterator[Moving]:
        """All that can happen next."""
        self.walk.here = (unit, here)
        at = Moving(states=here.states, values=here.values)
        resting = [state for id in here.states if not isinstance(state := self.routine.states[id], End)]
        for state in resting:
            if isinstance(state, Together) and not unit.is_joint:
                yield from self._beside(unit, here, state)
                return
            yield from self.walk.of_state(unit, at, state)
        for transition in self.model.transitions.anytime if resting else ():
            if transition.to is None or unit.flows == (MAIN,):
                yield from self.walk.choice(unit, at, transition)

    # Branches that are explored apart

    def _beside(self, unit: Unit, here: Configuration, together: Together) -> Iterator[Moving]:
        """What a `together` comes to: each group of branches by itself, and then how they may stand beside each other."""
        apart = [self._group(unit, here, together, group) for group in self.model.groups(together.id)]
        self.walk.here = (unit, here)
        outside = self.model.live_outside(together.id)
        at = Moving(states=here.states, values=here.values)
        meanwhile = list(self._merged(at, [(each.group, each.during) for each in apart], outside))
        unit.meanwhile[here] = [(moving.values, moving.guesses) for moving in meanwhile]
        for transition in self.model.transitions.of_state[together.id]:
            if transition.kind == "join":
                for moving in self._merged(at, [(each.group, each.ended) for each in apart], outside):
                    yield from self.walk.go(unit, moving, transition)
            else:
                for moving in meanwhile:
                    landed = list(self.walk.timer(unit, moving, transition))
                    yield from landed if transition.to else ()  # a reminder leaves everything where it is
        for transition in self.model.transitions.anytime if unit.flows == (MAIN,) else ():
            if transition.to is not None:
                for moving in meanwhile:
                    yield from self.walk.choice(unit, moving, transition)
        for each in apart:
            for leaving in each.unit.leavings:
                others = [(other.group, other.during) for other in apart if other is not each]
                steps = [*each.unit.macrosteps_within(leaving.origin), leaving.macrostep]
                effect = only(leaving.values, each.group.changes & outside)
                way_out = {effect: tuple(guess for step in steps for guess in step.guesses)}
                entered = states_on(steps)[:-1]
                for moving in self._merged(at, [(each.group, way_out), *others], outside):
                    yield from self.walk.to(unit, moving._replace(entered=entered), leaving.to)

    def _group(self, unit: Unit, here: Configuration, together: Together, group: Group) -> _Apart:
        values = only(here.values, group.matters)
        key = (together.id, group, values)
        if key not in self._apart:
            inner = Unit(group.flows, (unit, here))
            self._begin(inner, tuple(self.routine.flows[flow].initial for flow in group.flows), values)
            self._apart[key] = self._with_effects(together, group, self._explored(inner))
        return self._apart[key]

    def _with_effects(self, together: Together, group: Group, unit: Unit) -> _Apart:
        apart = _Apart(group, unit)
        outside = group.changes & self.model.live_outside(together.id)
        finals = set(unit.finals)
        for configuration in unit.came:
            is_final = configuration in finals
            for values, guesses in [(configuration.values, ()), *unit.meanwhile.get(configuration, ())]:
                effect = only(values, outside)
                if effect in apart.during and (effect in apart.ended or not is_final):
                    continue
                before = (guess for step in unit.macrosteps_within(configuration) for guess in step.guesses)
                apart.during.setdefault(effect, (*before, *guesses))
                if is_final:
                    apart.ended[effect] = apart.during[effect]
        return apart

    def _merged(
        self, at: Moving, groups: Iterable[tuple[Group, Effects]], wanted: Indices
    ) -> Iterator[Moving]:
        """The facts as the groups may have left them, each by itself."""
        every = tuple(groups)
        for number, chosen in enumerate(product(*(effects.items() for _, effects in every))):
            if number:
                self.walk.count()
            values = list(at.values)
            guesses: tuple[str, ...] = ()
            for (group, _), (effect, more) in zip(every, chosen, strict=True):
                guesses += more
                for index in group.changes & wanted:
                    values[index] = effect[index]
            yield at._replace(values=tuple(values), guesses=guesses)


def _entered_at(unit: Unit, origin: Configuration) -> tuple[str, ...]:
    return unit.came[origin][1].entered
