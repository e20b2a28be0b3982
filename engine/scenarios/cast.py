"""Who plays: people without names, and another of the same role where somebody has done what is not to be done by the same."""

from __future__ import annotations

from collections.abc import Iterator

from engine.errors.duty import DoneByYou, HeldForAnother
from engine.model.routine import STARTER, Choice, Routine
from engine.run import duties, who
from engine.run.instance import Instance, Person, Token


def stand_in(role: str, unit: str) -> Person:
    """Somebody who has the role in the unit and no name."""
    return Person(f"roll:{role}", frozenset({(role, unit)}))


def somebody(
    routine: Routine, instance: Instance, token: Token, choice: Choice | None, first: Person
) -> Person:
    """`first`; or where what has been done keeps them from it, whoever it is held for or a colleague, with the same grants, who may."""
    refusal = who.may(routine, instance, token, first, choice)
    if not isinstance(refusal, DoneByYou | HeldForAnother):
        return first
    others = _others(routine, instance, token, choice, first)
    able = (each for each in others if isinstance(who.may(routine, instance, token, each, choice), who.Leave))
    return next(able, first)


def may(routine: Routine, instance: Instance, token: Token, choice: Choice, role: str) -> bool:
    """Whether somebody who has the role may take the choice."""
    person = somebody(routine, instance, token, choice, stand_in(role, instance.unit))
    return isinstance(who.may(routine, instance, token, person, choice), who.Leave)


def doer(instance: Instance, step: str) -> str | None:
    """Who has done the step last, or for STARTER who started; None where nobody has, or the routine asks nothing of it."""
    if step == STARTER:
        return duties.starters_of(instance)[-1]
    return next((each.by for each in reversed(instance.done) if each.step == step), None)


def _others(
    routine: Routine, instance: Instance, token: Token, choice: Choice | None, first: Person
) -> Iterator[Person]:
    done = duties.choice_held_for(instance, token, routine.states[token.state], choice)
    for subject in (done.by if done else None, token.taken_by):
        if subject is not None:
            yield Person(subject, first.grants)
    for number in range(2, len(instance.done) + len(instance.starters) + 4):
        yield Person(f"{first.subject}:{number}", first.grants)
