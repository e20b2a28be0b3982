"""What can be done about what stands still, and doing it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from engine.errors.root import Refusal
from engine.errors.value import FactsWrong
from engine.model.routine import CANCELLED, Call, Do, Move, Routine, Step
from engine.problems import listed
from engine.run import who
from engine.run.commands import FireTimer, Resolve
from engine.run.events import timers
from engine.run.events.scratch import Scratch
from engine.run.instance import Token
from engine.run.standstill import TimerCannotFire
from engine.said import Said
from engine.values.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class WayOn:
    """One way on. `target`: the outcome ("" for all others, or for work that is taken as delivered) or the step; "" for `again`."""

    way: Literal["again", "outcome", "step"]
    target: str = ""


def ways_on(routine: Routine, token: Token) -> tuple[WayOn, ...]:
    """What can be done about the token's incident; nothing where it has none.

    It can be tried again; taken as if it had come to an outcome that the routine has a way for; or left for a step of the same flow.
    """
    if token.incident is None:
        return ()
    steps = (
        WayOn(way="step", target=id)
        for id in routine.flows[token.flow].states
        if isinstance(routine.states[id], Step) and id != token.state
    )
    outcomes = (WayOn(way="outcome", target=outcome) for outcome in _moves(routine, token))
    return (WayOn(way="again"), *outcomes, *steps)


def label(routine: Routine, token: Token, way: WayOn, say: Callable[[Text], Said]) -> Said:
    """What a manager is offered, in words."""
    if way.way == "step":
        title = say(routine.states[way.target].title)
        return Said(f"Gå vidare från ”{title.sv}”", f"Go on from “{title.en}”")
    if way.way == "again":
        return _again(routine, token)
    if isinstance(routine.states[token.state], Do):
        return Said("Gå vidare som om det hade kommit fram", "Go on as if it had been delivered")
    if way.target == CANCELLED:
        return Said("Gå vidare som när den avbryts", "Go on as when it is cancelled")
    if way.target:
        return Said(
            f"Gå vidare som om det slutade med ”{way.target}”", f"Go on as if it ended with “{way.target}”"
        )
    return Said("Gå vidare som efter de andra sluten", "Go on as after the other ends")


def _again(routine: Routine, token: Token) -> Said:
    if _timer(token) is not None:
        return Said("Försök igen nu", "Try again now")
    if isinstance(routine.states[token.state], Do):
        return Said("Skicka igen", "Send it again")
    return Said("Kör rutinen igen", "Run the routine again")


def resolve(scratch: Scratch, event: Resolve) -> Refusal | None:
    """Do what a manager has chosen about what stands still in the state.

    Raises:
        Incident: it stands still again at once where nothing could have been kept; nothing has changed.
    """
    routine = scratch.routine
    allowed = who.may_see_to(routine, scratch.before, event.by)
    if isinstance(allowed, Refusal):
        return allowed
    token = next(
        (each for each in scratch.tokens.values() if each.state == event.state and each.incident), None
    )
    if token is None:
        said = Said("Inget står still där. Hämta läget igen.", "Nothing stands still there. Fetch it again.")
        return FactsWrong({"state": said})
    if not event.reason.strip():
        return FactsWrong({"reason": Said("Skriv varför du gör så.", "Write why you do so.")})
    chosen = next(
        (each for each in ways_on(routine, token) if (each.way, each.target) == (event.way, event.target)),
        None,
    )
    if chosen is None:
        return _no_such_way(routine, token, event.way)
    detail = {"way": chosen.way, "target": chosen.target, "reason": event.reason}
    scratch.note("resolved", state=token.state, visit=token.visit, detail=detail)
    index = _timer(token)
    if chosen.way == "outcome":
        scratch.move(_moves(routine, token)[chosen.target])
    elif chosen.way == "again" and index is not None:
        again = FireTimer(at=event.at, by=event.by, instance=event.instance, visit=token.visit, index=index)
        return timers.fire(scratch, again)
    else:
        scratch.leave(token.flow)
        scratch.enter(token.flow, chosen.target or token.state)
    return None


def _moves(routine: Routine, token: Token) -> dict[str, Move]:
    """The ways that the routine itself has from where the token stands, by what leads there."""
    state = routine.states[token.state]
    if _timer(token) is not None:
        return {}
    if isinstance(state, Do):
        return {"": state.done}
    assert isinstance(state, Call)
    others = {"": state.otherwise, CANCELLED: state.cancelled}
    return {**state.outcomes, **{target: move for target, move in others.items() if move}}


def _timer(token: Token) -> int | None:
    """The timer that can't fire, where that is the incident."""
    return token.incident.index if isinstance(token.incident, TimerCannotFire) else None


def _no_such_way(routine: Routine, token: Token, way: str) -> FactsWrong:
    targets = [each.target or "–" for each in ways_on(routine, token) if each.way == way]
    if not targets:
        return FactsWrong({"way": Said("Det går inte att göra så här.", "That can't be done here.")})
    return FactsWrong(
        {
            "target": Said(
                f"Det går inte att gå vidare så. Välj {listed(targets, 'eller')}.",
                f"It can't go on like that. Choose {listed(targets, 'or')}.",
            )
        }
    )
