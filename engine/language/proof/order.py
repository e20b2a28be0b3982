"""Which states can come after which, by the ways alone: what conditions close is not asked."""

from __future__ import annotations

from collections.abc import Iterator

from engine.language.proof.components import components, is_round
from engine.model.routine import MAIN, End, Routine, Step, Together
from engine.model.usual import moves_of

_ANY = "*"


class Order:
    """The order of a routine's states. What comes after a state is a number with a bit for each: all pairs at the cost of the ways."""

    def __init__(self, routine: Routine) -> None:
        self._routine = routine
        self._bit = {id: 1 << number for number, id in enumerate((*routine.states, _ANY))}
        self._beyond: dict[str, int] = {}
        for component in components(routine.states, self._follows):
            ahead = {there for here in component for there in self._follows(here)}
            found = 0
            for there in ahead:
                found |= self._beyond.get(there, 0)
                if there not in component or is_round(component, self._follows):
                    found |= self._bit[there]
            self._beyond.update(dict.fromkeys(component, found))
        self._within: dict[str, int] = {}
        for id, state in routine.states.items():
            for flow in routine.lineage(state.flow):
                self._within[flow] = self._within.get(flow, 0) | self._bit[id]

    def can_follow(self, step: str, after: str) -> bool:
        """Whether `step` can be done when the step `after` has been: on a way from its choices, or side by side with it."""
        return bool(self._bit[step] & (self._after(after) | self._beside(after)))

    def are_beside(self, one: str, other: str) -> bool:
        """Whether the states lie in branches that run side by side."""
        return bool(self._bit[one] & self._beside(other))

    def _after(self, id: str) -> int:
        step = self._routine.states[id]
        assert isinstance(step, Step)
        found = 0
        for choice in step.choices:
            there = choice.move.to or id
            found |= self._bit[there] | self._beyond[there]
        return found

    def _beside(self, id: str) -> int:
        found = 0
        for flow in self._routine.lineage(self._routine.states[id].flow):
            parent = self._routine.flows[flow].parent
            if parent is not None:
                together = self._routine.states[parent]
                assert isinstance(together, Together)
                for other in together.flows:
                    found |= self._within[other] if other != flow else 0
        return found

    def _follows(self, id: str) -> Iterator[str]:
        routine = self._routine
        if id == _ANY:
            yield from (choice.move.to for choice in routine.anytime if choice.move.to)
            return
        state = routine.states[id]
        yield from (move.to for move in moves_of(state) if move.to)
        if isinstance(state, Together):
            yield from (routine.flows[flow].initial for flow in state.flows)
        parent = routine.flows[state.flow].parent
        if isinstance(state, End) and parent is not None:
            yield from (move.to for move in moves_of(routine.states[parent]) if move.to)
        elif not isinstance(state, End) or state.flow != MAIN:
            yield _ANY
