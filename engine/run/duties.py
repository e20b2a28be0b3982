"""Who has done what, as far as a routine asks: whom `not_by` keeps from a step or a choice, and for whom `same_as` holds it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from engine.model.routine import STARTER, Choice, Routine, State, Step
from engine.run.instance import Done, Token


class Doings(Protocol):
    """What is known of an instance, before or during a step."""

    @property
    def done(self) -> tuple[Done, ...]:
        """Who has done the steps that the routine asks of, the latest last."""

    @property
    def starters(self) -> tuple[str, ...]:
        """Who started it, where that is not the owner alone."""

    @property
    def owner(self) -> str:
        """Whose it is."""


MOST_KNOWN = 1_000
"""How many routines are remembered at once."""

_ASKED: dict[str, frozenset[str]] = {}


def asked_of(routine: Routine) -> frozenset[str]:
    """The names in the `not_by` and `same_as` of the routine: steps, and STARTER. Known by its digest: to compare routines takes long."""
    known = _ASKED.get(routine.digest)
    if known is None:
        steps = [state for state in routine.states.values() if isinstance(state, Step)]
        places: Iterable[Step | Choice] = (*steps, *routine.choices())
        known = frozenset(name for each in places for name in each.not_by + each.same_as)
        if len(_ASKED) >= MOST_KNOWN:
            _ASKED.clear()
        _ASKED[routine.digest] = known
    return known


def with_done(done: Sequence[Done], step: str, people: Iterable[str]) -> tuple[Done, ...]:
    """What has been done when these people have now done the step; the last of them is whom it was done for."""
    new = tuple(Done(step, each) for each in dict.fromkeys(people))
    return (*(each for each in done if each not in new), *new)


def starters_of(doings: Doings) -> tuple[str, ...]:
    """Who started the instance."""
    return doings.starters or (doings.owner,)


def keeps_away(state: State, choice: Choice | None = None) -> tuple[str, ...]:
    """The names of the step's `not_by` and the choice's together. What is offered at any time is no part of the step."""
    of_step = state.not_by if isinstance(state, Step) and not (choice and choice.anytime) else ()
    return of_step + choice.not_by if choice else of_step


def kept_away(doings: Doings, state: State) -> tuple[str, ...]:
    """Everybody who is kept from the step, each once."""
    names = keeps_away(state)
    return tuple(dict.fromkeys(each.by for each in _doers(doings, names)))


def kept_from(doings: Doings, state: State, choice: Choice | None, person: str) -> str | None:
    """The name by which the person is kept from the step, or from the choice; None where nothing keeps them."""
    names = keeps_away(state, choice)
    if not names:
        return None
    did = {each.step for each in _doers(doings, names) if each.by == person}
    return next((name for name in names if name in did), None)


def held_for(doings: Doings, state: State) -> Done | None:
    """What somebody has done that the step is held for them by; None where it is held for nobody."""
    return _latest(doings, state.same_as, state, None) if isinstance(state, Step) else None


def choice_held_for(doings: Doings, token: Token, state: State, choice: Choice | None) -> Done | None:
    """What somebody has done that the choice is held for them by; None where it is held for nobody, or they have been let go."""
    return None if choice is None or token.freed else _latest(doings, choice.same_as, state, choice)


def choices_held_for(routine: Routine, doings: Doings, token: Token) -> frozenset[str]:
    """For whom choices that are offered in the step are held."""
    state = routine.states[token.state]
    offered = (*(state.choices if isinstance(state, Step) else ()), *routine.anytime)
    held = (choice_held_for(doings, token, state, choice) for choice in offered if choice.same_as)
    return frozenset(done.by for done in held if done)


def _latest(doings: Doings, names: Sequence[str], state: State, choice: Choice | None) -> Done | None:
    """Whoever did one of them last; nobody, where `not_by` keeps those away."""
    done = tuple(_doers(doings, names))
    return done[-1] if done and kept_from(doings, state, choice, done[-1].by) is None else None


def _doers(doings: Doings, names: Sequence[str]) -> Iterator[Done]:
    if STARTER in names:
        yield from (Done(STARTER, each) for each in starters_of(doings))
    yield from (each for each in doings.done if each.step in names)
