"""One transaction's unit of work: load and lock cases, carry out commands, stage the rows that follow."""

from __future__ import annotations

import json
import secrets
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from cachetools import LRUCache
from sqlalchemy import Table

from engine.errors.fault import NotSaved
from engine.errors.request import AlreadyRegistered, NotFound
from engine.errors.root import Refusal, RutinError
from engine.errors.stored import Unreadable
from engine.model.routine import Do, Step, Wait
from engine.run.case import advance
from engine.run.commands import Command, Correct, FireTimer, InstanceCommand, StartCase, TakeBack
from engine.run.context import Library
from engine.run.events.correcting import Done, deciders
from engine.run.instance import Case, Instance
from engine.run.outcome import CaseOutcome
from engine.run.undo import would_take_back
from engine.store import tables
from engine.store.cases import CaseRow
from engine.store.chain import START, link
from engine.store.people import AskedOnce, StoredPeople
from engine.store.port import DATABASE_FAILED, Transaction
from engine.store.staged import effects
from engine.store.staged.changes import Changes, Row, key_of
from engine.store.staged.rows import notices_turned, step_rows, timer_rows
from engine.stored import history
from engine.stored.formats import read
from engine.stored.instance import instance_from_stored, instance_to_stored
from engine.stored.undo import undo_from_stored, undo_to_stored

CACHED_CASES = 4096
"""How many cases are remembered; those that were used last."""


Numbers = Mapping[str, int | None]
"""Subject → number."""


class CaseCache:
    """Cases as the last committed command left them, by the hash that their history then ended with.

    The hash is compared with the locked row's: what another process has written since is never overlooked. So are the numbers of
    everybody whom the case names: somebody who has been removed since is nobody whom it knows, also where they have come back.
    """

    def __init__(self) -> None:
        self._cases: LRUCache[str, tuple[str, Case, Numbers]] = LRUCache(CACHED_CASES)
        self._lock = threading.Lock()

    def get(
        self, id: str, head: str, wanted: Iterable[str], number: Callable[[str], int | None]
    ) -> Case | None:
        """The case, where it is known as of `head`, holds all the wanted instances, and all whom it names still have their numbers."""
        with self._lock:
            kept = self._cases.get(id)
        if kept is None:
            return None
        known_head, case, numbers = kept
        if known_head != head or any(each not in case.instances for each in wanted):
            return None
        same = all(before is not None and number(each) == before for each, before in numbers.items())
        return case if same else None

    def put(self, head: str, case: Case, numbers: Numbers) -> None:
        """Remember a committed case: its running instances are what the next command needs. `numbers`: of those whom it names."""
        running = {id: each for id, each in case.instances.items() if each.status == "running"}
        with self._lock:
            self._cases[case.id] = (head, replace(case, instances=running), numbers)


class UnitOfWork:
    """The cases that one transaction has loaded, and the rows that its commands lead to."""

    def __init__(
        self,
        transaction: Transaction,
        library: Library,
        people: StoredPeople,
        make_salt: Callable[[], str],
        cache: CaseCache,
    ) -> None:
        self._transaction, self._library, self._make_salt = transaction, library, make_salt
        self._people = AskedOnce(people)
        self._cache = cache
        self._cases: dict[str, Case] = {}
        self._heads: dict[str, str] = {}
        self._numbers: dict[str, Numbers] = {}
        self._units: dict[str, str] = {}
        self._case_of: dict[str, str] = {}
        self._changed: set[str] = set()
        self._unreadable: dict[str, Unreadable] = {}
        self._registered: dict[str, Row] = {}
        self.changes = Changes()

    def load(self, commands: Iterable[Command]) -> None:
        """Load and lock the cases of all the commands, in few queries."""
        commands = list(commands)
        self._load_cases(commands)
        # Looked up when the cases are locked: whoever registered the same line at the same time has committed by now.
        papers = {each.paper for each in commands if each.paper}
        if papers:
            self._registered |= {row["key"]: row for row in self._transaction.paper_lines(papers)}

    def _load_cases(self, commands: Iterable[Command]) -> None:
        wanted = sorted(
            {
                each.instance
                for each in commands
                if isinstance(each, InstanceCommand) and each.instance not in self._case_of
            }
        )
        if not wanted:
            return
        rows = self._transaction.lock_cases(wanted)
        for instance_id, row in rows.items():
            self._case_of[instance_id] = row.id
        unknown: dict[str, CaseRow] = {}
        for row in rows.values():
            if row.id in self._cases:
                continue
            self._heads[row.id], self._units[row.id] = row.head, row.unit
            inside = (each for each in wanted if self._case_of.get(each) == row.id)
            known = self._cache.get(row.id, row.head, inside, self._people.find)
            if known is not None:
                self._cases[row.id] = known
            else:
                unknown[row.id] = row
        if unknown:
            self._read(unknown, [each for each in wanted if self._case_of.get(each) in unknown])

    def remember(self) -> None:
        """After the commit: keep what this unit of work made of its cases."""
        for id in self._changed:
            self._cache.put(self._heads[id], self._cases[id], self._numbers[id])

    def _read(self, rows: Mapping[str, CaseRow], wanted: Iterable[str]) -> None:
        loaded: defaultdict[str, dict[str, Instance]] = defaultdict(dict)
        people = self._people
        for case, id, body in self._transaction.instances(rows, wanted):
            try:
                instance = read("instance", id, body, lambda stored: instance_from_stored(stored, people))
                loaded[case][id] = instance
            except Unreadable as trouble:
                self._unreadable[case] = trouble
        for row in rows.values():
            undo = None
            try:
                if row.undo:
                    undo = read("case", row.id, row.undo, lambda stored: undo_from_stored(stored, people))
            except Unreadable as trouble:
                self._unreadable[row.id] = trouble
            self._cases[row.id] = Case(id=row.id, sequence=row.sequence, instances=loaded[row.id], undo=undo)

    def carry_out(self, command: Command, origin: str | None = None) -> tuple[Case, Instance] | Refusal:
        """Carry out one command whose case is loaded. Returns the case and the addressed instance afterwards.

        `origin`: what is kept with what leaves the house because of it.

        Raises:
            Unreadable: the case is stored so that it can't be read here.
            NotSaved: a fault while it was decided; the unit of work is as it was before.
        """
        if command.paper in self._registered:
            return self._already(self._registered[command.paper])
        if isinstance(command, StartCase):
            case = Case(id=command.instance)
            self._units[case.id], self._heads[case.id] = command.unit, START
        else:
            assert isinstance(command, InstanceCommand)
            case_id = self._case_of.get(command.instance)
            if case_id is None:
                return NotFound("instance", command.instance)
            if case_id in self._unreadable:
                raise self._unreadable[case_id]
            case = self._cases[case_id]
            command = self._with_what_is_known(command, case)
        outcome = self._decided(case, command)
        if isinstance(outcome, Refusal):
            return outcome
        self._stage(command, case, outcome, origin)
        instance_id = command.instance
        self._cases[case.id] = outcome.case
        self._changed.add(case.id)
        self._case_of.update(dict.fromkeys(outcome.case.instances, case.id))
        return outcome.case, outcome.case.instances[instance_id]

    def _already(self, line: Row) -> AlreadyRegistered:
        zone = self._library.context.zone
        done_at, at = line["done_at"].astimezone(zone), line["at"].astimezone(zone)
        return AlreadyRegistered(line["key"], line["instance_id"], done_at, at)

    def _decided(self, case: Case, command: Command) -> CaseOutcome | Refusal:
        try:
            return advance(case, command, self._library)
        except (RutinError, *DATABASE_FAILED):
            raise
        except Exception as fault:
            raise NotSaved(secrets.token_hex(6)) from fault

    def drop(self, timer: FireTimer) -> None:
        """Look at a timer no more, unless a command of this batch has only moved it."""
        key = _timer_key(timer)
        if not any(
            key_of(tables.timers, row) == key_of(tables.timers, key)
            for row in self.changes.written(tables.timers)
        ):
            self.changes.delete(tables.timers, key)

    def put_off(self, timer: FireTimer, until: datetime) -> None:
        """Look at a timer that can't fire again at `until`. The instance keeps it as it is."""
        row: Row = {**_timer_key(timer), "case_id": self._case_of[timer.instance], "due": until}
        self.changes.update(tables.timers, row)

    def _with_what_is_known(self, command: InstanceCommand, case: Case) -> InstanceCommand:
        """The command with what only the store can tell."""
        if isinstance(command, TakeBack) and case.undo is not None:
            left = self._transaction.has_left(case.id)
            return replace(command, sent=any(would_take_back(case.undo, *each) for each in left))
        instance = case.instances.get(command.instance)
        if isinstance(command, Correct) and instance is not None:
            routine = self._library.pinned(instance.digest)
            return replace(command, deciders=deciders(routine, command, instance.unit, self._done(case.id)))
        return command

    def _done(self, case: str) -> Iterator[Done]:
        """The case's history, with what this unit of work has done; read when the first of it is asked for."""
        kept = [(link.content, link.format) for link in self._transaction.reader.history(case)]
        new = [row for row in self.changes.written(tables.history) if row["case_id"] == case]
        for content, form in (*kept, *((row["content"], row["format"]) for row in new)):
            entry = history.entry_of_row(case, content, form, self._people)
            if entry is not None:
                yield entry.command.by, entry.happened

    def _stage(self, command: Command, before: Case, outcome: CaseOutcome, origin: str | None) -> None:
        case, changes = outcome.case, self.changes
        people = self._people
        entry = history.entry_of(command, outcome, self._library.context.zone, people)
        new = link(
            case=case.id,
            sequence=case.sequence,
            at=outcome.at,
            format=history.FORMAT.number,
            content=_json(history.entry_to_stored(entry, people)),
            salt=self._make_salt(),
            previous=self._heads[case.id],
        )
        self._heads[case.id] = new.hash
        # As they are written below: after the commit somebody may have been removed, and even have come back.
        self._numbers[case.id] = {each: people.find(each) for each in set(_subjects(case))}
        row: Row = {
            "id": case.id,
            "unit": self._units[case.id],
            "sequence": case.sequence,
            "head": new.hash,
            "undo": _json(undo_to_stored(case.undo, people)) if case.undo else None,
        }
        (changes.insert if before.sequence == 0 else changes.update)(tables.cases, row)
        by, waiting = people.number(command.by.subject), list[Row]()
        for old, after in outcome.changed:
            (changes.insert if old is None else changes.update)(tables.instances, self._instance_row(after))
            steps_before, steps = self._step_rows(old), self._step_rows(after)
            self._stage_difference(tables.open_steps, steps_before, steps)
            self._stage_rows(old, after)
            waiting.extend(effects.come_to_wait(steps_before, steps, by))
            for turned in notices_turned(old, after, case.sequence, back=isinstance(command, TakeBack)):
                changes.turn_notices(turned)
        changes.insert(
            tables.history,
            {
                "case_id": new.case,
                "sequence": new.sequence,
                "at": new.at,
                "format": new.format,
                "salt": new.salt,
                "content": new.content,
                "digest": new.digest,
                "previous": new.previous,
                "hash": new.hash,
            },
        )
        self._stage_told(outcome, waiting, by, origin)
        self._stage_paper(command, before)

    def _stage_paper(self, command: Command, before: Case) -> None:
        """The line on paper that the command is registered from; one whose choice is taken back may be registered again."""
        if isinstance(command, TakeBack) and before.undo is not None and before.undo.paper is not None:
            self.changes.delete(tables.paper_lines, {"key": before.undo.paper})
            self._registered.pop(before.undo.paper, None)
        if command.paper is not None and isinstance(command, InstanceCommand | StartCase):
            row = {
                "key": command.paper,
                "case_id": self._case_of.get(command.instance, command.instance),
                "instance_id": command.instance,
                "done_at": command.when,
                "at": command.at,
            }
            self._registered[command.paper] = row
            self.changes.insert(tables.paper_lines, row)

    def _stage_told(self, outcome: CaseOutcome, waiting: Iterable[Row], by: int, origin: str | None) -> None:
        """What is told inside, what leaves the house, and what people are to hear of."""
        notices = list(effects.notice_rows(outcome, self._people.number))
        for table, rows in (
            (tables.notices, notices),
            (tables.outbox, effects.outbox_rows(outcome, origin)),
            (tables.notifications, effects.notification_rows(outcome, notices, waiting, by)),
        ):
            for row in rows:
                self.changes.insert(table, row)

    def _stage_rows(self, old: Instance | None, after: Instance) -> None:
        """Timers, outbox and drafts follow from where the instance was and is."""
        self._stage_difference(tables.timers, timer_rows(old), timer_rows(after))
        here = {token.visit for token in after.tokens.values()}
        for token in old.tokens.values() if old else ():
            if token.visit not in here:
                left = {"instance_id": after.id, "visit": token.visit}
                state = self._library.pinned(after.digest).states[token.state]
                if isinstance(state, Do):
                    self.changes.delete(tables.outbox, left)
                elif isinstance(state, Step | Wait):
                    self.changes.delete(tables.drafts, left)

    def _stage_difference(self, table: Table, before: Mapping[Any, Row], after: Mapping[Any, Row]) -> None:
        for key, row in before.items():
            if key not in after:
                self.changes.delete(table, row)
        for key, row in after.items():
            if key not in before:
                self.changes.insert(table, row)
            elif before[key] != row:
                self.changes.update(table, row)

    def _step_rows(self, instance: Instance | None) -> dict[tuple[int, str], Row]:
        if instance is None or instance.status != "running":
            return {}
        return step_rows(self._library.pinned(instance.digest), instance, self._people.number)

    def _instance_row(self, instance: Instance) -> Row:
        return {
            "id": instance.id,
            "case_id": instance.case,
            "routine": instance.routine,
            "digest": instance.digest,
            "unit": instance.unit,
            "owner": self._people.number(instance.owner),
            "status": instance.status,
            "revision": instance.revision,
            "started_at": instance.started_at,
            "body": _json(instance_to_stored(instance, self._people)),
        }


def _subjects(case: Case) -> Iterator[str]:
    """Everybody whom the case names, some of them more than once."""
    undo = case.undo
    for instance in (*case.instances.values(), *(undo.before if undo else ())):
        yield instance.owner
        yield from instance.starters
        yield from (each.by for each in instance.done)
        yield from (token.taken_by for token in instance.tokens.values() if token.taken_by)
    if undo:
        yield undo.by


def _timer_key(timer: FireTimer) -> Row:
    return {"instance_id": timer.instance, "visit": timer.visit, "number": timer.index}


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
