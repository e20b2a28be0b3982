"""What an exploration shows: where there is no way on, what goes round by itself, and what nothing can ever come to."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from engine.language.proof.components import components, is_round
from engine.language.proof.configurations import Configuration, Unit, is_sure, states_on
from engine.language.proof.exploration import Exploration
from engine.language.proof.ways import Way
from engine.routine import MAIN, End, Together


@dataclass(frozen=True, slots=True, kw_only=True)
class Stuck:
    """Configurations that no end can be reached from: one that nothing leads on from, or several that go round.

    `flow` is `main`, or the branch that cannot end; `states` are where one is then, in the order of the file. `path` are the states
    on a shortest way there. `sure`: that way can surely be gone, or one is stuck in one of the states by whatever way one comes there.
    """

    flow: str
    states: tuple[str, ...]
    goes_round: bool
    path: tuple[str, ...]
    sure: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Loop:
    """Automatic states that lead to each other without end; `path` are the states on a way into them."""

    states: tuple[str, ...]
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dead:
    """Ways that can never be taken from states that one can be in, and the states that nothing comes to for another reason."""

    ways: tuple[Way, ...]
    states: tuple[str, ...]


def stuck(exploration: Exploration) -> list[Stuck]:
    """Where one can get stuck, each set of states once; not where one steps into a loop, which is told by itself."""
    found: dict[frozenset[str], Stuck] = {}
    bad = {id(unit): _bad(exploration, unit) for unit in exploration.units}
    good = {
        state
        for unit in exploration.units
        for each in unit.came
        if each not in bad[id(unit)]
        for state in each.states
    }
    for unit in exploration.units:
        rank = {each: number for number, each in enumerate(unit.came)}
        for component in components(sorted(bad[id(unit)], key=rank.__getitem__), unit.follows.__getitem__):
            inside = set(component)
            if any(not inside.issuperset(unit.follows[each]) for each in component):
                continue
            fault = _fault(exploration, unit, sorted(component, key=rank.__getitem__), good)
            if fault is not None:
                same = found.get(frozenset(fault.states))
                if same is None or (fault.sure and not same.sure):
                    found[frozenset(fault.states)] = fault
    return list(found.values())


def loops(exploration: Exploration) -> list[Loop]:
    """What goes round by itself: gateways, and automatic work that leads to itself again."""
    order = exploration.model.order
    found = {
        states: Loop(states=tuple(sorted(states, key=order.__getitem__)), path=path)
        for states, path in exploration.walk.loops.items()
    }
    for unit in exploration.units:

        def follows(here: Configuration, unit: Unit = unit) -> Sequence[Configuration]:
            return unit.automatic.get(here, ())

        for component in components(unit.automatic, follows):
            if is_round(component, follows):
                states = frozenset(_resting(exploration, component))
                ordered = tuple(sorted(states, key=order.__getitem__))
                found.setdefault(
                    states,
                    Loop(
                        states=ordered,
                        path=min((states_on(unit.steps_to(each)) for each in component), key=len),
                    ),
                )
    return list(found.values())


def dead(exploration: Exploration, explained: Collection[str]) -> Dead:
    """What can never happen. `explained`: the states whose faults are told already; what only follows from those is left out, and
    so are ways that read a fact which nothing ever sets, which is a fault of its own.
    """
    ways, walk = exploration.model.ways, exploration.walk
    untaken = [
        way
        for way in ways.all()
        if way.id not in walk.taken
        and (way.state in walk.entered or way.state not in ways.of_state)
        and way.state not in explained
        and way.kind in ("choice", "exit", "timer", "outcome")
    ]
    given = exploration.model.facts.given
    untaken = [way for way in untaken if _reads(way) <= given]
    follows = _followers(exploration)
    told = _closure([*(way.to for way in untaken if way.to and not _is_rest(way)), *explained], follows)
    states = []
    for state in exploration.routine.states:
        if state not in walk.entered and state not in told:
            states.append(state)
            told |= _closure([state], follows)
    return Dead(ways=tuple(way for way in untaken if way.kind != "outcome"), states=tuple(states))


def _reads(way: Way) -> frozenset[str]:
    return way.needs | (way.when.facts if way.when else frozenset())


def _is_rest(way: Way) -> bool:
    """Whether it is there for what no other way is for, so that it is no fault of its own where that is nothing."""
    return is_else(way) or (way.kind == "outcome" and way.outcome is None)


def is_else(way: Way) -> bool:
    """Whether it is the way of a gateway for when no condition is true."""
    return way.kind == "exit" and way.when is None


def _bad(exploration: Exploration, unit: Unit) -> set[Configuration]:
    bad = _without_end(exploration, unit)
    return set() if bad and _can_be_left(exploration, unit) else bad


def _fault(
    exploration: Exploration, unit: Unit, component: Sequence[Configuration], good: Collection[str]
) -> Stuck | None:
    routine, order = exploration.routine, exploration.model.order
    if any(each in exploration.walk.into_loops for each in component):
        return None
    if len(component) == 1 and _waits_for_branches(exploration, unit, component[0]):
        return None
    states = tuple(sorted(_resting(exploration, component), key=order.__getitem__))
    enclosing = tuple(routine.lineage(routine.states[states[0]].flow))
    return Stuck(
        flow=next((top for top in unit.flows if top in enclosing), MAIN),
        states=states,
        goes_round=len({each.states for each in component}) > 1,
        path=states_on(unit.steps_to(component[0])),
        sure=is_sure(unit.steps_to(component[0])) or any(state not in good for state in states),
    )


def _resting(exploration: Exploration, component: Sequence[Configuration]) -> set[str]:
    states = exploration.routine.states
    return {state for each in component for state in each.states if not isinstance(states[state], End)}


def _waits_for_branches(exploration: Exploration, unit: Unit, here: Configuration) -> bool:
    """Whether the fault is that of a branch inside, which is told there."""
    is_together = isinstance(exploration.routine.states[here.states[0]], Together)
    return is_together and not unit.is_joint and not unit.follows[here]


def _without_end(exploration: Exploration, unit: Unit) -> set[Configuration]:
    """The configurations from which neither an end nor a way out of the unit can be reached."""
    back: dict[Configuration, list[Configuration]] = {}
    for here, follows in unit.follows.items():
        for there in follows:
            back.setdefault(there, []).append(here)
    good: set[Configuration] = set()
    ahead = [*unit.finals, *(leaving.origin for leaving in unit.leavings), *_jumped_from(exploration, unit)]
    while ahead:
        here = ahead.pop()
        if here not in good:
            good.add(here)
            ahead += back.get(here, ())
    return set(unit.follows) - good


def _jumped_from(exploration: Exploration, unit: Unit) -> Iterator[Configuration]:
    """Where, in branches, a choice of any time may lead out of all of them. In the main flow those are ways like others."""
    jumps = [way for way in exploration.model.ways.anytime if way.to] if unit.entry else []
    facts = exploration.model.facts
    for here in unit.follows if jumps else ():
        if any(
            way.when is None or any(answer for answer, _ in facts.answers(way.when, here.values))
            for way in jumps
        ):
            yield here


def _can_be_left(exploration: Exploration, unit: Unit) -> bool:
    """Whether something around the branches may end them wherever they are: a timer, branches beside that always leave."""
    if unit.entry is None:
        return False
    outer, here = unit.entry
    together = here.states[0]
    ways, taken = exploration.model.ways, exploration.walk.taken
    if any(way.kind == "timer" and way.to and way.id in taken for way in ways.of_state[together]):
        return True
    beside = (each for each in exploration.units if each.entry == unit.entry and each is not unit)
    if any(each.leavings and not each.finals for each in beside):
        return True
    return _can_be_left(exploration, outer)


def _followers(exploration: Exploration) -> Mapping[str, list[str]]:
    ways, routine = exploration.model.ways, exploration.routine
    follows = {state: [way.to for way in every if way.to] for state, every in ways.of_state.items()}
    for id, state in routine.states.items():
        parent = routine.states[routine.flows[state.flow].parent or id]
        if isinstance(state, Together):
            follows[id] += [routine.flows[flow].initial for flow in state.flows]
        elif isinstance(state, End) and isinstance(parent, Together) and parent.move.to:
            follows[id].append(parent.move.to)
    return follows


def _closure(states: Sequence[str], follows: Mapping[str, Sequence[str]]) -> set[str]:
    found: set[str] = set()
    ahead = list(states)
    while ahead:
        state = ahead.pop()
        if state not in found:
            found.add(state)
            ahead += follows[state]
    return found
