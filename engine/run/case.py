"""One command on a whole case: `advance(case, command, library) -> CaseOutcome | Refusal`. Pure.

A command steps one instance; what that starts, cancels or ends steps others, in order, until the case has come to rest.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from engine.errors.request import NotFound
from engine.errors.root import Refusal
from engine.errors.step import CannotUndo, Incident, MovedOn, NotAwaited
from engine.model.routine import Choice, Routine
from engine.run import duties, who
from engine.run.afterwards import held_back, wrong_start
from engine.run.binding import version_for
from engine.run.commands import Choose, Command, InstanceCommand, Receive, StartCase, TakeBack
from engine.run.context import Library
from engine.run.events import choosing, incidents
from engine.run.events.messages import waits_for
from engine.run.instance import Case, Instance, Person, Undo
from engine.run.outcome import (
    CancelChild,
    CaseOutcome,
    Effect,
    Happened,
    Notice,
    Outcome,
    PassOn,
    Send,
    StartChild,
)
from engine.run.step import Begin, ChildOver, Event, NotStarted, PassedOn, Withdrawn, step
from engine.run.undo import Pairs, followed, takes_away, undo_of
from engine.said import Said

_Waiting = deque[tuple[Instance, Effect]]

NESTING_LIMIT = 100
"""How many routines one command may start. Calls that go in a circle are stopped here if `check` was not asked."""


def advance(case: Case, command: Command, library: Library) -> CaseOutcome | Refusal:
    """What the command leads to in the whole case, or why not. `case` is never changed.

    Raises:
        Incident: a routine can't go on by itself; nothing has changed.
    """
    work = _Work(case, command, library)
    if isinstance(command, StartCase):
        refusal = work.begin_case(command)
    elif isinstance(command, TakeBack):
        refusal = work.take_back(command)
    else:
        assert isinstance(command, InstanceCommand)
        refusal = work.carry_out(command)
    return refusal if refusal is not None else work.outcome()


class _Work:
    """The case while one command is carried out."""

    def __init__(self, case: Case, command: Command, library: Library) -> None:
        self.case, self.command, self.library = case, command, library
        self.instances: dict[str, Instance] = dict(case.instances)
        self.touched: dict[str, Instance | None] = {}
        self.started: list[str] = []
        self.sent: list[Notice | Send] = []
        self.happened: list[Happened] = []
        self.offers: Choice | None = None
        self.refused: Refusal | None = None

    def begin_case(self, command: StartCase) -> Refusal | None:
        routine = self.library.pinned(command.digest)
        allowed = who.may_start(routine, command.by, command.unit)
        if isinstance(allowed, Refusal):
            return allowed
        wrong = wrong_start(command, self.library.context.zone)
        if wrong is not None:
            return wrong
        instance = _new(routine, command.instance, command.instance, command.unit, command.by, command.when)
        return self._run(instance, Begin(at=command.when, facts=command.facts, handed_down={}))

    def carry_out(self, command: InstanceCommand) -> Refusal | None:
        instance = self.instances.get(command.instance)
        if instance is None:
            return NotFound("instance", command.instance)
        if command.revision is not None and command.revision != instance.revision:
            return MovedOn(command.revision, instance.revision)
        refusal = self._run(instance, command)
        if isinstance(command, Receive) and isinstance(refusal, NotAwaited | NotFound):
            return self._awaited_elsewhere(command, refusal)
        if refusal is None and isinstance(command, Choose):
            choice = _taken(self.library.pinned(instance.digest), instance, command)
            self.offers = choice if choice.undo else None
        return refusal

    def _awaited_elsewhere(self, command: Receive, refusal: NotAwaited | NotFound) -> Refusal:
        """The refusal of the message, with the instance of the case that does wait for it, where there is one."""
        for other in self.instances.values():
            routine = self.library.pinned(other.digest)
            if any(waits_for(routine, other, command.message)):
                known = refusal if isinstance(refusal, NotAwaited) else NotAwaited(command.message, (), ())
                return known.waits_in(other.id, routine.title.said())
        return refusal

    def take_back(self, command: TakeBack) -> Refusal | None:
        undo = self.case.undo
        if command.instance not in self.instances:
            return NotFound("instance", command.instance)
        now = self.instances[command.instance]
        if command.revision is not None and command.revision != now.revision:
            return MovedOn(command.revision, now.revision)
        if undo is None:
            return CannotUndo("other" if self.case.sequence > 1 else "nothing")
        if undo.instance != command.instance:
            return CannotUndo("elsewhere")
        chosen = next(each for each in undo.before if each.id == undo.instance)
        routine = self.library.pinned(chosen.digest)
        state = routine.states[undo.state]
        choice = next(each for each in choosing.choices_of(routine, state) if each.id == undo.choice)
        allowed = who.may_take_back(routine, chosen, state, choice, undo.by, command.by)
        if isinstance(allowed, Refusal):
            return allowed
        if command.at > undo.until:
            return CannotUndo("late")
        if command.sent:
            return CannotUndo("sent")
        self.happened.append(
            Happened(kind="undone", instance=undo.instance, state=undo.state, choice=undo.choice)
        )
        for before, (revision, visits, born) in zip(undo.before, undo.counters, strict=True):
            ended = replace(before, status="ended", tokens={}, timers=(), revision=revision)
            self.touched[before.id] = self.case.instances.get(before.id, ended)
            self.instances[before.id] = replace(before, revision=revision + 1, visits=visits, born=born)
        self._settle(deque((chosen, CancelChild(child=child)) for child in undo.started))
        return None

    def outcome(self) -> CaseOutcome:
        for id, before in self.touched.items():
            self.instances[id] = held_back(before, self.instances[id], self.command)
        changed = tuple((before, self.instances[id]) for id, before in self.touched.items())
        case = Case(
            id=self.case.id,
            sequence=self.case.sequence + 1,
            instances=self.instances,
            undo=self._undo(changed),
        )
        return CaseOutcome(
            case=case,
            changed=changed,
            effects=(*self.sent, *self._incidents(changed)),
            happened=tuple(self.happened),
            at=self.command.at,
            undo_stays=case.undo is not None and self.offers is None,
        )

    def _incidents(self, changed: Pairs) -> Iterator[Notice]:
        """Who is to know of what has come to stand still."""
        for before, after in changed:
            yield from incidents.notices(
                self.library.pinned(after.digest), before, after, self.library.title_of
            )

    def _run(self, instance: Instance, event: Event) -> Refusal | None:
        """Step the instance, then whatever that leads to in the others."""
        outcome = self._step(instance, event)
        if isinstance(outcome, Refusal):
            return outcome
        waiting: _Waiting = deque((outcome.instance, effect) for effect in outcome.effects)
        self._tell_parent(outcome.instance, waiting)
        self._settle(waiting)
        return self.refused

    def _settle(self, waiting: _Waiting) -> None:
        while waiting:
            source, effect = waiting.popleft()
            if isinstance(effect, StartChild):
                self._start_or_stand(source, effect, waiting)
            elif isinstance(effect, CancelChild):
                self._cancel(effect.child, waiting)
            elif isinstance(effect, PassOn):
                self._pass_on(effect, waiting)
            else:
                self.sent.append(effect)

    def _start_or_stand(self, parent: Instance, effect: StartChild, waiting: _Waiting) -> None:
        """Start the routine; a call that can't is an incident where it stands, for whoever led there did nothing wrong.

        Raises:
            Incident: what was to be started beside can't start (somebody has just chosen that), or routines start each other without end.
        """
        routine = version_for(self.library.pinned(parent.digest), effect.place, self.library)
        happened, started = len(self.happened), len(self.started)
        try:
            begun = self._start(routine, parent, effect)
        except Incident as incident:
            if effect.visit is None or len(self.started) > NESTING_LIMIT:
                raise
            del self.happened[happened:], self.started[started:]
            not_started = NotStarted(
                at=self.command.when,
                child=effect.child,
                visit=effect.visit,
                tried=routine,
                why=incident.why,
            )
            self._step(self.instances[parent.id], not_started)
            return
        waiting.extend((begun.instance, each) for each in begun.effects)
        self._tell_parent(begun.instance, waiting)

    def _start(self, routine: Routine | None, parent: Instance, effect: StartChild) -> Outcome:
        name = effect.place.routine
        if routine is None:
            raise incidents.not_published(name)
        self.started.append(effect.child)
        if len(self.started) > NESTING_LIMIT:
            raise Incident(
                Said(
                    f"rutinerna startar varandra utan slut (”{name}”).",
                    f"the routines start each other without end (“{name}”).",
                ),
            )
        owner = self._owner_for(routine, parent)
        at = self._begins(parent, effect.visit)
        child = replace(
            _new(routine, effect.child, self.case.id, parent.unit, owner, at),
            parent=parent.id,
            parent_visit=effect.visit,
        )
        started_by = self._starters(parent, effect)
        if started_by != (child.owner,):
            child = replace(child, starters=started_by)
        if not child.owner_roles:  # theirs as its caller is
            child = replace(child, owner_roles=parent.owner_roles & set(routine.roles))
        # The digest is kept so that a replay starts the version that was chosen then.
        detail = {"child": child.id, "routine": routine.id, "digest": routine.digest}
        self.happened.append(Happened(kind="child_started", instance=parent.id, detail=detail))
        begun = self._step(child, Begin(at=at, facts={}, handed_down=effect.facts))
        if isinstance(begun, Refusal):
            raise incidents.cannot_start(name, begun)
        return begun

    def _begins(self, parent: Instance, visit: int | None) -> datetime:
        """When a routine begins: as its call was entered; one beside when the choice was taken."""
        calls = (token.since for token in parent.tokens.values() if token.visit == visit)
        return next(calls, self.command.when)

    def _cancel(self, child: str, waiting: _Waiting) -> None:
        begun = self.instances.get(child)
        if begun is None or begun.status != "running":
            return
        outcome = self._step(begun, Withdrawn(at=self.command.when))
        assert isinstance(outcome, Outcome)
        waiting.extend((outcome.instance, each) for each in outcome.effects)

    def _pass_on(self, effect: PassOn, waiting: _Waiting) -> None:
        """A called routine that has another owner than its caller had stays theirs. One that can't be theirs refuses all of it."""
        child = self.instances[effect.child]
        if child.owner != effect.owner:
            return
        outcome = self._step(child, PassedOn(at=self.command.when, to=effect.to))
        if isinstance(outcome, Refusal):
            self.refused = outcome
            return
        waiting.extend((outcome.instance, each) for each in outcome.effects)

    def _tell_parent(self, instance: Instance, waiting: _Waiting) -> None:
        parent = self.instances.get(instance.parent or "")
        if instance.status == "running" or parent is None or parent.status != "running":
            return
        over = ChildOver(
            at=self.command.when,
            child=instance.id,
            visit=instance.parent_visit,
            status=instance.status,
            outcome=instance.outcome,
            facts=instance.facts,
        )
        outcome = self._step(parent, over)
        assert isinstance(outcome, Outcome)
        waiting.extend((outcome.instance, each) for each in outcome.effects)
        self._tell_parent(outcome.instance, waiting)

    def _step(self, instance: Instance, event: Event) -> Outcome | Refusal:
        if instance.id in self.touched:  # a command makes one revision, however often it steps the instance
            instance = replace(instance, revision=instance.revision - 1)
        routine = self.library.pinned(instance.digest)
        outcome = step(routine, instance, event, self.library.context)
        if isinstance(outcome, Outcome):
            self.touched.setdefault(instance.id, self.case.instances.get(instance.id))
            self.instances[instance.id] = outcome.instance
            self.happened.extend(outcome.happened)
        return outcome

    def _owner_for(self, routine: Routine, parent: Instance) -> Person:
        """Whose a started routine is: who took the choice, where the routine is for them; else the parent's owner."""
        by = self.command.by
        may_begin = any(by.holds(role, parent.unit) for role in routine.begin.roles)
        if may_begin and parent.owner_roles.isdisjoint(routine.begin.roles):
            return by
        return Person(parent.owner, frozenset((role, parent.unit) for role in parent.owner_roles))

    def _starters(self, parent: Instance, effect: StartChild) -> tuple[str, ...]:
        """Who starts a routine: of one that is called, who started its caller; of one beside, who takes the choice, and on whose behalf."""
        if effect.visit is not None:
            return duties.starters_of(parent)
        chosen = next(each for each in self.happened if each.kind == "chosen")
        on_behalf = (chosen.detail or {}).get("on_behalf")
        return (self.command.by.subject, *([on_behalf] if on_behalf else []))

    def _undo(self, changed: Pairs) -> Undo | None:
        """What can be taken back after the command: it itself, else what could before."""
        before = self.case.undo
        if self.offers is not None:
            assert isinstance(self.command, Choose)
            assert self.offers.undo is not None
            return undo_of(self.command, self.command.at + self.offers.undo, changed)
        if before is None or isinstance(self.command, TakeBack):
            return None
        if takes_away(before, self.command, changed):
            return None
        return followed(before, changed)


def _taken(routine: Routine, instance: Instance, command: Choose) -> Choice:
    state = routine.states[command.state]
    return next(each for each in choosing.choices_of(routine, state) if each.id == command.choice)


def _new(routine: Routine, id: str, case: str, unit: str, owner: Person, at: datetime) -> Instance:
    return Instance(
        id=id,
        case=case,
        routine=routine.id,
        version=routine.version,
        digest=routine.digest,
        unit=unit,
        owner=owner.subject,
        owner_roles=frozenset(
            role for role in routine.roles if owner.holds(role, unit) and role in routine.begin.roles
        ),
        started_at=at,
    )
