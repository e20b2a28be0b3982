"""A timer is due: what it does, and what is said where it can't."""

from __future__ import annotations

from dataclasses import replace

from engine.errors import Refusal, Stale
from engine.run import who
from engine.run.commands import CannotFire, FireTimer
from engine.run.instance import CANNOT_FIRE
from engine.run.outcome import Notice
from engine.run.scratch import Scratch


def fire(scratch: Scratch, event: FireTimer) -> Refusal | None:
    """Do what the timer is for, if it is still armed and due."""
    pending = next(
        (each for each in scratch.timers if (each.visit, each.index) == (event.visit, event.index)), None
    )
    token = scratch.token(event.visit)
    if pending is None or token is None or pending.due > event.at:
        return Stale()
    timer = next(each for each in scratch.state(token.flow).timers if each.index == event.index)
    scratch.timers.remove(pending)
    scratch.fired.add((event.visit, event.index))
    scratch.note("timer", state=token.state, visit=token.visit, detail={"index": timer.index})
    if timer.move is not None:
        scratch.move(timer.move)
        return None
    if token.incident == f"{CANNOT_FIRE}{event.index}":
        scratch.tokens[token.flow] = replace(token, incident=None, why=None)
    text = timer.remind or timer.say
    assert text is not None
    roles = timer.notify or who.roles_of(scratch.routine, scratch.state(token.flow))
    own = timer.remind is not None and (token.taken_by is not None or who.is_owners(scratch.before, roles))
    scratch.effects.append(
        Notice(
            kind="remind" if timer.remind else "notify",
            instance=scratch.before.id,
            state=token.state,
            visit=token.visit,
            text=scratch.fill(text),
            subject=(token.taken_by or scratch.owner) if own else None,
            roles=() if own else roles,
            unit=scratch.before.unit,
        )
    )
    return None


def cannot_fire(scratch: Scratch, event: CannotFire) -> Refusal | None:
    """Let the place say that its timer can't fire, if it says nothing yet."""
    token = scratch.token(event.visit)
    waits = any((each.visit, each.index) == (event.visit, event.index) for each in scratch.timers)
    if token is None or not waits or token.incident is not None:
        return Stale()
    detail = {"index": event.index, "why": list(event.why)}
    scratch.note("cannot_fire", state=token.state, visit=token.visit, detail=detail)
    scratch.tokens[token.flow] = replace(token, incident=f"{CANNOT_FIRE}{event.index}", why=event.why)
    return None
