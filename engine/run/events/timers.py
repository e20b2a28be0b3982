"""Timers: what one that is due does, what is said where it can't, and when a place is next reminded of or limited."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from engine.errors.root import Refusal
from engine.errors.step import Stale
from engine.model.routine import Routine
from engine.run import who
from engine.run.commands import CannotFire, FireTimer
from engine.run.events.scratch import Scratch
from engine.run.instance import Instance, Token
from engine.run.outcome import Notice
from engine.run.standstill import TimerCannotFire


def fire(scratch: Scratch, event: FireTimer) -> Refusal | None:
    """Do what the timer is for, if it is still armed and due."""
    pending = next(
        (each for each in scratch.timers if (each.visit, each.index) == (event.visit, event.index)), None
    )
    token = scratch.token(event.visit)
    if pending is None or token is None or pending.fires_at > event.at:
        return Stale()
    timer = next(each for each in scratch.state(token.flow).timers if each.index == event.index)
    scratch.timers.remove(pending)
    scratch.fired.add((event.visit, event.index))
    scratch.note("timer", state=token.state, visit=token.visit, detail={"index": timer.index})
    if timer.move is not None:
        scratch.move(timer.move)
        return None
    if timer.every is not None:
        scratch.timers.append(
            replace(pending, due=_next(pending.due, timer.every, event.at), held_until=None)
        )
    if isinstance(token.incident, TimerCannotFire) and token.incident.index == event.index:
        scratch.tokens[token.flow] = replace(token, incident=None)
    text = timer.remind or timer.say
    assert text is not None
    roles = timer.notify or who.roles_of(scratch.routine, scratch.state(token.flow))
    state = scratch.state(token.flow)
    holders = (who.holder(scratch.before, token, state, role) for role in roles)
    reminded = next(filter(None, holders), None) if timer.remind is not None else None
    scratch.effects.append(
        Notice(
            kind="remind" if timer.remind else "notify",
            instance=scratch.before.id,
            state=token.state,
            visit=token.visit,
            text=scratch.fill(text),
            timer=event.index,
            subject=reminded,
            roles=() if reminded else roles,
            unit=scratch.before.unit,
        )
    )
    return None


def _next(due: datetime, every: timedelta, at: datetime) -> datetime:
    """When what was due comes again: the first time after now, so that what was missed meanwhile is not made up for."""
    return due + every * max(1, (at - due) // every + 1)


def cannot_fire(scratch: Scratch, event: CannotFire) -> Refusal | None:
    """Let the place say that its timer can't fire, if it says nothing yet."""
    token = scratch.token(event.visit)
    waits = any((each.visit, each.index) == (event.visit, event.index) for each in scratch.timers)
    if token is None or not waits or token.incident is not None:
        return Stale()
    detail = {"index": event.index, "why": list(event.why)}
    scratch.note("cannot_fire", state=token.state, visit=token.visit, detail=detail)
    scratch.tokens[token.flow] = replace(token, incident=TimerCannotFire(event.index, event.why))
    return None


def reminder_and_limit(
    routine: Routine, instance: Instance, token: Token
) -> tuple[datetime | None, datetime | None]:
    """When the place is next reminded of; and the first limit: when somebody else is told, or the routine goes on by itself."""
    reminds = {timer.index for timer in routine.states[token.state].timers if timer.remind is not None}
    armed = [timer for timer in instance.timers if timer.visit == token.visit]
    return (
        min((timer.due for timer in armed if timer.index in reminds), default=None),
        min((timer.due for timer in armed if timer.index not in reminds), default=None),
    )
