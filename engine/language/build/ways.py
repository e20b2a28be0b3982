"""The ways from state to state while a file is built: targets found, checked to be in reach, and noted as
moves.
"""

from __future__ import annotations

from functools import cached_property

from engine.language.build.scope import Scope
from engine.language.file.reading import Word
from engine.language.rules.findings import Position
from engine.model.conditions import Condition
from engine.model.moves import Moves
from engine.model.routine import MAIN, Move


class Ways:
    """Makes moves. `left` gathers the flows that some move leaves for an enclosing one, `nowhere` the states that are last and lead on,
    each with the place to say so.
    """

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.moves = Moves()
        self.left: set[str] = set()
        self.nowhere: dict[str, Position] = {}

    def go(
        self, trigger: str, state: str, to: Word | None, place: Position, when: Condition | None = None
    ) -> Move:
        """The move from `state` to the state that `to` names, or to the next one. After a finding: one that
        stays.
        """
        return self.move(trigger, state, self.target(state, to, place), when)

    def target(self, state: str, to: Word | None, place: Position) -> str | None:
        """The state that `to` names, seen from `state`, or the next one; None after a finding."""
        if to is not None:
            return self.scope.state(to, self.scope.flow_of[state])
        target = self.scope.next_of(state)
        if target is None:
            self.nowhere.setdefault(state, place)
        else:
            self.scope.named.add(target)
        return target

    def move(self, trigger: str, state: str, target: str | None, when: Condition | None = None) -> Move:
        """The move to `target` (None: it stays), in the machine of the flow that the target lies in."""
        scope = self.scope
        flow = scope.flow_of[target or state]
        for plan in scope.lineage(scope.flow_of[state]):
            if plan.id == flow:
                break
            self.left.add(plan.id)
        return self.moves.add(trigger, flow, [scope.resting_in(flow, state)], target, when)

    def from_anywhere(self, trigger: str, to: Word | None, when: Condition | None) -> Move:
        """A move of `main` from every state of it that an instance can rest in; without `to` it stays."""
        target = self.scope.state(to, MAIN) if to else None
        return self.moves.add(trigger, MAIN, self._resting, target, when)

    @cached_property
    def _resting(self) -> tuple[str, ...]:
        """The states of `main` that an instance can rest in."""
        states = self.scope.plans[MAIN].states
        return tuple(id for id, state in states.items() if not {"choose", "end"} & set(state.kinds))
