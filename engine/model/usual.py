"""The usual way on from each state: the one that is marked `main`, else the first that does not lead back.

A way leads back where it goes to a state that one must have passed to come here: to try again is never what is usual. Where every way
leads back, the first is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache

from engine.model.routine import Call, Choice, Do, Gateway, Move, Routine, State, Step, Together, Wait


def moves_of(state: State) -> tuple[Move, ...]:
    """All moves out of a state in the order of the file, timers' moves last. `anytime` is not among them."""
    match state:
        case Step():
            own = [choice.move for choice in state.choices]
        case Gateway():
            own = list(state.moves)
        case Call():
            own = [*state.outcomes.values(), *filter(None, (state.otherwise, state.cancelled))]
        case Together():
            own = [state.move]
        case Wait():
            own = [state.move] if state.move else []
        case Do():
            own = [state.done, *([state.failed] if state.failed else [])]
        case _:
            own = []
    timers = [timer.move for timer in state.timers if timer.move]
    return tuple(move for move in [*own, *timers] if move.to is not None)


def main_choice(routine: Routine, step: Step) -> Choice | None:
    """The choice that the happy path takes."""
    return usual(routine).choice(step)


def ways(routine: Routine, state: State) -> tuple[Move, ...]:
    """All moves out of a state, the usual one first where it has one; timers' moves last. `anytime` is not among them."""
    moves = moves_of(state)
    first = usual(routine).move(state)
    return moves if first is None else (first, *(move for move in moves if move is not first))


class Usual:
    """The usual ways of states that are all that there are, in the order of the file; the first of them is the first that one comes to."""

    def __init__(self, states: Mapping[str, State]) -> None:
        self._states = states
        self._bit = {id: 1 << number for number, id in enumerate(states)}

    def choice(self, step: Step) -> Choice | None:
        """The usual one of the choices that go anywhere."""
        moving = [choice for choice in step.choices if choice.move.to is not None]
        if len(moving) < 2:
            return next(iter(moving), None)
        marked = next((choice for choice in moving if choice.main), None)
        return marked or next(
            (choice for choice in moving if not self._leads_back(step.id, choice.move)), moving[0]
        )

    def move(self, state: State) -> Move | None:
        """The usual one of a step's choices, of a call's outcomes, or the way of a gateway that is marked; None of other states."""
        match state:
            case Step():
                choice = self.choice(state)
                return choice.move if choice else None
            case Gateway():
                pairs = zip(state.branches, state.moves, strict=True)
                return next((move for branch, move in pairs if branch.main), None)
            case Call():
                moves = moves_of(state)[: len(state.outcomes)]
                return next((move for move in moves if not self._leads_back(state.id, move)), None)
            case _:
                return None

    def _leads_back(self, here: str, move: Move) -> bool:
        return move.to is not None and bool(self._passed.get(here, 0) & self._bit[move.to])

    @cached_property
    def _passed(self) -> Mapping[str, int]:
        """For each state those that every way to it passes, and itself, a bit for each [dominators]."""
        order = self._in_order()
        before: dict[str, list[str]] = {id: [] for id in order}
        for id in order:
            for there in self._follow(id):
                before[there].append(id)
        everything = (1 << len(self._bit)) - 1
        passed = dict.fromkeys(order, everything)
        passed[order[0]] = self._bit[order[0]]
        changed = True
        while changed:
            changed = False
            for id in order[1:]:
                on_every_way = everything
                for each in before[id]:
                    on_every_way &= passed[each]
                on_every_way |= self._bit[id]
                changed |= on_every_way != passed[id]
                passed[id] = on_every_way
        return passed

    def _in_order(self) -> list[str]:
        """The states that can be reached, each after one that leads to it, as late as may be."""
        first = next(iter(self._states))
        left: list[str] = []
        met = {first}
        waiting: list[tuple[str, Iterator[str]]] = [(first, self._follow(first))]
        while waiting:
            id, further = waiting[-1]
            there = next((each for each in further if each not in met), None)
            if there is None:
                left.append(id)
                waiting.pop()
            else:
                met.add(there)
                waiting.append((there, self._follow(there)))
        return left[::-1]

    def _follow(self, id: str) -> Iterator[str]:
        state = self._states[id]
        yield from (move.to for move in moves_of(state) if move.to is not None and move.to in self._states)
        for flow in state.flows if isinstance(state, Together) else ():
            if flow in self._first_of:
                yield self._first_of[flow]

    @cached_property
    def _first_of(self) -> Mapping[str, str]:
        """The first state of each flow."""
        found: dict[str, str] = {}
        for id, state in self._states.items():
            found.setdefault(state.flow, id)
        return found


@lru_cache(maxsize=256)
def usual(routine: Routine) -> Usual:
    """The usual ways of a routine."""
    return Usual(routine.states)
