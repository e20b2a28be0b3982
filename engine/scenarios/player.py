"""A case in memory on a simulated clock: what is done in it, what time brings, and what becomes of what it sends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from engine.errors.root import Refusal
from engine.errors.step import Incident
from engine.errors.value import FactsWrong
from engine.model import facts as values
from engine.model.routine import Choice, Routine, Step
from engine.model.scenario import MORNING, ScenarioLine
from engine.problems import Problem
from engine.run import who
from engine.run.case import advance
from engine.run.commands import Cancel, Choose, Command, Delivered, FireTimer, Receive, StartCase
from engine.run.context import Library
from engine.run.events import choosing
from engine.run.events.messages import waits_for
from engine.run.instance import SYSTEM, Case, Instance, PendingTimer, Person, Token
from engine.run.outcome import CaseOutcome, Happened, Notice, Send
from engine.said import Said
from engine.scenarios.cast import doer, somebody, stand_in
from engine.scenarios.made_up import made_up
from engine.scenarios.passing import with_exits

UNIT = "enheten"
ROOT = "ovning"

NOT_ARRIVED = "nådde inte fram"
CANCELLED_BECAUSE = "scenariot avbryter den"


@dataclass(frozen=True, slots=True)
class LineWrong:
    """What a line of a scenario says and can't mean, and the key that says it; a fact's is `facts.name`."""

    said: Said
    key: str

    def say(self, language: str = "sv") -> str:
        """The sentence in `language`."""
        return self.said.say(language)


_NOTHING_SENT = LineWrong(
    Said(
        "Raden leder inte till något mejl eller anrop, så delivered: no betyder inget här. Ta bort det.",
        "The line leads to no mail or webhook, so delivered: no means nothing here. Remove it.",
    ),
    "delivered",
)

_NOT_REFUSED = LineWrong(
    Said(
        "Raden säger refused: yes, men det nekas inte. Ta bort refused, eller rätta det som skulle neka det.",
        "The line says refused: yes, but it is not refused. Remove refused, or correct what was to refuse it.",
    ),
    "refused",
)

TIMES_AT_ONCE = 50
"""How many times one timer of a state may fire in one moment: after that it is taken to go round."""


def person_in(role: str, unit: str = UNIT) -> Person:
    """Somebody who has the role in the unit and no name."""
    return stand_in(role, unit)


class Player:
    """One case on a simulated clock. Mail and webhooks count as delivered at once, unless `arrives` is False; nothing leaves the
    machine.
    """

    def __init__(self, library: Library, now: datetime = MORNING, unit: str = UNIT) -> None:
        self.library, self.now, self.unit = library, now, unit
        self.case = Case(id=ROOT)
        self.happened: list[Happened] = []
        self.sent: list[Notice | Send] = []
        self.arrives = True

    @property
    def root(self) -> Instance:
        """The instance that the case began with."""
        return self.case.instances[ROOT]

    def start(
        self, routine: Routine, person: Person, facts: Mapping[str, Any] | None = None
    ) -> Refusal | None:
        """Begin the case; facts as wire values. What `start: ask` wants and is not given is made up."""
        given = dict(facts or {})
        for ask in routine.begin.ask:
            if ask.required:
                given.setdefault(ask.fact, made_up(routine.facts[ask.fact], self.now))
        return self.do(
            StartCase(
                at=self.now,
                by=person,
                instance=ROOT,
                routine=routine.id,
                digest=routine.digest,
                unit=self.unit,
                facts=given,
            )
        )

    def choose(
        self,
        instance: str,
        state: str,
        choice: str,
        person: Person,
        facts: Mapping[str, Any] | None = None,
        checked: Iterable[int] | None = None,
    ) -> Refusal | None:
        """Take a choice; the whole checklist counts as ticked unless `checked` says otherwise."""
        found = self._routine(instance).states.get(state)
        items = len(found.checklist) if isinstance(found, Step) else 0
        ticks = frozenset(range(1, items + 1) if checked is None else checked)
        return self.do(
            Choose(
                at=self.now,
                by=person,
                instance=instance,
                state=state,
                choice=choice,
                facts=dict(facts or {}),
                checked=ticks,
            )
        )

    def wait(self, duration: timedelta) -> None:
        """Let time pass; timers of all instances fire in the order in which they are due. Of what comes again and again meanwhile, the
        first and the last time are enough.
        """
        until = self.now + duration
        now: Counter[tuple[str, str, int]] = Counter()
        again: set[tuple[str, int, int]] = set()
        while due := self._next_due(until, again):
            at, instance, timer = due
            again.add((instance, timer.visit, timer.index))
            if at > self.now:
                now.clear()
            now[instance, timer.state, timer.index] += 1
            if now[instance, timer.state, timer.index] > TIMES_AT_ONCE:
                raise Incident(
                    Said(
                        "timrar för den runt utan slut utan att tiden går.",
                        "timers move it round without end while no time passes.",
                    ),
                )
            self.now = max(self.now, at)
            fire = FireTimer(at=self.now, by=SYSTEM, instance=instance, visit=timer.visit, index=timer.index)
            refusal = self.do(fire)
            assert refusal is None, refusal
        self.now = until

    def receive(
        self,
        message: str,
        facts: Mapping[str, Any] | None = None,
        to: Instance | None = None,
        by: Person | None = None,
    ) -> Refusal | None:
        """Give a message to the instance, or to the first that waits for it; somebody tells it who may, unless it is told `by` somebody."""
        running = self.running()
        waiting = (each for each in running if any(waits_for(self._routine(each.id), each, message)))
        instance = to or next(waiting, None) or next(iter(running), self.root)
        waits = waits_for(self._routine(instance.id), instance, message)
        role = next((role for _, wait in waits for role in wait.roles), None)
        person = by or (person_in(role, self.unit) if role else SYSTEM)
        return self.do(
            Receive(at=self.now, by=person, instance=instance.id, message=message, facts=dict(facts or {}))
        )

    def cancel(self, instance: Instance, by: Person | None = None) -> Refusal | None:
        """Cancel a running instance, by a manager of its routine unless it is said by whom."""
        managers = self._routine(instance.id).managers()
        person = by or person_in(next(iter(managers), ""), self.unit)
        return self.do(Cancel(at=self.now, by=person, instance=instance.id, reason=CANCELLED_BECAUSE))

    def follow(self, line: ScenarioLine) -> Refusal | LineWrong | None:
        """Carry out a line of a scenario; why not, or None."""
        sent = len(self.sent)
        self.arrives = line.delivered
        try:
            wrong = self._carried_out(line)
        finally:
            self.arrives = True
        if line.refused:
            return _refused(wrong)
        if (
            wrong is None
            and not line.delivered
            and not any(isinstance(each, Send) for each in self.sent[sent:])
        ):
            return _NOTHING_SENT
        return wrong

    def named(self, routine: str | None) -> Instance | None:
        """The instance that a line means: the case's own, or the latest started running one of the routine."""
        if routine is None:
            return self.root
        return next((each for each in reversed(self.running()) if each.routine == routine), None)

    def running(self) -> list[Instance]:
        """The running instances, the oldest first."""
        return [each for each in self.case.instances.values() if each.status == "running"]

    def do(self, command: Command) -> Refusal | None:
        """Carry out any command; deliver what it sends.

        Raises:
            Incident: it can't go on by itself.
        """
        outcome = advance(self.case, command, self.library)
        if not isinstance(outcome, CaseOutcome):
            return outcome
        self.check(outcome)
        self.accepted(command, outcome)
        for send in outcome.effects:
            if isinstance(send, Send):
                self.deliver(send)
        return None

    def deliver(self, send: Send) -> None:
        """What becomes of a mail or a webhook: it counts as delivered at once, or as given up; what that leads to arrives."""
        arrives, self.arrives = self.arrives, True
        problem = None if arrives else NOT_ARRIVED
        self.do(Delivered(at=self.now, by=SYSTEM, instance=send.instance, visit=send.visit, problem=problem))
        self.arrives = arrives

    def check(self, outcome: CaseOutcome) -> None:
        """A call that can't start stands until somebody sees to it; where it is rehearsed, it is a fault. Raises Incident."""
        for each in outcome.happened:
            if each.kind == "not_started":
                assert each.detail is not None
                raise Incident(each.detail["why"])

    def accepted(self, command: Command, outcome: CaseOutcome) -> None:
        """Go on from what an accepted command has led to."""
        self.case = outcome.case
        self.happened.extend(with_exits(outcome.happened, outcome.case, self.now, self.library))
        self.sent.extend(outcome.effects)

    def _carried_out(self, line: ScenarioLine) -> Refusal | LineWrong | None:
        if line.wait is not None:
            self.wait(line.wait)
            return None
        person = person_in(line.actor, self.unit) if line.actor else None
        if line.message is not None and line.routine is None:
            return self.receive(line.message, line.facts, by=person)
        instance = self.named(line.cancel or line.routine)
        if instance is None:
            return _not_running(line)
        if line.cancel is not None:
            return self.cancel(instance, person)
        routine = self.library.pinned(instance.digest)
        given = line.facts if line.routine is None else _read(routine, line.facts, self.now)
        if isinstance(given, LineWrong):
            return given
        if line.message is not None:
            return self.receive(line.message, given, instance, person)
        assert person is not None
        assert line.choice is not None
        if line.same is not None:
            did = doer(instance, line.same)
            if did is None:
                return _nobody_has(line.same, routine)
            person = Person(did, person.grants)
        state, place = self._where(routine, instance, line, person)
        if place is not None and line.same is None:
            person = somebody(routine, instance, *place, person)
        return self.choose(instance.id, state, line.choice, person, given, None if line.checked else ())

    def _where(
        self, routine: Routine, instance: Instance, line: ScenarioLine, person: Person
    ) -> tuple[str, tuple[Token, Choice] | None]:
        """The state that the line is about and what is chosen there; of several one where somebody of the role may before one where not."""
        here = list(choosing.resting(routine, instance))
        offering = [
            (token, choice)
            for token, state in here
            for choice in choosing.choices_of(routine, state)
            if choice.id == line.choice and line.state in (None, state.id)
        ]
        for token, choice in offering:
            able = somebody(routine, instance, token, choice, person)
            if isinstance(who.may(routine, instance, token, able, choice), who.Leave):
                return token.state, (token, choice)
        if offering:
            return offering[0][0].state, offering[0]
        return line.state or (here[0][0].state if here else instance.routine), None

    def _next_due(
        self, until: datetime, again: Set[tuple[str, int, int]]
    ) -> tuple[datetime, str, PendingTimer] | None:
        due = (
            (
                self._last_time(instance, timer, until)
                if (instance.id, timer.visit, timer.index) in again
                else timer.fires_at,
                number,
                instance.id,
                timer,
            )
            for number, instance in enumerate(self.running())
            for timer in instance.timers
            if timer.fires_at <= until
        )
        first = min(due, key=lambda each: (*each[:2], each[3].visit, each[3].index), default=None)
        return None if first is None else (first[0], *first[2:])

    def _last_time(self, instance: Instance, timer: PendingTimer, until: datetime) -> datetime:
        """When what comes again and again comes for the last time until then; another timer comes when it is due."""
        every = self._routine(instance.id).states[timer.state].timers[timer.index].every
        return timer.fires_at + every * ((until - timer.fires_at) // every) if every else timer.fires_at

    def _routine(self, instance: str) -> Routine:
        return self.library.pinned(self.case.instances[instance].digest)


def _refused(wrong: Refusal | LineWrong | None) -> Refusal | LineWrong | None:
    """None where what was to be refused is: who may and what is possible is judged before what is filled in, which proves nothing."""
    if wrong is None:
        return _NOT_REFUSED
    return None if isinstance(wrong, Refusal) and not isinstance(wrong, FactsWrong) else wrong


def _nobody_has(step: str, routine: Routine) -> LineWrong:
    """Only what some `not_by` or `same_as` names is known."""
    state = routine.states.get(step)
    title = state.title.said() if state else Said(step, step)
    said = Said(
        "Ingen har gjort ”{step}” än, eller så pekar varken not_by eller same_as på det, så as: betyder inget här.",
        "Nobody has done “{step}” yet, or neither not_by nor same_as names it, so as: means nothing here.",
    )
    return LineWrong(said.fill(step=title), "as")


def _not_running(line: ScenarioLine) -> LineWrong:
    if line.cancel:
        what = Said("att avbryta", "to cancel")
    elif line.choice:
        what = Said("att göra ”{name}” i", "to take “{name}” in").fill(name=line.choice)
    else:
        what = Said("som väntar på ”{name}”", "that waits for “{name}”").fill(name=line.message)
    said = Said("Ingen pågående ”{routine}” finns {what}.", "There is no running “{routine}” {what}.")
    return LineWrong(
        said.fill(routine=line.cancel or line.routine, what=what), "cancel" if line.cancel else "routine"
    )


def _read(routine: Routine, texts: Mapping[str, Any], now: datetime) -> dict[str, Any] | LineWrong:
    read: dict[str, Any] = {}
    for name, text in texts.items():
        fact = routine.facts.get(name)
        if fact is None or not isinstance(text, str):
            read[name] = text
            continue
        value = values.from_text(fact, text, now=now)
        if isinstance(value, Problem):
            return LineWrong(value.said, f"facts.{name}")
        read[name] = values.wire(value)
    return read
