"""`Engine`: the one door to routines, instances and their history. Sync inside; what writes answers with a future."""

from __future__ import annotations

import hashlib
import json
import logging
import secrets
import threading
import weakref
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from types import TracebackType
from typing import Any, Self
from zoneinfo import ZoneInfo

from engine.audit import Audit, audit
from engine.errors import KeyReused, NotFound, NotYours, Refusal, RutinError, StoreTrouble
from engine.reading import Reading
from engine.routine import Routine
from engine.run import commands
from engine.run.commands import Command, FireTimer, StartCase
from engine.run.instance import SYSTEM, Case, Instance, Person
from engine.store import tables
from engine.store.changes import Changes, Row
from engine.store.memory import MemoryStore
from engine.store.port import CaseRow, Store, Transaction
from engine.store.published import Published, PublishedVersion
from engine.store.sql import SqlStore
from engine.store.unit import CaseCache, UnitOfWork
from engine.store.writer import Writer
from engine.stored.command import command_to_wire
from engine.stored.instance import instance_from_wire, instance_to_wire, undo_from_wire, undo_to_wire
from engine.tokens import Tokens

TIMERS_AT_ONCE = 100
TICK_ROUNDS = 100

TIMER_PUT_OFF = timedelta(hours=1)
"""When a timer that could not fire (what it would start is not published, say) is tried again."""

ANSWERS_KEPT = timedelta(days=30)
"""How long a key's answer is kept: longer than a phone is without signal."""

LOOK_EVERY = timedelta(minutes=1)
"""How often workers look by themselves. Nobody is woken for what is due later than that."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a command led to. `replayed`: the stored answer to a key that came again.

    `explain` makes the view; it is only made for who wants to see it, and not while others wait for the writer.
    """

    instance: str
    revision: int
    explain: Callable[[], Mapping[str, Any]]
    replayed: bool = False

    @cached_property
    def view(self) -> Mapping[str, Any]:
        """What the person who gave the command can do in the instance now."""
        return self.explain()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Order:
    command: Command
    language: str
    key: str | None
    body_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tick:
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    row: Row


class Engine(Reading, Tokens):
    """Everything that can be done with routines and instances. Open one with `Engine.open`; close it when done."""

    def __init__(
        self,
        store: Store,
        *,
        clock: Callable[[], datetime] | None = None,
        new_id: Callable[[], str] | None = None,
        zone: str = "Europe/Stockholm",
    ) -> None:
        self._new_id = new_id or (lambda: secrets.token_hex(10))
        self._listening: weakref.WeakSet[threading.Event] = weakref.WeakSet()
        published = Published(store, ZoneInfo(zone))
        super().__init__(store, published, clock or (lambda: datetime.now(UTC)), self._note_read)
        self._cases = CaseCache()
        self._writer: Writer[Any] = Writer(self._carry_out, threads=store.writers)

    @classmethod
    def open(cls, url: str, **rest: Any) -> Self:
        """An engine on `sqlite:///file`, `postgresql://…` or `memory://`. Raises StoreTrouble where that can't be used."""
        store: Store = MemoryStore() if url.startswith("memory:") else SqlStore(url)
        return cls(store, **rest)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, wrong: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Finish what is queued and give back the database."""
        self._writer.close()
        self.store.close()

    # Routines

    def publish(
        self, routines: Iterable[Routine], settings: Mapping[str, str] | None = None
    ) -> list[PublishedVersion]:
        """Publish checked routines, all or none, and set the organisation's settings.

        Raises:
            VersionTaken: a version number that is published with other content.
        """
        return self.published.publish(list(routines), settings or {}, self.clock())

    # Commands

    def submit(self, command: Command, *, key: str | None = None, language: str = "sv") -> Future[Answer]:
        """Queue a command. The future gets the Answer after the commit, or the Refusal as its exception.

        `key` makes it idempotent for the person: the same key with the same command gives the stored answer; with another, KeyReused.
        """
        body_hash = _body_hash(command) if key else ""
        return self._writer.submit(_Order(command=command, language=language, key=key, body_hash=body_hash))

    def start(
        self, routine: str, person: Person, unit: str, facts: Mapping[str, Any] | None = None, **rest: Any
    ) -> Answer:
        """Start the newest published version of a routine as a case of its own."""
        return self.submit(self.starting(routine, person, unit, facts), **rest).result()

    def starting(
        self, routine: str, person: Person, unit: str, facts: Mapping[str, Any] | None = None
    ) -> StartCase:
        """The command that starts the newest published version. Raises NotFound with the nearest id."""
        found = self.published.version(routine)
        return StartCase(
            at=self.clock(),
            by=person,
            instance=self._new_id(),
            routine=found.id,
            digest=found.digest,
            unit=unit,
            facts=dict(facts or {}),
        )

    def choose(
        self,
        instance: str,
        state: str,
        choice: str,
        person: Person,
        facts: Mapping[str, Any] | None = None,
        checked: Iterable[int] = (),
        revision: int | None = None,
        **rest: Any,
    ) -> Answer:
        """Take a choice in a state."""
        command = commands.Choose(
            at=self.clock(),
            by=person,
            instance=instance,
            revision=revision,
            state=state,
            choice=choice,
            facts=dict(facts or {}),
            checked=frozenset(checked),
        )
        return self.submit(command, **rest).result()

    def hand_over(self, person: Person, of: str, to: str, unit: str, language: str = "sv") -> list[Answer]:
        """Hand all running instances that `of` owns in the unit over to `to`; by `of` or a manager of the unit."""
        if person.subject != of and all(each != unit for _, each in person.grants):
            raise NotYours([], "unit", unit)
        ids = self.store.read(lambda reader: reader.running_owned(of, unit))
        if not ids:
            raise NotFound("instance", of)
        for body, _ in filter(None, (self._found(id) for id in ids)):
            self.check_receiver(to, unit, instance_from_wire(json.loads(body)).owner_roles)
        futures = [
            self.submit(commands.HandOver(at=self.clock(), by=person, instance=id, to=to), language=language)
            for id in ids
        ]
        return [future.result() for future in futures]

    def tick(self) -> int:
        """Fire the timers that are due now; returns how many fired. Some may be left for the next call."""
        fired = 0
        # Timers that arm each other in the past would be due for ever; everything else gets its turn in between.
        for _ in range(TICK_ROUNDS):
            count = self._writer.submit(_Tick(now=self.clock())).result()
            if not count:
                break
            fired += count
        return fired

    def listen(self) -> threading.Event:
        """An event of the caller's own, set when something that is due soon was written here: a worker's reason to look."""
        event = threading.Event()
        self._listening.add(event)
        return event

    def forget_answers(self) -> None:
        """Forget the answers of keys that nobody will send again."""
        before = self.clock() - ANSWERS_KEPT
        self.store.transact(lambda transaction: transaction.forget_answers(before))

    def queue_length(self) -> int:
        """How many commands wait for the writer."""
        return self._writer.waiting()

    def audit(self) -> Audit:
        """Check every case's history and replay it."""
        return audit(self.store, self.published)

    # The writer's side

    def _note_read(self, row: Row) -> None:
        """Queued like a command; the reader does not wait for it."""
        self._writer.submit(_Read(row=row)).add_done_callback(_log_unwritten)

    def _carry_out(self, batch: Sequence[_Order | _Tick | _Read]) -> Sequence[Any]:
        def work(transaction: Transaction) -> tuple[list[Any], UnitOfWork, bool]:
            unit = UnitOfWork(transaction, self.published, lambda: secrets.token_hex(16), self._cases)
            orders = [each for each in batch if isinstance(each, _Order)]
            keys = {(each.command.by.subject, each.key) for each in orders if each.key}
            unit.load(each.command for each in orders)
            # Asked when the cases are locked: whoever gave the same command at the same time has committed by now.
            stored = dict(transaction.answers(keys)) if keys else {}
            answers: list[Any] = []
            for each in batch:
                if isinstance(each, _Order):
                    answers.append(self._order(unit, each, stored))
                elif isinstance(each, _Tick):
                    answers.append(self._fire(unit, transaction, each))
                else:
                    unit.changes.insert(tables.reads, each.row)
                    answers.append(None)
            transaction.flush(unit.changes)
            due_soon = self._due_soon(unit.changes)
            if due_soon:
                transaction.notify()
            return answers, unit, due_soon

        answers, unit, due_soon = self.store.transact(work)
        unit.remember()
        if due_soon:
            for event in list(self._listening):
                event.set()
        return answers

    def _due_soon(self, changes: Changes) -> bool:
        soon = self.clock() + LOOK_EVERY
        return any(row["due"] <= soon for row in changes.written(tables.timers)) or any(
            row["next_try"] <= soon for row in changes.written(tables.outbox)
        )

    def _order(
        self, unit: UnitOfWork, order: _Order, stored: dict[tuple[str, str], tuple[str, str]]
    ) -> Answer | RutinError:
        person = order.command.by
        if order.key:
            before = stored.get((person.subject, order.key))
            if before is not None:
                return self._again(before, order)
        try:
            done = unit.carry_out(order.command)
        except StoreTrouble:
            raise
        except RutinError as trouble:
            return trouble
        if isinstance(done, Refusal):
            return done
        case, instance = done
        at = order.command.at
        if order.key:
            stored[person.subject, order.key] = kept = (order.body_hash, _kept(case, instance, order))
            row = {
                "subject": person.subject,
                "key": order.key,
                "body_hash": order.body_hash,
                "answer": kept[1],
                "at": at,
            }
            unit.changes.insert(tables.answers, row)
        return self._answer(case, instance, person, order.language, at)

    def _answer(self, case: Case, instance: Instance, person: Person, language: str, at: datetime) -> Answer:
        return Answer(
            instance=instance.id,
            revision=instance.revision,
            explain=lambda: self.explained(instance, case, person, language, at),
        )

    def _again(self, before: tuple[str, str], order: _Order) -> Answer | KeyReused:
        """The answer that was given before, made again from what it was made of."""
        body_hash, text = before
        if body_hash != order.body_hash:
            return KeyReused()
        kept = json.loads(text)
        instance = instance_from_wire(kept["instance"])
        case = Case(id=instance.case, undo=undo_from_wire(kept["undo"]) if kept["undo"] else None)
        at = datetime.fromisoformat(kept["at"])
        answer = self._answer(case, instance, order.command.by, kept["language"], at)
        return replace(answer, replayed=True)

    def _fire(self, unit: UnitOfWork, transaction: Transaction, tick: _Tick) -> int:
        due = transaction.due_timers(tick.now, TIMERS_AT_ONCE)
        timers = [
            FireTimer(at=tick.now, by=SYSTEM, instance=each.instance, visit=each.visit, index=each.index)
            for each in due
        ]
        unit.load(timers)
        fired = 0
        for timer in timers:
            try:
                done = unit.carry_out(timer)
            except StoreTrouble:
                raise
            except Exception:
                # It would be due for ever and stand in the way of others.
                unit.put_off(timer, tick.now + TIMER_PUT_OFF)
                _log.exception("timer %s of instance %s can't fire", timer.index, timer.instance)
                continue
            if isinstance(done, Refusal):
                unit.drop(timer)  # Its step was left, within this batch perhaps.
            else:
                fired += 1
        return fired

    def _found(self, id: str) -> tuple[str, CaseRow] | None:
        return self.store.read(lambda reader: reader.instance(id))


def _kept(case: Case, instance: Instance, order: _Order) -> str:
    """What an answer is made of: less to write than the view, and the writer need not make one."""
    undo = case.undo if case.undo and case.undo.instance == instance.id else None
    kept = {
        "at": order.command.at.isoformat(),
        "language": order.language,
        "instance": instance_to_wire(instance),
        "undo": undo_to_wire(undo) if undo else None,
    }
    return json.dumps(kept, ensure_ascii=False)


def _body_hash(command: Command) -> str:
    """What makes two requests the same: all of the command but when it came, who gave it and a new instance's id."""
    wire = command_to_wire(command)
    for name in ("at", "by", "digest", *(["instance"] if isinstance(command, StartCase) else [])):
        wire.pop(name, None)
    return hashlib.sha256(json.dumps(wire, sort_keys=True).encode()).hexdigest()


def _log_unwritten(read: Future[Any]) -> None:
    if not read.cancelled() and (wrong := read.exception()):
        _log.error("who read could not be written down: %s", wrong)
