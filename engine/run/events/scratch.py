"""An instance while one step of it is computed: the moves it makes and what they withdraw and arm.

Everything here is thrown away when the step is refused; only `outcome()` of a finished step counts.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from engine.errors.step import Incident
from engine.model.conditions import Env, Expression
from engine.model.facts import FactValue, wire
from engine.model.routine import MAIN, Call, Move, Routine, Start, State, Step, Timer, Together
from engine.run import duties
from engine.run.context import Context, env_of, words_of
from engine.run.instance import KEPT_CHILDREN, Child, Instance, PendingTimer, Status, Token
from engine.run.outcome import CancelChild, Effect, Happened, Outcome, StartChild
from engine.run.standstill import TimerCannotFire
from engine.said import Said
from engine.values.texts import Text

AUTOMATIC_LIMIT = 10_000
"""How many states one step may enter. `check` refuses endless automatic loops; this stops one that slips through."""


class _Place:
    """What a flow's machine moves: an object with nothing but `state`."""

    __slots__ = ("state",)

    def __init__(self, state: str) -> None:
        self.state = state


class Scratch:
    """The working copy of one instance during one step."""

    def __init__(self, routine: Routine, instance: Instance, now: datetime, context: Context) -> None:
        self.routine, self.before, self.now, self.context = routine, instance, now, context
        self.tokens: dict[str, Token] = dict(instance.tokens)
        self.facts: Mapping[str, FactValue] = instance.facts
        self.timers: list[PendingTimer] = list(instance.timers)
        self.fired: set[tuple[int, int]] = set(instance.fired)
        self.children: list[Child] = list(instance.children)
        self.visits, self.born = instance.visits, instance.born
        self.status, self.outcome_name = instance.status, instance.outcome
        self.owner, self.done, self.starters = instance.owner, instance.done, instance.starters
        self.effects: list[Effect] = []
        self.happened: list[Happened] = []
        self.entered: deque[Token] = deque()
        self._entries = 0

    # Reading

    @property
    def here(self) -> datetime:
        """Now, in the organisation's zone."""
        return self.now.astimezone(self.context.zone)

    def state(self, flow: str) -> State:
        """The state that the flow is in."""
        return self.routine.states[self.tokens[flow].state]

    def token(self, visit: int | None) -> Token | None:
        """The token of that visit, where it is not over."""
        return next((token for token in self.tokens.values() if token.visit == visit), None)

    def env(self, *, checklist_done: bool = False) -> Env:
        """What conditions read now."""
        return env_of(self.facts, self.children, self.now, self.context, checklist_done=checklist_done)

    def fill(self, text: Text) -> str:
        """The text in the routine's own language, with its names filled in."""
        language = self.routine.languages[0]
        return text.fill(words_of(self.routine, self.facts, self.context, language), language)

    # Moving

    def move(self, move: Move, env: Env | None = None) -> None:
        """Make a move that nothing stands against: it has no guard, or its guard was found true in `env` (else: as it is now).

        Raises:
            RuntimeError: the machine says no, which is a fault of ours; the step must not go on as if it had moved.
        """
        if not self.try_move(move, env or self.env()):
            raise RuntimeError(
                f"{self.routine.id}: the move {move.trigger} was to be made and its guard is false"
            )

    def try_move(self, move: Move, env: Env) -> bool:
        """Put the move to its flow's machine. False: its guard is false, nothing has moved. Leaves what is left, enters the target."""
        place = _Place(self.tokens[move.flow].state)
        if not self.routine.flows[move.flow].machine.events[move.trigger].trigger(place, env):
            return False
        if move.to is not None:
            self.leave(move.flow)
            self.enter(move.flow, place.state)
        return True

    def enter(self, flow: str, state: str) -> None:
        """Put the flow's token in the state, arm its timers, and let the completion steps look at it."""
        self._entries += 1
        if self._entries > AUTOMATIC_LIMIT:
            title = self.routine.states[state].title
            raise Incident(
                Said(
                    f"den går runt utan slut vid ”{title.say('sv')}”.",
                    f"it goes round without end at “{title.say('en')}”.",
                ),
            )
        self.visits += 1
        held = duties.held_for(self, self.routine.states[state])
        self.tokens[flow] = Token(
            flow=flow, state=state, visit=self.visits, since=self.now, taken_by=held.by if held else None
        )
        self.note("entered", state=state, visit=self.visits)
        self._arm(self.tokens[flow], {})
        self.entered.append(self.tokens[flow])

    def leave(self, flow: str) -> None:
        """Take the flow's token away, with all that belonged to the visit: timers, branches, called children.

        What is left for something was there before it: what is registered afterwards of one branch may have been done before another's.
        """
        token = self.tokens.pop(flow)
        self.now = max(self.now, token.since)
        self.timers = [timer for timer in self.timers if timer.visit != token.visit]
        self.fired = {(visit, index) for visit, index in self.fired if visit != token.visit}
        state = self.routine.states[token.state]
        if isinstance(state, Together):
            for branch in state.flows:
                if branch in self.tokens:
                    self.leave(branch)
        elif isinstance(state, Call):
            for child in self.children:
                if child.visit == token.visit and child.status == "running":
                    self.effects.append(CancelChild(child=child.id))
                    self.child_over(child.id, "cancelled", None)

    def end(self, outcome: str) -> None:
        """End the instance. Only its end state is active: whatever else was has been left on the way here."""
        self.status, self.outcome_name = "ended", outcome
        self.note("ended", detail={"outcome": outcome})

    def cancel(self) -> None:
        """Stop the instance where it is: called children are cancelled, those beside go on."""
        self.leave(MAIN)
        self.status, self.outcome_name = "cancelled", None
        self.note("cancelled")

    # Who does what

    def did(self, step: str, by: str, on_behalf: str | None) -> None:
        """Somebody has done the step: remembered where the routine asks, with what follows for those who have, or could have, another."""
        if step not in duties.asked_of(self.routine):
            return
        self.done = duties.with_done(self.done, step, filter(None, (by, on_behalf)))
        for flow, token in list(self.tokens.items()):
            state = self.state(flow)
            if token.taken_by is not None and duties.kept_from(self, state, None, token.taken_by):
                self.note("released", state=token.state, visit=token.visit)
                token = replace(token, taken_by=None)
            if token.taken_by is None and isinstance(state, Step) and step in state.same_as:
                held = duties.held_for(self, state)
                token = replace(token, taken_by=held.by if held else None)
            self.tokens[flow] = token

    def hand_over(self, to: str) -> None:
        """Make `to` the owner, of the steps that the owner had taken too. Who started it is remembered."""
        starters = duties.starters_of(self)
        self.starters = () if starters == (to,) else starters
        for flow, token in self.tokens.items():
            if token.taken_by == self.owner:
                self.tokens[flow] = replace(token, taken_by=to)
        self.owner = to

    # Facts and timers

    def set_facts(self, values: Mapping[str, FactValue | None]) -> None:
        """Set facts (None unsets one) and move the timers that count from them."""
        values = {name: value for name, value in values.items() if value is not None or name in self.facts}
        if not values:
            return
        fired = self._fired_when_due()
        # A new mapping: what was judged by the facts as they were (a choice's guard) goes on seeing those.
        self.facts = {name: value for name, value in {**self.facts, **values}.items() if value is not None}
        self.note("asked", detail={name: wire(value) for name, value in values.items()})
        for token in list(self.tokens.values()):
            self._arm(token, fired)

    def _fired_when_due(self) -> dict[tuple[int, int], datetime | None]:
        """When the timers that have fired are due by the facts as they are, by visit and index."""
        return {
            (token.visit, timer.index): self._due(timer, token)
            for token in self.tokens.values()
            for timer in self.routine.states[token.state].timers
            if (token.visit, timer.index) in self.fired
        }

    def work_out(self, pairs: tuple[tuple[str, Expression], ...]) -> dict[str, FactValue | None]:
        """The values of expressions by the fact they are for; None where a needed fact is unset."""
        if not pairs:
            return {}
        env = self.env()
        return {name: expression.value(env) for name, expression in pairs}

    def _arm(self, token: Token, fired: Mapping[tuple[int, int], datetime | None]) -> None:
        """Arm the timers of the token's state that are ahead or new. One that has fired, when it was due as `fired` says, stays so until a
        fact moves it ahead: that it lies ahead is not enough, for a clock may have been set back, or be another machine's.
        """
        for timer in self.routine.states[token.state].timers:
            due = self._due(timer, token)
            if any(each.due == due and _is(each, token, timer) for each in self.timers):
                continue
            ahead = due is not None and due > self.now
            if (token.visit, timer.index) in self.fired:
                if due is None:
                    self.timers = [each for each in self.timers if not _is(each, token, timer)]
                if not ahead or due == fired[token.visit, timer.index]:
                    continue
                self.fired.remove((token.visit, timer.index))
            if ahead and isinstance(token.incident, TimerCannotFire) and token.incident.index == timer.index:
                token = replace(token, incident=None)
                self.tokens[token.flow] = token
            self.timers = [each for each in self.timers if not _is(each, token, timer)]
            if due is not None:
                self.timers.append(
                    PendingTimer(state=token.state, visit=token.visit, index=timer.index, due=due)
                )

    def _due(self, timer: Timer, token: Token) -> datetime | None:
        if timer.after is not None:
            return token.since + timer.after
        assert timer.by is not None
        # `now` in the expression is when the state was entered, however often facts move the timer.
        env = env_of(self.facts, self.children, token.since, self.context)
        due = timer.by.value(env)
        return due if isinstance(due, datetime) else None

    # Children

    def start_child(self, place: Call | Start, visit: int | None) -> None:
        """Start a routine with what its place hands down: called by the visit, or beside (None)."""
        self.born += 1
        child = child_id(self.before.id, self.born)
        self.children.append(Child(id=child, routine=place.routine, visit=visit))
        facts = {name: value for name, value in self.work_out(place.hand_down).items() if value is not None}
        self.effects.append(StartChild(child=child, place=place, facts=facts, visit=visit))

    def child_over(self, child: str, status: Status, outcome: str | None) -> None:
        """Note that a child has ended or been cancelled, and forget the oldest of those that are over."""
        self.children = [
            replace(each, status=status, outcome=outcome) if each.id == child else each
            for each in self.children
        ]
        over = [each for each in self.children if each.status != "running"]
        for oldest in over[:-KEPT_CHILDREN]:
            self.children.remove(oldest)

    # Results

    def note(self, kind: str, **rest: Any) -> None:
        """Add to what happened."""
        self.happened.append(Happened(kind=kind, instance=self.before.id, **rest))

    def outcome(self) -> Outcome:
        """The finished step."""
        after = replace(
            self.before,
            revision=self.before.revision + 1,
            tokens=self.tokens,
            facts=self.facts,
            timers=tuple(sorted(self.timers, key=lambda each: (each.due, each.visit, each.index))),
            fired=frozenset(self.fired),
            children=tuple(self.children),
            visits=self.visits,
            born=self.born,
            status=self.status,
            outcome=self.outcome_name,
            ended_at=None if self.status == "running" else self.before.ended_at or self.now,
            owner=self.owner,
            done=self.done,
            starters=self.starters,
        )
        return Outcome(instance=after, effects=tuple(self.effects), happened=tuple(self.happened))


def _is(pending: PendingTimer, token: Token, timer: Timer) -> bool:
    return (pending.visit, pending.index) == (token.visit, timer.index)


def child_id(parent: str, number: int) -> str:
    """The id of the `number`th instance that `parent` starts: opaque, and the same when a history is replayed."""
    return hashlib.sha256(f"{parent}/{number}".encode()).hexdigest()[:20]
