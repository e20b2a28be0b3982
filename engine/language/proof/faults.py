"""What an exploration shows: where there is no way on, what goes round by itself, and what nothing can ever come to."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from engine.language.proof.components import components, is_round
from engine.language.proof.configurations import Configuration, Unit, is_sure, states_on
from engine.language.proof.exploration import Exploration
from engine.language.proof.transitions import Transition
from engine.model.routine import MAIN, End, Together


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
    """Transitions that can never be taken from states that one can be in, and the states that nothing comes to for another reason."""

    transitions: tuple[Transition, ...]
    states: tuple[str, ...]


MOST_WAYS = 250
"""Faults for which a way there is looked for: more are not told, and each way is as long as the routine may be."""


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
            ordered = sorted(component, key=rank.__getitem__)
            fault = _fault(exploration, unit, ordered, good, has_way=len(found) < MOST_WAYS)
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
                        path=min((states_on(unit.macrosteps_to(each)) for each in component), key=len),
                    ),
                )
    return list(found.values())


def dead(exploration: Exploration, explained: Collection[str]) -> Dead:
    """What can never happen. `explained`: the states whose faults are told already; what only follows from those is left out, and
    so are transitions that read a fact which nothing ever sets, which is a fault of its own.
    """
    transitions, walk = exploration.model.transitions, exploration.walk
    untaken = [
        transition
        for transition in transitions.all()
        if transition.id not in walk.taken
        and (transition.state in walk.entered or transition.state not in transitions.of_state)
        and transition.state not in explained
        and transition.kind in ("choice", "exit", "timer", "outcome")
    ]
    given = exploration.model.facts.given
    untaken = [transition for transition in untaken if _reads(transition) <= given]
    follows = _followers(exploration)
    told = _closure(
        [
            *(transition.to for transition in untaken if transition.to and not _is_rest(transition)),
            *explained,
        ],
        follows,
    )
    states = []
    for state in exploration.routine.states:
        if state not in walk.entered and state not in told:
            states.append(state)
            told |= _closure([state], follows)
    return Dead(
        transitions=tuple(transition for transition in untaken if transition.kind != "outcome"),
        states=tuple(states),
    )


def _reads(transition: Transition) -> frozenset[str]:
    return transition.needs | (transition.when.facts if transition.when else frozenset())


def _is_rest(transition: Transition) -> bool:
    """Whether it is there for what no other transition is for, so that it is no fault of its own where that is nothing."""
    return is_else(transition) or (transition.kind == "outcome" and transition.outcome is None)


def is_else(transition: Transition) -> bool:
    """Whether it is the exit of a gateway for when no condition is true."""
    return transition.kind == "exit" and transition.when is None


def _bad(exploration: Exploration, unit: Unit) -> set[Configuration]:
    bad = _without_end(exploration, unit)
    return set() if bad and _can_be_left(exploration, unit) else bad


def _fault(
    exploration: Exploration,
    unit: Unit,
    component: Sequence[Configuration],
    good: Collection[str],
    *,
    has_way: bool,
) -> Stuck | None:
    routine, order = exploration.routine, exploration.model.order
    if any(each in exploration.walk.into_loops for each in component):
        return None
    if len(component) == 1 and _waits_for_branches(exploration, unit, component[0]):
        return None
    states = tuple(sorted(_resting(exploration, component), key=order.__getitem__))
    enclosing = tuple(routine.lineage(routine.states[states[0]].flow))
    way = list(unit.macrosteps_to(component[0])) if has_way else []
    return Stuck(
        flow=next((top for top in unit.flows if top in enclosing), MAIN),
        states=states,
        goes_round=len({each.states for each in component}) > 1,
        path=states_on(way),
        sure=any(state not in good for state in states) or is_sure(way),
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
    """Where, in branches, a choice of any time may lead out of all of them. In the main flow those are transitions like others."""
    jumps = (
        [transition for transition in exploration.model.transitions.anytime if transition.to]
        if unit.entry
        else []
    )
    facts = exploration.model.facts
    for here in unit.follows if jumps else ():
        if any(
            transition.when is None
            or any(answer for answer, _ in facts.answers(transition.when, here.values))
            for transition in jumps
        ):
            yield here


def _can_be_left(exploration: Exploration, unit: Unit) -> bool:
    """Whether something around the branches may end them wherever they are: a timer, branches beside that always leave."""
    if unit.entry is None:
        return False
    outer, here = unit.entry
    together = here.states[0]
    transitions, taken = exploration.model.transitions, exploration.walk.taken
    if any(
        transition.kind == "timer" and transition.to and transition.id in taken
        for transition in transitions.of_state[together]
    ):
        return True
    beside = (each for each in exploration.units if each.entry == unit.entry and each is not unit)
    if any(each.leavings and not each.finals for each in beside):
        return True
    return _can_be_left(exploration, outer)


def _followers(exploration: Exploration) -> Mapping[str, list[str]]:
    transitions, routine = exploration.model.transitions, exploration.routine
    follows = {
        state: [transition.to for transition in every if transition.to]
        for state, every in transitions.of_state.items()
    }
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
