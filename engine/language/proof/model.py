"""A routine made ready to be explored: which facts still matter where, and which branches have nothing to do with each other.

A fact that nothing reads any more is forgotten, so that configurations that differ in it alone are one. Branches of a
`together` that share no fact which one of them changes are explored each by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from engine.language.proof.components import components
from engine.language.proof.effects import Summary
from engine.language.proof.tracked_facts import TrackedFacts
from engine.language.proof.transitions import Transition, Transitions
from engine.model.routine import MAIN, Call, End, Together

Indices = frozenset[int]


@dataclass(frozen=True, slots=True)
class Group:
    """Branches that have to be explored together; the tracked facts that matter in them, and that they change."""

    flows: tuple[str, ...]
    matters: Indices
    changes: Indices


class Model:
    """What stays the same during an exploration. `called` gives what is known of the routines that are called."""

    def __init__(
        self,
        transitions: Transitions,
        facts: TrackedFacts,
        called: Mapping[str, Summary],
        exported: frozenset[str],
    ) -> None:
        self.transitions, self.facts, self.called = transitions, facts, called
        self.routine = transitions.routine
        self.enclosing = {flow: tuple(self.routine.lineage(flow)) for flow in self.routine.flows}
        self.exported = self._indices(exported)
        self.order = {state: number for number, state in enumerate(self.routine.states)}
        self._groups: dict[str, tuple[Group, ...]] = {}

    @cached_property
    def live(self) -> Mapping[str, Indices]:
        """For each state the tracked facts that something may read from there on, in it or around it."""
        live: dict[str, Indices] = dict.fromkeys(self.routine.states, frozenset())
        if not self.facts.names:
            return live
        order = list(reversed(list(self.routine.states)))
        changed = True
        while changed:
            changed = False
            for state in order:
                found = self._live_at(state, live)
                if found != live[state]:
                    live[state] = found
                    changed = True
        return live

    def live_outside(self, together: str) -> Indices:
        """The facts that matter where the `together` state is left: by itself, by one of its branches, or with what is around it."""
        return self._around(together, self.live)

    def groups(self, together: str) -> tuple[Group, ...]:
        """The branches, those that share a changing fact together."""
        if together not in self._groups:
            state = self.routine.states[together]
            assert isinstance(state, Together)
            self._groups[together] = tuple(_grouped([self._alone(flow) for flow in state.flows]))
        return self._groups[together]

    @cached_property
    def arriving(self) -> Mapping[str, Indices]:
        """For each state the facts that may get a value while an instance rests there."""
        changes = {flow: self._alone(flow).changes for flow in self.routine.flows if flow != MAIN}
        found: dict[str, Indices] = {}
        for id, state in self.routine.states.items():
            arriving = self._changed_anytime
            for transition in self.transitions.of_state[id]:
                if transition.to is None:
                    arriving |= self.changed_by(transition)
            if isinstance(state, Together):
                arriving |= frozenset().union(*(changes[flow] for flow in state.flows))
            for flow in self.enclosing[state.flow][:-1]:
                parent = self.routine.states[self.routine.flows[flow].parent or ""]
                assert isinstance(parent, Together)
                arriving |= frozenset().union(*(changes[each] for each in parent.flows if each != flow))
            found[id] = arriving
        return found

    def changed_by(self, transition: Transition) -> Indices:
        """The tracked facts that the transition may change."""
        names = {ask.fact for ask in transition.ask} | {name for name, _ in transition.set}
        state = self.routine.states.get(transition.state)
        if transition.kind == "outcome" and isinstance(state, Call):
            names |= {name for name, _ in state.take}
        return self._indices(names)

    def read_by(self, transition: Transition) -> Indices:
        """The tracked facts that the transition reads, whatever for."""
        names = set(transition.needs)
        if transition.when is not None:
            names |= transition.when.facts
        for _, expression in (*transition.set, *transition.hand_down):
            names |= expression.facts
        return self._indices(names)

    # Facts that matter

    def _live_at(self, id: str, live: Mapping[str, Indices]) -> Indices:
        state = self.routine.states[id]
        found = self._through(id, live)
        if isinstance(state, Together):
            for flow in state.flows:
                found |= live[self.routine.flows[flow].initial]
        if isinstance(state, Call):
            found |= self._indices({name for _, value in self.transitions.calls[id] for name in value.facts})
        if isinstance(state, End) and state.flow == MAIN:
            return found | self.exported
        parent = self.routine.flows[state.flow].parent
        return found | (self._around(parent, live) if parent else self._anytime(live))

    def _around(self, together: str, live: Mapping[str, Indices]) -> Indices:
        found = self._anytime(live)
        for flow in self.enclosing[self.routine.states[together].flow]:
            for transition in self._leaving[together]:
                found |= self._before(transition, live[transition.to or together])
            together = self.routine.flows[flow].parent or ""
        return found

    def _anytime(self, live: Mapping[str, Indices]) -> Indices:
        found: Indices = frozenset()
        for transition in self.transitions.anytime:
            found |= self._before(transition, live[transition.to] if transition.to else frozenset())
        return found

    @cached_property
    def _leaving(self) -> Mapping[str, tuple[Transition, ...]]:
        """For each `together` the transitions that leave it: its own, and those of the states in its branches that lead out of it."""
        found: dict[str, tuple[Transition, ...]] = {}
        for id, state in self.routine.states.items():
            if isinstance(state, Together):
                inner = (
                    transition for flow in state.flows for transition in self._within(flow) if transition.to
                )
                out = (transition for transition in inner if self._is_outside(transition.to or "", state))
                found[id] = (*self.transitions.of_state[id], *out)
        return found

    def _is_outside(self, state: str, together: Together) -> bool:
        return not set(together.flows).intersection(self.enclosing[self.routine.states[state].flow])

    def _through(self, id: str, live: Mapping[str, Indices]) -> Indices:
        found: Indices = frozenset()
        for transition in self.transitions.of_state[id]:
            found |= self._before(transition, live[transition.to or id])
        return found

    def _before(self, transition: Transition, after: Indices) -> Indices:
        """What matters before the transition, given what matters after it."""
        targets = self._indices({name for name, _ in transition.set})
        needed = after - targets
        for _, expression in (*transition.set, *transition.hand_down):
            needed |= self._indices(
                expression.facts
            )  # whether it is set matters even where the result does not
        needed -= self._indices({ask.fact for ask in transition.ask if ask.required})
        return (
            needed
            | self._indices(transition.needs)
            | self._indices(transition.when.facts if transition.when else ())
        )

    def _indices(self, names: Iterable[str]) -> Indices:
        index = self.facts.index
        return frozenset(index[name] for name in names if name in index)

    # Branches

    @cached_property
    def _changed_anytime(self) -> Indices:
        return frozenset().union(*(self.changed_by(transition) for transition in self.transitions.anytime))

    @cached_property
    def _read_anytime(self) -> Indices:
        return frozenset().union(*(self.read_by(transition) for transition in self.transitions.anytime))

    def _alone(self, flow: str) -> Group:
        reads, changes = self._read_anytime, self._changed_anytime
        for transition in self._within(flow):
            reads |= self.read_by(transition)
            changes |= self.changed_by(transition)
        for id in self._states_within.get(flow, ()):
            for _, value in self.transitions.calls.get(id, ()):
                reads |= self._indices(value.facts)
        return Group((flow,), reads | changes, changes)

    def _within(self, flow: str) -> Iterator[Transition]:
        for id in self._states_within.get(flow, ()):
            yield from self.transitions.of_state[id]

    @cached_property
    def _states_within(self) -> Mapping[str, Sequence[str]]:
        """The states of each flow and of all the flows inside it."""
        found: dict[str, list[str]] = {}
        for id, state in self.routine.states.items():
            for flow in self.enclosing[state.flow]:
                found.setdefault(flow, []).append(id)
        return found


def _grouped(branches: Sequence[Group]) -> list[Group]:
    """The branches, those together of which one changes what matters to another."""
    changed = frozenset[int]().union(*(branch.changes for branch in branches))
    mattering: dict[int, list[int]] = {}
    for number, branch in enumerate(branches):
        for fact in branch.matters & changed:
            mattering.setdefault(fact, []).append(number)

    def linked(node: tuple[bool, int]) -> Iterator[tuple[bool, int]]:
        """From a branch to the changing facts that matter in it, and from such a fact to its branches."""
        is_branch, number = node
        found = branches[number].matters & changed if is_branch else mattering[number]
        return ((not is_branch, each) for each in found)

    nodes = [(True, number) for number in range(len(branches))]
    found = [sorted(number for is_branch, number in each if is_branch) for each in components(nodes, linked)]
    return [_one([branches[number] for number in each]) for each in sorted(found, key=lambda each: each[-1])]


def _one(branches: Sequence[Group]) -> Group:
    return Group(
        tuple(flow for branch in branches for flow in branch.flows),
        frozenset[int]().union(*(branch.matters for branch in branches)),
        frozenset[int]().union(*(branch.changes for branch in branches)),
    )
