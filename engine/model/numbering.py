"""Step numbers, the same in the picture, on the phone and in the handbook; derived from the routine, never placed by hand.

The happy path of a flow runs from its first state to an end: through each state by its usual way (`usual.py`), through a gateway of which
none is marked by the branch with the most steps left to an end (when equal, the one whose state is written first in the file). What a
person or the engine does along it is numbered 1, 2, 3 …; what lies beside it has the number of the step before it and a letter (`4a`), in
the order of the branches; inside `together`, each branch has the number of the
`together` state, a capital letter, and numbers of its own (`5B2`). What can happen at any time is A, B, C … in the order of the file.
Questions, which nobody does, are numbered by themselves: question 1, 2, 3 …
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import count
from string import ascii_lowercase, ascii_uppercase

from engine.model.routine import MAIN, End, Gateway, Routine, State, Together
from engine.model.usual import usual, ways


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
def beside(routine: Routine, flow: str = MAIN) -> Mapping[str, tuple[str, ...]]:
    """For each state of the flow, the states beside the happy path that it is the first to lead to.

    Together they form trees that hang from the path, or in the main flow from an event, and hold every state that can be reached.
    """
    path = happy_path(routine, flow)
    seen, tree = set(path), dict[str, tuple[str, ...]]()
    jumps = [choice.move.to for choice in routine.anytime if choice.move.to] if flow == MAIN else []
    for start in (*path, *jumps):
        if start not in path and start in seen:
            continue
        seen.add(start)
        waiting = [start]
        while waiting:
            here = waiting.pop(0)
            found = dict.fromkeys(
                move.to for move in ways(routine, routine.states[here]) if move.flow == flow
            )
            tree[here] = tuple(state for state in found if state is not None and state not in seen)
            seen.update(tree[here])
            waiting.extend(tree[here])
    return tree


@lru_cache(maxsize=256)
def after_events(routine: Routine) -> Mapping[str, str]:
    """For the `anytime` choices that alone lead somewhere, by id: the state that they lead to. The first such choice has it."""
    tree = beside(routine)
    hanging = {*happy_path(routine), *(child for children in tree.values() for child in children)}
    found: dict[str, str] = {}
    for choice in routine.anytime:
        if choice.move.to and choice.move.to not in hanging:
            hanging.add(choice.move.to)
            found[choice.id] = choice.move.to
    return found


@lru_cache(maxsize=256)
def numbers(routine: Routine) -> Mapping[str, str]:
    """Every step, call, wait, work and `together` of the routine with its number. Gateways have numbers of their own, ends none."""
    return dict(_numbered(routine, MAIN, ""))


@lru_cache(maxsize=256)
def questions(routine: Routine) -> Mapping[str, str]:
    """Every gateway with its number among the routine's questions: 1, 2, 3 … in the order in which the picture is read."""
    found = (state for state in _read(routine, MAIN) if isinstance(routine.states[state], Gateway))
    return {state: str(number) for number, state in enumerate(dict.fromkeys(found), 1)}


def place(routine: Routine, state: str) -> tuple[int, int] | None:
    """(3, 6) for step 3 of the 6 of the happy path; None for a state beside it or inside `together`."""
    spine = _spine(routine, MAIN)
    return (spine.index(state) + 1, len(spine)) if state in spine else None


def letter(index: int) -> str:
    """The letter of the `index`th (from 0) branch of a `together`, or of the `index`th `anytime` choice: A, B … Z, A2 …"""
    turn, place = divmod(index, len(ascii_uppercase))
    return ascii_uppercase[place] + (str(turn + 1) if turn else "")


def _next(routine: Routine, flow: str, state: State, path: list[str]) -> str | None:
    targets = [move.to for move in ways(routine, state) if move.flow == flow and move.to is not None]
    if not isinstance(state, Gateway) or usual(routine).move(state) is not None:
        return targets[0] if targets else None
    ahead = [each for each in routine.flows[flow].states if each in targets and each not in path]
    return max(ahead, key=lambda target: _steps_left(routine, flow, target, path), default=None)


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
        onward = next(
            (move.to for move in ways(routine, state) if move.flow == flow and move.to not in seen), None
        )
        if onward is None:
            return -1
        here = onward
    return -1


def _read(routine: Routine, flow: str) -> Iterator[str]:
    """The states of the flow and of the branches in it: along the path, after each what hangs from it; then what an event leads to."""
    tree = beside(routine, flow)
    roots = after_events(routine).values() if flow == MAIN else ()
    for here in (*happy_path(routine, flow), *roots):
        for state in (here, *_under(tree, here)):
            yield state
            together = routine.states[state]
            if isinstance(together, Together):
                for branch in together.flows:
                    yield from _read(routine, branch)
    # What nothing leads to stands last.
    yield from routine.flows[flow].states


def _numbered(routine: Routine, flow: str, prefix: str) -> Iterator[tuple[str, str]]:
    spine = _spine(routine, flow)
    own = {state: f"{prefix}{number}" for number, state in enumerate(spine, 1)}
    for state, number in _lettered(routine, flow, own, prefix):
        own[state] = number
    for state, number in own.items():
        yield state, number
        together = routine.states[state]
        if isinstance(together, Together):
            for index, branch in enumerate(together.flows):
                yield from _numbered(routine, branch, number + letter(index))


def _lettered(
    routine: Routine, flow: str, spine: Mapping[str, str], prefix: str
) -> Iterator[tuple[str, str]]:
    """The numbered states beside the path, each with the number of the step before it and a letter; those after an event as its own."""
    tree, step, letters = beside(routine, flow), f"{prefix}1", _letters()
    placed = set(happy_path(routine, flow))
    for here in happy_path(routine, flow):
        if here in spine and spine[here] != step:
            step, letters = spine[here], _letters()
        for state in _under(tree, here):
            placed.add(state)
            if _is_numbered(routine.states[state]):
                yield state, step + next(letters)
    for index, choice in enumerate(routine.anytime if flow == MAIN else ()):
        root = after_events(routine).get(choice.id)
        steps = count(2 if choice.start else 1)
        for state in (root, *_under(tree, root)) if root else ():
            placed.add(state)
            if _is_numbered(routine.states[state]):
                yield state, f"{letter(index)}{next(steps)}"
    # What nothing leads to is an error of `check`; it still needs a number in the picture that shows the error.
    for state in routine.flows[flow].states:
        if state not in placed and _is_numbered(routine.states[state]):
            yield state, f"{step}{next(letters)}"


def _under(tree: Mapping[str, tuple[str, ...]], state: str) -> Iterator[str]:
    """The states below `state` in the tree, each before what hangs from it."""
    waiting = list(reversed(tree.get(state, ())))
    while waiting:
        here = waiting.pop()
        yield here
        waiting.extend(reversed(tree.get(here, ())))


def _spine(routine: Routine, flow: str) -> list[str]:
    return [state for state in happy_path(routine, flow) if _is_numbered(routine.states[state])]


def _is_numbered(state: State) -> bool:
    return not isinstance(state, Gateway | End)


def _letters() -> Iterator[str]:
    """a, b … z, a2, b2 … without end."""
    for turn in count(1):
        for each in ascii_lowercase:
            yield each if turn == 1 else f"{each}{turn}"
