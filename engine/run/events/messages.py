"""A message comes: which waits it serves, who may tell it, what it may bring; and where nothing waits for it, what is so instead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from engine.errors.request import NotFound
from engine.errors.root import Refusal
from engine.errors.step import NotAwaited
from engine.errors.value import FactsWrong
from engine.model.facts import FactValue
from engine.model.routine import Ask, Routine, Wait
from engine.problems import nearest
from engine.run import who
from engine.run.afterwards import wrong_time
from engine.run.commands import Receive
from engine.run.context import Context, in_both
from engine.run.events import choosing
from engine.run.events.asking import read_any, read_facts
from engine.run.events.scratch import Scratch
from engine.run.instance import Instance, Token


def receive(scratch: Scratch, event: Receive) -> Refusal | None:
    """Serve every wait for the message that the person may tell it to, or say why not."""
    routine, instance = scratch.routine, scratch.before
    awaiting = list(waits_for(routine, instance, event.message))
    if not awaiting:
        return _not_awaited(routine, instance, scratch.context, event.message)
    answers = [who.may_tell(routine, instance, wait, event.by) for _, wait in awaiting]
    served = [each for each, leave in zip(awaiting, answers, strict=True) if not isinstance(leave, Refusal)]
    if not served:
        return next(each for each in answers if isinstance(each, Refusal))
    wrong = wrong_time(event, max(token.since for token, _ in served), scratch.context.zone)
    if wrong is not None:
        return wrong
    values = _brought(routine, [wait for _, wait in served], event.facts, scratch.here)
    if isinstance(values, FactsWrong):
        return values
    for token, wait in served:
        # One that the wait before it has led out of is left: the message was heard there.
        if scratch.tokens.get(token.flow) != token or wait.move is None:
            continue
        scratch.note("message", state=token.state, visit=token.visit, detail={"message": event.message})
        scratch.set_facts(values)
        values = {}
        scratch.move(wait.move)
    return None


def waits_for(routine: Routine, instance: Instance, message: str) -> Iterator[tuple[Token, Wait]]:
    """The places where the instance waits for the message, in the order of the routine."""
    for token, state in choosing.resting(routine, instance):
        if isinstance(state, Wait) and state.message == message:
            yield token, state


def _brought(
    routine: Routine, waits: Sequence[Wait], given: Mapping[str, Any], now: datetime
) -> Mapping[str, FactValue | None] | FactsWrong:
    """What the message brings: the facts that the waits name, each required where one of them requires it."""
    if any(wait.any_fact for wait in waits):
        return read_any(routine, given)
    return read_facts(routine, _each_once(ask for wait in waits for ask in wait.ask), given, now)


def _each_once(asks: Iterable[Ask]) -> tuple[Ask, ...]:
    found: dict[str, Ask] = {}
    for ask in asks:
        known = found.setdefault(ask.fact, ask)
        found[ask.fact] = replace(known, required=known.required or ask.required)
    return tuple(found.values())


def _not_awaited(
    routine: Routine, instance: Instance, context: Context, message: str
) -> NotAwaited | NotFound:
    waits = (state for state in routine.states.values() if isinstance(state, Wait))
    known = [wait.message for wait in waits if wait.message]
    if message not in known:
        return NotFound("message", message, nearest(message, known))
    said = in_both(routine, instance.facts, context)
    places = [said(state.title) for _, state in choosing.resting(routine, instance)]
    return NotAwaited(message, places, choosing.possible(routine, instance, context))
