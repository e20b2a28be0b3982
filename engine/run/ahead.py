"""What each choice leads to, worked out before anybody takes it: for a phone that has to show the way on while nobody can ask.

By `step`, and nothing else: each choice is taken as if nothing were filled in with it, and what it fills in is not known from there on.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from engine.errors.root import Refusal
from engine.errors.step import Incident
from engine.model.conditions import ChecklistDone
from engine.model.routine import SKIP, Call, Choice, Gateway, Routine, Step
from engine.run import who
from engine.run.commands import Choose
from engine.run.context import Context
from engine.run.events.choosing import resting
from engine.run.instance import Instance, Person, Token
from engine.run.outcome import Outcome
from engine.run.step import step

MOST = 60
"""So many places are worked out. What lies beyond is not known beforehand."""


@dataclass(frozen=True, slots=True)
class Way:
    """Where a choice leads: the number of the place, or None where that is not known before it has been taken."""

    to: int | None


@dataclass(frozen=True, slots=True)
class Ahead:
    """The instance as it would be, and the ways from there, by (state, choice): those that can be taken without asking anybody.

    What is not known by then is not among its facts; its times say nothing.
    """

    instance: Instance
    ways: Mapping[tuple[str, str], Way]


def ahead(
    routine: Routine, instance: Instance, person: Person, now: datetime, context: Context
) -> tuple[Ahead, ...]:
    """The places that the person's choices lead to, the present one first. Places that are alike are one.

    No way is offered of a choice that has a condition (but that of its checklist), that starts another routine, or that is not the
    person's own to take. Beyond a condition, a call and the end of what another routine called, nothing is known.
    """
    places = [instance]
    numbers = {_alike(instance): 0}
    ways: list[dict[tuple[str, str], Way]] = []
    waiting = deque(places)
    while waiting:
        here = waiting.popleft()
        found: dict[tuple[str, str], Way] = {}
        for token, choice in _offered(routine, here, person):
            there = _taken(routine, here, token, choice, person, now, context)
            number = numbers.get(_alike(there)) if there else None
            if there is not None and number is None and len(places) < MOST:
                number = numbers[_alike(there)] = len(places)
                places.append(there)
                waiting.append(there)
            found[token.state, choice.id] = Way(number)
        ways.append(found)
    return tuple(Ahead(place, each) for place, each in zip(places, ways, strict=True))


def _offered(routine: Routine, here: Instance, person: Person) -> Iterator[tuple[Token, Choice]]:
    """What the person could take without asking anybody."""
    if here.status != "running":
        return
    for token, state in resting(routine, here):
        if not isinstance(state, Step) or token.incident is not None:
            continue
        for choice in state.choices:
            needs_more = choice.when is not None and not isinstance(choice.when.tree, ChecklistDone)
            leave = who.may(routine, here, token, person, choice)
            own = isinstance(leave, who.Leave) and leave.on_behalf is None
            if own and not needs_more and choice.start is None and choice.id != SKIP:
                yield token, choice


def _taken(
    routine: Routine,
    here: Instance,
    token: Token,
    choice: Choice,
    person: Person,
    now: datetime,
    context: Context,
) -> Instance | None:
    """The instance after the choice; None where that depends on what is not known."""
    state = routine.states[token.state]
    assert isinstance(state, Step)
    asking_nothing = replace(choice, ask=(), set=())
    choices = tuple(asking_nothing if each is choice else each for each in state.choices)
    without = replace(routine, states={**routine.states, state.id: replace(state, choices=choices)})
    command = Choose(
        at=now,
        by=person,
        instance=here.id,
        state=state.id,
        choice=choice.id,
        checked=frozenset(range(1, len(state.checklist) + 1)),
    )
    try:
        outcome = step(without, here, command, context)
    except Incident:
        return None
    if isinstance(outcome, Refusal) or _depends(routine, outcome):
        return None
    filled_in = {ask.fact for ask in choice.ask} | {name for name, _ in choice.set}
    facts = {name: value for name, value in outcome.instance.facts.items() if name not in filled_in}
    return replace(outcome.instance, facts=facts)


def _depends(routine: Routine, outcome: Outcome) -> bool:
    """Whether what happened was decided by a condition, or goes on in another routine."""
    entered = (
        routine.states[each.state]
        for each in outcome.happened
        if each.kind == "entered" and each.state is not None
    )
    over_in_another = outcome.instance.status != "running" and outcome.instance.parent is not None
    return over_in_another or any(isinstance(each, Gateway | Call) for each in entered)


def _alike(instance: Instance) -> object:
    """What two places have in common that show the same, and lead on alike."""
    tokens = sorted((each.flow, each.state, each.taken_by or "") for each in instance.tokens.values())
    facts = sorted(instance.facts.items(), key=lambda each: each[0])
    return (instance.status, instance.outcome, tuple(tokens), tuple(facts), instance.done)
