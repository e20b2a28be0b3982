"""One step of one instance: `step(routine, instance, event, context) -> Outcome | Refusal`. Pure: time and all else come in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from engine.errors.root import Refusal
from engine.errors.step import NotRunning, NotTaken, Stale
from engine.errors.value import FactsWrong
from engine.model.facts import FactValue
from engine.model.routine import MAIN, Call, Do, Routine, Step
from engine.run import duties, who
from engine.run.commands import (
    Cancel,
    CannotFire,
    Choose,
    Correct,
    Delivered,
    FireTimer,
    HandOver,
    InstanceCommand,
    Receive,
    Resolve,
    Take,
)
from engine.run.context import Context
from engine.run.events import choosing, correcting, messages, resolving, timers
from engine.run.events.asking import read_start, read_values
from engine.run.events.scratch import Scratch
from engine.run.events.settling import settle
from engine.run.instance import Instance, Person, Status, Token
from engine.run.outcome import Outcome, PassOn
from engine.run.standstill import CallCannotStart, DoesNotFit, NoWayOn, Undelivered
from engine.said import Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Begin:
    """The instance begins: facts from a person (wire values, checked against `start: ask`) or handed down by a parent, whose values they
    still are.
    """

    at: datetime
    facts: Mapping[str, Any]
    handed_down: Mapping[str, FactValue]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildOver:
    """A child has ended or been cancelled; `facts` are the child's."""

    at: datetime
    child: str
    visit: int | None
    status: Status
    outcome: str | None
    facts: Mapping[str, FactValue]


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """The state that called this instance was left."""

    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NotStarted:
    """A called routine could not start. `tried`: its version, None where none is published."""

    at: datetime
    child: str
    visit: int
    tried: Routine | None
    why: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedOn:
    """What called this instance was handed over."""

    at: datetime
    to: str


Event = Begin | ChildOver | NotStarted | PassedOn | Withdrawn | InstanceCommand


def step(routine: Routine, instance: Instance, event: Event, context: Context) -> Outcome | Refusal:
    """What the event leads to, come to rest, or why not. `instance` is never changed. An instance that is over takes corrections only.

    Raises:
        Incident: the routine can't go on by itself.
    """
    if instance.status != "running" and not isinstance(event, Correct):
        return NotRunning(instance.status, instance.outcome)
    at = event.when if isinstance(event, InstanceCommand) else event.at
    scratch = Scratch(routine, instance, at, context)
    refusal = _EVENTS[type(event)](scratch, event)
    if refusal is not None:
        return refusal
    settle(scratch)
    return scratch.outcome()


def _begin(scratch: Scratch, event: Begin) -> Refusal | None:
    values = read_start(scratch.routine, event.handed_down, event.facts, scratch.here)
    if isinstance(values, FactsWrong):
        return values
    scratch.set_facts(values)
    scratch.enter(MAIN, scratch.routine.flows[MAIN].initial)
    return None


def _delivered(scratch: Scratch, event: Delivered) -> Refusal | None:
    token = scratch.token(event.visit)
    state = scratch.state(token.flow) if token else None
    if token is None or not isinstance(state, Do):
        return Stale()
    detail = {"problem": event.problem} if event.problem else None
    scratch.note(
        "failed" if event.problem else "delivered", state=token.state, visit=token.visit, detail=detail
    )
    if event.problem is None:
        scratch.move(state.done)
    elif state.failed is not None:
        scratch.move(state.failed)
    else:
        scratch.tokens[token.flow] = replace(token, incident=Undelivered(event.problem))
    return None


def _cancel(scratch: Scratch, event: Cancel) -> Refusal | None:
    allowed = who.may_manage(scratch.routine, scratch.before, event.by, owner_too=False)
    if isinstance(allowed, Refusal):
        return allowed
    if not event.reason.strip():
        return FactsWrong(
            {"reason": Said("Skriv varför rutinen avbryts.", "Write why the routine is cancelled.")}
        )
    scratch.cancel()
    return None


def _take(scratch: Scratch, event: Take) -> Refusal | None:
    found = choosing.find_step(scratch.routine, scratch.before, scratch.context, event.state)
    if isinstance(found, Refusal):
        return found
    token, state = found
    if not isinstance(state, Step):
        return choosing.not_possible(scratch.routine, scratch.before, scratch.context, event.state)
    if event.release and not who.holders_of(scratch.routine, scratch.before, token):
        return NotTaken(state.title.said())
    may = who.may_give_back if event.release else who.may_take
    allowed = may(scratch.routine, scratch.before, token, event.by)
    if isinstance(allowed, Refusal):
        return allowed
    taken = replace(token, taken_by=event.by.subject)
    scratch.tokens[token.flow] = _given_back(scratch, token, event.by) if event.release else taken
    detail = {"on_behalf": allowed.on_behalf} if allowed.on_behalf else None
    kind = "released" if event.release else "taken"
    scratch.note(kind, state=token.state, visit=token.visit, detail=detail)
    return None


def _given_back(scratch: Scratch, token: Token, by: Person) -> Token:
    """What is the person's own is given back; by anybody else, all that somebody has there."""
    held = duties.choices_held_for(scratch.routine, scratch.before, token)
    own = by.subject in (token.taken_by, *held)
    return replace(
        token,
        taken_by=token.taken_by if own and token.taken_by != by.subject else None,
        freed=token.freed or (by.subject in held if own else bool(held)),
    )


def _hand_over(scratch: Scratch, event: HandOver) -> Refusal | None:
    allowed = who.may_manage(scratch.routine, scratch.before, event.by, owner_too=True)
    return allowed if isinstance(allowed, Refusal) else _give(scratch, event.to)


def _passed_on(scratch: Scratch, event: PassedOn) -> Refusal | None:
    return _give(scratch, event.to)


def _give(scratch: Scratch, to: str) -> Refusal | None:
    """Make `to` the owner, of what the owner had called as well; what was started beside stays whose it is."""
    cannot = who.cannot_receive(scratch.routine, scratch.before, to)
    if cannot is not None:
        return cannot
    owner = scratch.owner
    scratch.note("handed_over", detail={"from": owner, "to": to})
    scratch.hand_over(to)
    scratch.effects.extend(
        PassOn(child=child.id, owner=owner, to=to)
        for child in scratch.children
        if child.visit is not None and child.status == "running"
    )
    return None


def _child_over(scratch: Scratch, event: ChildOver) -> Refusal | None:
    scratch.child_over(event.child, event.status, event.outcome)
    scratch.note(
        "child_ended", detail={"child": event.child, "status": event.status, "outcome": event.outcome}
    )
    token = scratch.token(event.visit)
    state = scratch.state(token.flow) if token else None
    if token is None or not isinstance(state, Call):
        return None
    ended = event.status == "ended"
    move = state.outcomes.get(event.outcome or "", state.otherwise) if ended else state.cancelled
    if move is None:
        scratch.tokens[token.flow] = replace(token, incident=NoWayOn(event.outcome))
        return None
    # What was cancelled has come to nothing that can be taken up.
    wanted = {here: event.facts.get(there) for here, there in state.take} if ended else {}
    taken = read_values(scratch.routine, wanted)
    if isinstance(taken, FactsWrong):
        # Whoever ended the called routine did nothing wrong: it has ended, and this one stands.
        scratch.tokens[token.flow] = replace(token, incident=DoesNotFit(tuple(taken.problems)))
        return None
    scratch.set_facts(taken)
    scratch.move(move)
    return None


def _not_started(scratch: Scratch, event: NotStarted) -> Refusal | None:
    scratch.children = [each for each in scratch.children if each.id != event.child]
    token = scratch.token(event.visit)
    if token is None:
        return None
    # The version is kept so that a replay tries the one that was chosen then.
    tried = event.tried and {
        "routine": event.tried.id,
        "version": event.tried.version,
        "digest": event.tried.digest,
    }
    detail = {"why": list(event.why), **(tried or {})}
    scratch.note("not_started", state=token.state, visit=token.visit, detail=detail)
    scratch.tokens[token.flow] = replace(token, incident=CallCannotStart(event.why))
    return None


def _withdrawn(scratch: Scratch, event: Withdrawn) -> Refusal | None:
    scratch.cancel()
    return None


_EVENTS: dict[type, Callable[[Scratch, Any], Refusal | None]] = {
    Begin: _begin,
    ChildOver: _child_over,
    NotStarted: _not_started,
    PassedOn: _passed_on,
    Withdrawn: _withdrawn,
    Choose: choosing.choose,
    FireTimer: timers.fire,
    Receive: messages.receive,
    CannotFire: timers.cannot_fire,
    Delivered: _delivered,
    Correct: correcting.correct,
    Cancel: _cancel,
    Take: _take,
    Resolve: resolving.resolve,
    HandOver: _hand_over,
}
