"""Step numbers, the same in the picture, on the phone and in the handbook; derived from the routine, never placed by hand.

The happy path of a flow runs from its first state to an end: through a step by its main choice (marked, else the first that moves), through
a called routine by its first outcome, through a gateway by the branch with the most steps left to an end (the later branch when equal).
What a person or the engine does along it is numbered 1, 2, 3 …; what lies beside it has the number of the step it is reached from and a
letter (`4a`); inside `together`, each branch has the number of the `together` state, a capital letter, and numbers of its own (`5B2`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import count
from string import ascii_lowercase, ascii_uppercase

from engine.routine import (
    MAIN,
    Call,
    Choice,
    Do,
    End,
    Gateway,
    Move,
    Routine,
    State,
    Step,
    Together,
    Wait,
)


def main_choice(step: Step) -> Choice | None:
    """The choice that the happy path takes: the one marked `main`, else the first that goes anywhere."""
    moving = [choice for choice in step.choices if choice.move.to is not None]
    return next((choice for choice in moving if choice.main), moving[0] if moving else None)


def ways(state: State) -> tuple[Move, ...]:
    """All moves out of a state, the main one first where the state has one; timers' moves last. `anytime` is not among them."""
    match state:
        case Step():
            main = main_choice(state)
            rest = [choice.move for choice in state.choices if choice is not main]
            own = [*([main.move] if main else []), *rest]
        case Gateway():
            own = list(state.moves)
        case Call():
            own = [*state.outcomes.values(), *([state.otherwise] if state.otherwise else [])]
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


@lru_cache(maxsize=256)
def happy_path(routine: Routine, flow: str = MAIN) -> tuple[str, ...]:
    """The states of the flow's happy path, gateways and the end included."""
    path: list[str] = []
    here: str | None = routine.flows[flow].initial
    while here is not None and here not in path:
        path.append(here)
        here = _next(routine, flow, routine.states[here], path)
    return tuple(path)


@lru_cache(maxsize=256)
def numbers(routine: Routine) -> Mapping[str, str]:
    """Every step, call, wait, work and `together` of the routine with its number. Gateways and ends have none."""
    return dict(_numbered(routine, MAIN, ""))


def place(routine: Routine, state: str) -> tuple[int, int] | None:
    """(3, 6) for step 3 of the 6 of the happy path; None for a state beside it or inside `together`."""
    spine = _spine(routine, MAIN)
    return (spine.index(state) + 1, len(spine)) if state in spine else None


def _next(routine: Routine, flow: str, state: State, path: list[str]) -> str | None:
    targets = [move.to for move in ways(state) if move.flow == flow and move.to is not None]
    if not isinstance(state, Gateway):
        return targets[0] if targets else None
    ahead = [target for target in targets if target not in path]
    return max(reversed(ahead), key=lambda target: _steps_left(routine, flow, target, path), default=None)


def _steps_left(routine: Routine, flow: str, start: str, path: Iterable[str]) -> int:
    """How many numbered states lie between `start` and an end; -1 when the way does not reach one ahead of `path`."""
    seen, here, steps = set(path), start, 0
    while here not in seen:
        seen.add(here)
        state = routine.states[here]
        if isinstance(state, End):
            return steps
        steps += _is_numbered(state)
        # Inside the look-ahead the first way on is good enough: it ranks branches, it numbers nothing.
        onward = next((move.to for move in ways(state) if move.flow == flow and move.to not in seen), None)
        if onward is None:
            return -1
        here = onward
    return -1


def _numbered(routine: Routine, flow: str, prefix: str) -> Iterator[tuple[str, str]]:
    spine = _spine(routine, flow)
    own = {state: f"{prefix}{number}" for number, state in enumerate(spine, 1)}
    own |= dict(_beside(routine, flow, own))
    for state, number in own.items():
        yield state, number
        together = routine.states[state]
        if isinstance(together, Together):
            for letter, branch in zip(_letters(ascii_uppercase), together.flows, strict=False):
                yield from _numbered(routine, branch, number + letter)


def _beside(routine: Routine, flow: str, spine: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The states beside the spine with their numbers, in the order in which they are met from its steps."""
    letters = {number: _letters(ascii_lowercase) for number in spine.values()}
    seen: set[str] = set(spine)
    first = next(iter(spine.values()), "1")
    letters.setdefault(first, _letters(ascii_lowercase))
    for step, number in spine.items():
        yield from _reached(routine, flow, step, number, letters[number], seen)
    # What nothing leads to is an error of `check`; it still needs a number in the picture that shows the error.
    for state in routine.flows[flow].states:
        if state not in seen and _is_numbered(routine.states[state]):
            seen.add(state)
            yield state, first + next(letters[first])


def _reached(
    routine: Routine, flow: str, step: str, number: str, letters: Iterator[str], seen: set[str]
) -> Iterator[tuple[str, str]]:
    waiting = [step]
    while waiting:
        for move in ways(routine.states[waiting.pop(0)]):
            if move.flow != flow or move.to is None or move.to in seen:
                continue
            seen.add(move.to)
            waiting.append(move.to)
            if _is_numbered(routine.states[move.to]):
                yield move.to, number + next(letters)


def _spine(routine: Routine, flow: str) -> list[str]:
    return [state for state in happy_path(routine, flow) if _is_numbered(routine.states[state])]


def _is_numbered(state: State) -> bool:
    return not isinstance(state, Gateway | End)


def _letters(alphabet: str) -> Iterator[str]:
    """a, b … z, a2, b2 … without end."""
    for turn in count(1):
        for letter in alphabet:
            yield letter if turn == 1 else f"{letter}{turn}"
