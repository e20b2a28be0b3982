"""The transitions from state to state as the proofs take them: each with its condition and what it does to facts."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from engine.model.conditions import Condition, Constant, Expression, Node, Now, Sum, text_of, walk
from engine.model.routine import (
    CANCELLED,
    Ask,
    Call,
    Choice,
    Do,
    Gateway,
    Routine,
    Start,
    State,
    Step,
    Timer,
    Together,
    Wait,
)
from engine.values.texts import Text

TransitionKind = Literal[
    "choice", "exit", "timer", "outcome", "cancelled", "join", "message", "done", "failed"
]
Pairs = tuple[tuple[str, Expression], ...]

EVERYWHERE = "*"
"""Stands for the state of what is offered in every state."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Transition:
    """One thing that can happen in `state`. `to` is None where it stays. `id` names it, and its place in the file.

    `needs` are the facts that a timer counts from; `hand_down` holds only what the started routine cannot be without;
    `outcome` is that of the called routine (None: any that is not named).
    """

    id: str
    kind: TransitionKind
    state: str
    to: str | None
    label: Text | None = None
    when: Condition | None = None
    ask: tuple[Ask, ...] = ()
    set: Pairs = ()
    hand_down: Pairs = ()
    needs: frozenset[str] = frozenset()
    outcome: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Transitions:
    """All transitions of a routine. `needed` are, by routine, the facts that it cannot start without."""

    routine: Routine
    of_state: Mapping[str, tuple[Transition, ...]]
    anytime: tuple[Transition, ...]
    calls: Mapping[str, Pairs]
    never_due: frozenset[str]

    def all(self) -> Iterator[Transition]:
        """Every transition, in the order of the file."""
        for each in self.of_state.values():
            yield from each
        yield from self.anytime


def transitions_of(routine: Routine, needed: Mapping[str, Collection[str]]) -> Transitions:
    """The routine's transitions; `needed` gives for each routine that may be started the facts it cannot be without."""
    return Transitions(
        routine=routine,
        of_state={id: tuple(_of_state(state, needed)) for id, state in routine.states.items()},
        anytime=tuple(_choice(EVERYWHERE, each, needed) for each in routine.anytime),
        calls={
            id: _wanted(state.hand_down, needed.get(state.routine, ()))
            for id, state in routine.states.items()
            if isinstance(state, Call)
        },
        never_due=frozenset(_never_due(routine)),
    )


def _of_state(state: State, needed: Mapping[str, Collection[str]]) -> Iterator[Transition]:
    for timer in state.timers:
        yield Transition(
            id=f"{state.id}.timer.{timer.index}",
            kind="timer",
            state=state.id,
            to=timer.move.to if timer.move else None,
            needs=timer.by.facts if timer.by else frozenset(),
        )
    match state:
        case Step():
            for choice in state.choices:
                yield _choice(state.id, choice, needed)
        case Gateway():
            for number, branch in enumerate(state.branches):
                yield Transition(
                    id=f"{state.id}.exit.{number}",
                    kind="exit",
                    state=state.id,
                    to=branch.to,
                    when=branch.when,
                    label=branch.label,
                )
        case Call():
            for outcome, move in state.outcomes.items():
                id = f"{state.id}.outcome.{outcome}"
                yield Transition(id=id, kind="outcome", state=state.id, to=move.to, outcome=outcome)
            if state.otherwise is not None:
                yield Transition(
                    id=f"{state.id}.outcome", kind="outcome", state=state.id, to=state.otherwise.to
                )
            if state.cancelled is not None:
                id, to = f"{state.id}.outcome.{CANCELLED}", state.cancelled.to
                yield Transition(id=id, kind="cancelled", state=state.id, to=to)
        case Together():
            yield Transition(id=f"{state.id}.join", kind="join", state=state.id, to=state.move.to)
        case Wait() if state.move is not None:
            yield Transition(
                id=f"{state.id}.message", kind="message", state=state.id, to=state.move.to, ask=state.ask
            )
        case Do():
            yield Transition(id=f"{state.id}.done", kind="done", state=state.id, to=state.done.to)
            if state.failed is not None:
                yield Transition(id=f"{state.id}.failed", kind="failed", state=state.id, to=state.failed.to)


def _choice(state: str, choice: Choice, needed: Mapping[str, Collection[str]]) -> Transition:
    return Transition(
        id=f"{state}.{choice.id}",
        kind="choice",
        state=state,
        to=choice.move.to,
        label=choice.label,
        when=choice.when,
        ask=choice.ask,
        set=choice.set,
        hand_down=_started(choice.start, needed),
    )


def _started(start: Start | None, needed: Mapping[str, Collection[str]]) -> Pairs:
    return _wanted(start.hand_down, needed.get(start.routine, ())) if start else ()


def _wanted(pairs: Pairs, wanted: Collection[str]) -> Pairs:
    return tuple((name, expression) for name, expression in pairs if name in wanted)


def _never_due(routine: Routine) -> Iterator[str]:
    """Timers that another one always comes before and leaves the state: its own, or a `together` around it."""
    for state in routine.states.values():
        around = [
            timer
            for flow in routine.lineage(state.flow)
            if (parent := routine.flows[flow].parent) is not None
            for timer in routine.states[parent].timers
        ]
        for timer in state.timers:
            movers = [each for each in (*state.timers, *around) if each.move is not None]
            if any(_later(timer, each) for each in movers):
                yield f"{state.id}.timer.{timer.index}"


def _later(timer: Timer, other: Timer) -> bool:
    """Whether the timer is always due after the other, which was armed no later."""
    if timer.after is not None and other.after is not None:
        return timer.after > other.after
    if timer.by is None or other.by is None:
        return False
    (base, offset), (other_base, other_offset) = _counted(timer.by.tree), _counted(other.by.tree)
    counts_from_facts = not any(isinstance(node, Now) for node in walk(base))
    return counts_from_facts and text_of(base) == text_of(other_base) and offset > other_offset


def _counted(tree: Node) -> tuple[Node, timedelta]:
    """What a moment counts from, and how long after it."""
    if isinstance(tree, Sum) and isinstance(tree.right, Constant) and isinstance(tree.right.value, timedelta):
        base, offset = _counted(tree.left)
        return base, offset + (tree.right.value if tree.sign == "+" else -tree.right.value)
    return tree, timedelta(0)
