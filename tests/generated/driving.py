"""A case of a made-up routine, driven by numbers: each picks one of the commands that could come next, sensible or not."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from engine.errors.root import Refusal
from engine.errors.step import Incident
from engine.model.routine import Call, Choice, Do, End, Routine, State, Together, Wait
from engine.model.scenario import MORNING
from engine.run.case import advance
from engine.run.commands import (
    Cancel,
    Choose,
    Command,
    Correct,
    Delivered,
    FireTimer,
    HandOver,
    Receive,
    StartCase,
    Take,
    TakeBack,
)
from engine.run.context import Library
from engine.run.events import choosing
from engine.run.instance import KEPT_CHILDREN, SYSTEM, Case, Instance, Person
from engine.run.outcome import CaseOutcome
from engine.scenarios.player import ROOT, UNIT
from engine.stored.command import command_from_stored, command_to_stored
from engine.stored.history import FORMAT, Entry, entry_from_stored, entry_of, entry_to_stored
from engine.stored.instance import instance_from_stored, instance_to_stored
from engine.stored.undo import undo_from_stored, undo_to_stored
from tests.engine.stored.everybody import Everybody
from tests.generated.routines import MESSAGE, OPTIONS, TIME, Made, edges

WORKER = Person("m1", frozenset({("medarbetare", UNIT)}))
MANAGER = Person("c1", frozenset({("chef", UNIT)}))
VALUES: dict[str, list[Any]] = {
    "fx": [True, False],
    "fy": [True, False],
    "cx": list(OPTIONS),
    "cy": list(OPTIONS),
    TIME: [(MORNING + timedelta(minutes=minutes)).isoformat() for minutes in (-20, 30, 600)],
}

PICKS = st.lists(st.tuples(st.integers(0, 99), st.integers(0, 999)), min_size=15, max_size=40)
"""A run: for each command, what kind of command it is (in hundredths), and which of those."""

LATE = 3
"""How many commands are given when nothing is running any more."""


class Drive:
    """The case, its accepted history, and what was wrong with a command that came."""

    def __init__(self, parent: Made, child: Made) -> None:
        self.made = {each.routine.digest: each for each in (parent, child)}
        self.shelf = Library.of([parent.routine, child.routine])
        self.now = MORNING
        self.case = Case(id=ROOT)
        self.people = Everybody()
        self.history: list[dict[str, Any]] = []
        self.log: list[str] = []
        self.before_choice = self.case
        routine = parent.routine
        self.gives(
            StartCase(
                at=self.now,
                by=WORKER,
                instance=ROOT,
                routine=routine.id,
                digest=routine.digest,
                unit=UNIT,
                facts={ask.fact: VALUES[ask.fact][1] for ask in routine.begin.ask},
            )
        )

    def run(self, picks: Iterable[tuple[int, int]]) -> Drive:
        """Give one command for each pick, until all is over and a few have come too late."""
        late = 0
        for kind, which in picks:
            late += not any(each.status == "running" for each in self.case.instances.values())
            if late > LATE:
                break
            self.gives(self.picked(kind, which))
        return self

    def gives(self, command: Command) -> CaseOutcome | Refusal:
        """Carry out the command, and check what must hold whatever comes of it."""
        self.log.append(f"{type(command).__name__}: {command_to_stored(command, self.people)}")
        stored = json.loads(json.dumps(command_to_stored(command, self.people)))
        assert command_from_stored(stored, self.people) == command
        before = self.wire()
        outcome = advance(self.case, command, self.shelf)
        assert self.wire() == before, "the case that came in was changed"
        if isinstance(outcome, Refusal):
            return outcome
        if isinstance(command, TakeBack):
            self.check_undone(outcome)
        else:
            self.check_moves(outcome)
            if not isinstance(command, Correct):
                assert all(before is None or before.status == "running" for before, _ in outcome.changed)
            self.check_undo_lasts(outcome)
        if outcome.case.undo and not outcome.undo_stays:
            self.before_choice = self.case
        self.case = outcome.case
        entry = entry_of(command, outcome, self.shelf.context.zone, self.people)
        self.history.append(json.loads(json.dumps(entry_to_stored(entry, self.people))))
        for instance in self.case.instances.values():
            self.check(instance)
        return outcome

    def tries(self, command: Command) -> CaseOutcome | Refusal | Incident:
        """As `gives`, of routines that may call what can't start."""
        try:
            return self.gives(command)
        except Incident as incident:
            return incident

    def wire(self) -> list[Any]:
        """All that the case holds, as JSON values."""
        undo = self.case.undo
        return [
            self.case.sequence,
            [instance_to_stored(each, self.people) for each in self.case.instances.values()],
            undo_to_stored(undo, self.people) if undo else None,
        ]

    def entries(self) -> list[Entry]:
        """The history as it is read again."""
        return [entry_from_stored(each, FORMAT.number, self.people) for each in self.history]

    # What could come next

    def picked(self, kind: int, which: int) -> Command:
        """One of the commands that could come next."""
        instances = list(self.case.instances.values())
        instance = instances[which % len(instances)]
        one: dict[str, Any] = {"at": self.now, "by": MANAGER, "instance": instance.id}
        running = [each for each in instances if each.status == "running"] or instances
        if kind < 58:
            return self._choice(running, which)
        if kind < 70:
            return self._timer(which) or self._choice(running, which)
        if kind < 75:
            return self._message(which)
        if kind < 80:
            return self._delivery(which)
        if kind < 91:
            return TakeBack(**one, sent=which % 5 == 4)
        if kind < 94:
            name = list(VALUES)[which % len(VALUES)]
            return Correct(**one, facts={name: [*VALUES[name], None, "fel"][which % 4]}, reason="Fel")
        if kind < 96:
            state = next(iter(instance.tokens.values())).state if instance.tokens else "ingen"
            return Take(**{**one, "by": WORKER}, state=state, release=which % 2 == 0)
        if kind < 98:
            return HandOver(**one, to="m1" if which % 2 else "m2")
        return Cancel(**one, reason="Avbryt" if which % 2 else "") if which % 7 == 6 else TakeBack(**one)

    def _choice(self, instances: list[Instance], which: int) -> Command:
        self.now += timedelta(seconds=which % 400)
        offered = [
            (instance, state.id, choice)
            for instance in instances
            for _, state in choosing.resting(self._routine(instance), instance)
            for choice in choosing.choices_of(self._routine(instance), state)
        ]
        if not offered and which % 3:
            return self._message(which) if which % 2 else self._delivery(which)
        if not offered or which % 17 == 16:
            states = list(self._routine(instances[0]).states)
            return Choose(
                at=self.now,
                by=WORKER,
                instance=instances[0].id,
                state=states[which % len(states)],
                choice="klar",
            )
        instance, state, choice = offered[which % len(offered)]
        return self.choosing(instance, state, choice, which)

    def choosing(self, instance: Instance, state: str, choice: Choice, which: int) -> Choose:
        """Take the choice, with facts that fit in most cases."""
        facts = {
            ask.fact: VALUES[ask.fact][which % 2] for ask in choice.ask if ask.required or which % 3 == 0
        }
        if which % 23 == 22:
            facts["okant"] = 1
        person = MANAGER if which % 4 == 0 else WORKER
        return Choose(
            at=self.now, by=person, instance=instance.id, state=state, choice=choice.id, facts=facts
        )

    def _message(self, which: int) -> Command:
        waiting, _ = self._resting(Wait, which)
        return Receive(
            at=self.now,
            by=MANAGER,
            instance=waiting,
            message="annat" if which % 5 == 4 else MESSAGE,
            facts={"fx": True} if which % 2 else {},
        )

    def _delivery(self, which: int) -> Command:
        working, visit = self._resting(Do, which)
        problem = "Nej" if which % 4 == 3 else None
        return Delivered(at=self.now, by=SYSTEM, instance=working, visit=visit, problem=problem)

    def _resting(self, kind: type[State], which: int) -> tuple[str, int]:
        """An instance and a visit of it: of a state of the kind, where there is one."""
        places = [
            (instance.id, token.visit, isinstance(self._routine(instance).states[token.state], kind))
            for instance in self.case.instances.values()
            for token in instance.tokens.values()
        ] or [(ROOT, 1, False)]
        best = [each for each in places if each[2]] or places
        id, visit, _ = best[which % len(best)]
        return id, visit

    def _timer(self, which: int) -> Command | None:
        pending = [(each, timer) for each in self.case.instances.values() for timer in each.timers]
        if not pending:
            return None
        instance, timer = pending[which % len(pending)]
        if which % 6 != 5:
            self.now = max(self.now, timer.due)
        return FireTimer(at=self.now, by=SYSTEM, instance=instance.id, visit=timer.visit, index=timer.index)

    def _routine(self, instance: Instance) -> Routine:
        return self.shelf.pinned(instance.digest)

    # What must always hold

    def check(self, instance: Instance) -> None:
        """Where the instance is, is a place to be; what it keeps belongs there; it is kept and brought back whole."""
        routine = self._routine(instance)
        stored = json.loads(json.dumps(instance_to_stored(instance, self.people)))
        assert instance_from_stored(stored, self.people) == instance
        if self.case.undo:
            kept = json.loads(json.dumps(undo_to_stored(self.case.undo, self.people)))
            assert undo_from_stored(kept, self.people) == self.case.undo
        visits = {token.visit: token for token in instance.tokens.values()}
        assert len(visits) == len(instance.tokens)
        if instance.status == "cancelled":
            assert not instance.tokens
        else:
            self._check_tokens(routine, instance)
        assert all(visits[timer.visit].state == timer.state for timer in instance.timers)
        if instance.status == "running":
            self._check_timers(routine, instance)
        assert all(visit in visits for visit, _ in instance.fired)
        assert len(set(instance.timers)) == len(instance.timers)
        running = [child for child in instance.children if child.status == "running"]
        assert len(instance.children) <= len(running) + KEPT_CHILDREN
        for child in running:
            if child.visit is not None:
                assert isinstance(routine.states[visits[child.visit].state], Call)
                assert self.case.instances[child.id].parent == instance.id

    def _check_tokens(self, routine: Routine, instance: Instance) -> None:
        states = {flow: routine.states[token.state] for flow, token in instance.tokens.items()}
        leads = edges(self.made[instance.digest].document)
        over = instance.status == "ended"
        assert isinstance(states["main"], End) == over
        assert over is False or len(states) == 1
        for flow, state in states.items():
            assert state.flow == flow
            parent = routine.flows[flow].parent
            if parent is not None:
                assert states[routine.states[parent].flow].id == parent
            if isinstance(state, Together):
                assert set(state.flows) <= set(states)
                assert not all(isinstance(states[branch], End) for branch in state.flows)
            if not isinstance(state, End):
                assert leads[state.id], f"nothing leads on from {state.id}"

    def _check_timers(self, routine: Routine, instance: Instance) -> None:
        armed = {(timer.visit, timer.index): timer.due for timer in instance.timers}
        for token in instance.tokens.values():
            for timer in routine.states[token.state].timers:
                one = (token.visit, timer.index)
                is_known = timer.after is not None or TIME in instance.facts
                if timer.every is None or one not in instance.fired:
                    assert (one in armed) == (is_known and one not in instance.fired), one
                if timer.after is not None and (one in armed or timer.every is not None):
                    late = armed[one] - token.since - timer.after
                    assert late == timedelta() if timer.every is None else late % timer.every == timedelta()

    def check_undone(self, outcome: CaseOutcome) -> None:
        """All instances that the choice touched stand where they stood before it, but for what happened quietly since."""
        assert self.case.undo
        for undone in self.case.undo.before:
            before = self.before_choice.instances[undone.id]
            now = self.case.instances.get(undone.id, before)
            after = outcome.case.instances[undone.id]
            assert (after.facts, after.status, after.children) == (
                before.facts,
                before.status,
                before.children,
            )
            assert after.done == before.done
            holders = {token.visit: token.taken_by for token in now.tokens.values()}
            for flow, token in before.tokens.items():
                back = after.tokens[flow]
                # What was taken or given back since, or by the choice itself in a branch beside.
                assert back.taken_by in (token.taken_by, holders.get(token.visit, back.taken_by))
                same = replace(token, taken_by=back.taken_by, freed=back.freed)
                assert same == replace(back, incident=token.incident)
            assert after.tokens.keys() == before.tokens.keys()
            fired = now.fired | before.fired
            unfired, again = (
                {each for each in instance.timers if (each.visit, each.index) not in fired}
                for instance in (before, after)
            )
            assert unfired == again
            routine = self._routine(after)
            assert all(
                routine.states[each.state].timers[each.index].every
                for each in after.timers
                if each not in again
            )
            assert after.owner == now.owner

    def check_undo_lasts(self, outcome: CaseOutcome) -> None:
        """What takes a step, or only reminds, leaves what can be taken back."""
        quiet = {"taken", "released", "handed_over", "timer"}
        if self.case.undo and {each.kind for each in outcome.happened} <= quiet:
            assert outcome.case.undo, "undo is gone"
            assert outcome.case.undo.until == self.case.undo.until

    def check_moves(self, outcome: CaseOutcome) -> None:
        """Every state that was entered is the beginning of a flow, or the document leads there from one that was left."""
        for before, after in outcome.changed:
            routine = self._routine(after)
            leads = edges(self.made[after.digest].document)
            here = {token.state for token in before.tokens.values()} if before else set()
            entered = [
                each.state
                for each in outcome.happened
                if each.instance == after.id and each.kind == "entered" and each.state
            ]
            for state in entered:
                begins = state == routine.flows[routine.states[state].flow].initial
                assert begins or any(state in leads[each] for each in here) or state in leads["*"], state
                here.add(state)
            assert {token.state for token in after.tokens.values()} <= here
