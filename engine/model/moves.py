"""The moves of a routine and the machines that enforce them: one flat, shared `transitions.Machine` for each
flow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from transitions import Machine

from engine.model.conditions import Condition
from engine.model.routine import Move


@dataclass(frozen=True, slots=True)
class _Transition:
    trigger: str
    sources: tuple[str, ...]
    target: str | None
    guard: Condition | None


@dataclass(slots=True)
class Moves:
    """Collects the transitions of all flows while the states are built."""

    by_flow: dict[str, list[_Transition]] = field(default_factory=dict)

    def add(
        self,
        trigger: str,
        flow: str,
        sources: Iterable[str],
        target: str | None,
        guard: Condition | None = None,
    ) -> Move:
        """Note that `trigger` leads from each of `sources` to `target`, all states of `flow`; a target of
        None stays.
        """
        self.by_flow.setdefault(flow, []).append(_Transition(trigger, tuple(sources), target, guard))
        return Move(trigger=trigger, flow=flow, to=target)

    def machine(self, flow: str, states: tuple[str, ...]) -> Machine:
        """The flow's machine. It holds no model: an object with only `state` is put through a trigger and
        thrown away.
        """
        machine = Machine(
            model=None,
            states=list(states),
            initial=states[0],
            auto_transitions=False,
            queued=False,
            send_event=False,
        )
        for each in self.by_flow.get(flow, ()):
            conditions: list[str | Callable[..., bool | None]] = [each.guard.holds] if each.guard else []
            machine.add_transition(each.trigger, list(each.sources), each.target, conditions=conditions)
        return machine
