"""A batch of commands in one transaction: each answered, those that are refused too; then, after the commit, who is to know."""

from __future__ import annotations

import hashlib
import json
import logging
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from functools import partial
from typing import Any

from engine.errors.fault import NotSaved
from engine.errors.request import KeyReused
from engine.errors.root import Refusal, RutinError
from engine.errors.step import Incident
from engine.errors.stored import Unreadable
from engine.run.commands import CannotFire, Command, FireTimer, HandOver
from engine.run.context import Library
from engine.run.instance import SYSTEM, Case, Instance, Person
from engine.said import Said
from engine.service.told import explained
from engine.store import tables
from engine.store.moved import Moved
from engine.store.people import StoredPeople
from engine.store.port import DATABASE_FAILED, Store, Transaction
from engine.store.published import Published
from engine.store.staged.changes import Changes, Row
from engine.store.unit import CaseCache, UnitOfWork
from engine.stored.answer import KeptAnswer, answer_from_stored, answer_to_stored
from engine.stored.command import asked, name_of
from engine.stored.formats import read as read_stored

TIMERS_AT_ONCE = 100

TIMER_PUT_OFF = timedelta(hours=1)
"""When a timer that could not fire (what it would start is not published, say) is tried again."""

LOOK_EVERY = timedelta(minutes=1)
"""How often workers look by themselves. Nobody is woken for what is due later than that."""

_UNEXPECTED = Said(
    "något gick fel som ingen har räknat med. Den som driver systemet ser det i loggen.",
    "something went wrong that nobody had expected. Whoever runs the system sees it in the log.",
)

_log = logging.getLogger(__name__)

View = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a command led to, by its `revision`. `replayed`: its key came again, and nothing was done.

    `view` makes the view: what the person who gave the command can do in the instance after it, by the batch's own library; of one that
    came again, what they can do now, which is read from the store. That is work: it is done by who wants to see it, and not while
    others wait for the writer.
    """

    instance: str
    revision: int
    view: Callable[[], View]
    replayed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A command, and how its answer is wanted. `body_hash`: of what must be the same where `key` comes again. `origin`: see there."""

    command: Command
    language: str
    key: str | None
    body_hash: str
    origin: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """Fire the timers that are due at `now`."""

    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """Note that the subject has read of the instance: `view`, `history` or `picture`."""

    subject: str
    instance: str
    at: datetime
    what: str


class Batches:
    """Carries out what the writer hands it.

    `on_due_soon` is called when something that is due soon has been kept, `on_moved` with the cases that have moved on. `view_now` is an
    instance's view for a person in a language.
    """

    def __init__(
        self,
        store: Store,
        published: Published,
        people: StoredPeople,
        clock: Callable[[], datetime],
        on_due_soon: Callable[[], None],
        view_now: Callable[[str, Person, str], View],
        on_moved: Callable[[list[Moved]], None],
    ) -> None:
        self._store, self._published, self._people = store, published, people
        self._clock, self._view_now = clock, view_now
        self._on_due_soon, self._on_moved = on_due_soon, on_moved
        self._cases = CaseCache()

    def carry_out(self, batch: Sequence[Order | Tick | Read]) -> Sequence[Any]:
        """An Answer or an error for each order, how many timers fired for each tick, None for each read.

        Where it raises, nothing is kept.
        """
        published, people = self._published, self._people
        as_of_now = published.library()
        people.know(_subjects(batch), self._clock())

        def work(transaction: Transaction) -> tuple[list[Any], UnitOfWork, bool]:
            # A routine that is not in memory is read by the transaction, not by a second connection.
            library = replace(as_of_now, pinned=partial(published.pinned, reader=transaction.reader))
            unit = UnitOfWork(transaction, library, people, lambda: secrets.token_hex(16), self._cases)
            orders = [each for each in batch if isinstance(each, Order)]
            keys = {(people.number(each.command.by.subject), each.key) for each in orders if each.key}
            unit.load(each.command for each in orders)
            # Asked when the cases are locked: whoever gave the same command at the same time has committed by now.
            stored = dict(transaction.answers(keys)) if keys else {}
            answers: list[Any] = []
            for each in batch:
                if isinstance(each, Order):
                    answers.append(self._order(unit, each, stored, as_of_now))
                elif isinstance(each, Tick):
                    answers.append(self._fire(unit, transaction, each))
                else:
                    answers.append(None)
            self._note(unit, transaction, batch, as_of_now)
            due_soon = self._due_soon(unit.changes)
            if due_soon:
                transaction.notify()
            # The last that is done: the store in memory has no way back from here.
            transaction.flush(unit.changes)
            return answers, unit, due_soon

        answers, unit, due_soon = self._store.transact(work)
        try:
            unit.remember()
            if due_soon:
                self._on_due_soon()
            moved = [
                Moved(row["id"], row["sequence"], row["unit"]) for row in unit.changes.written(tables.cases)
            ]
            if moved:
                self._on_moved(moved)
        except Exception:
            # It is kept, whatever comes after: nobody is told otherwise, and nothing is done again.
            _log.exception("after a commit")
        return answers

    def _note(
        self,
        unit: UnitOfWork,
        transaction: Transaction,
        batch: Sequence[Order | Tick | Read],
        library: Library,
    ) -> None:
        """Keep the readings that are the first of their day."""
        rows: dict[str, Row] = {}
        for each in batch:
            if isinstance(each, Read):
                number = self._people.number(each.subject)
                row = _read_row(each, number, library.context.zone)
                rows.setdefault(row["id"], row)
        there = transaction.reader.reads_there(rows) if rows else ()
        for key in rows.keys() - set(there):
            unit.changes.insert(tables.reads, rows[key])

    def _due_soon(self, changes: Changes) -> bool:
        soon = self._clock() + LOOK_EVERY
        return any(row["due"] <= soon for row in changes.written(tables.timers)) or any(
            row["next_try"] <= soon
            for table in (tables.outbox, tables.notifications)
            for row in changes.written(table)
        )

    def _order(
        self,
        unit: UnitOfWork,
        order: Order,
        stored: dict[tuple[int, str], tuple[str, str]],
        library: Library,
    ) -> Answer | RutinError:
        person = order.command.by
        number = self._people.number(person.subject)
        if order.key:
            before = stored.get((number, order.key))
            if before is not None:
                return self._again(before, order)
        try:
            done = unit.carry_out(order.command, order.origin)
        except DATABASE_FAILED:
            raise
        except NotSaved as fault:
            # Its own alone: the others of the batch are carried out, once.
            _log.exception("%s: a command %s", fault.error_id, name_of(order.command))
            return fault
        except RutinError as trouble:
            return trouble
        if isinstance(done, Refusal):
            return done
        case, instance = done
        at = order.command.at
        if order.key:
            kept = KeptAnswer(instance=instance.id, revision=instance.revision)
            text = json.dumps(answer_to_stored(kept))
            stored[number, order.key] = (order.body_hash, text)
            row = {
                "person": number,
                "key": order.key,
                "body_hash": order.body_hash,
                "answer": text,
                "at": at,
            }
            unit.changes.insert(tables.answers, row)
        return _answer(library, case, instance, person, order.language, at)

    def _again(self, before: tuple[str, str], order: Order) -> Answer | KeyReused | Unreadable:
        """What to say to a key that comes again: what it led to then, and how it is now."""
        body_hash, text = before
        if body_hash != order.body_hash:
            return KeyReused()
        try:
            kept = read_stored("answer", str(order.key), text, answer_from_stored)
        except Unreadable as trouble:
            return trouble
        view = partial(self._view_now, kept.instance, order.command.by, order.language)
        return Answer(instance=kept.instance, revision=kept.revision, view=view, replayed=True)

    def _fire(self, unit: UnitOfWork, transaction: Transaction, tick: Tick) -> int:
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
            except DATABASE_FAILED:
                raise
            except Unreadable as trouble:
                unit.put_off(timer, tick.now + TIMER_PUT_OFF)
                _log.error("timer %s: %s", timer.index, trouble)
                continue
            except Exception as wrong:
                _log.exception("timer %s of instance %s can't fire", timer.index, timer.instance)
                self._stand(unit, timer, wrong)
                # It would be due for ever and stand in the way of others.
                unit.put_off(timer, tick.now + TIMER_PUT_OFF)
                continue
            if isinstance(done, Refusal):
                unit.drop(timer)  # Its step was left, within this batch perhaps.
            else:
                fired += 1
        return fired

    def _stand(self, unit: UnitOfWork, timer: FireTimer, wrong: Exception) -> None:
        """Let the instance say that a timer of it can't fire, and why, so that somebody sees to it."""
        why = wrong.why if isinstance(wrong, Incident) else _UNEXPECTED
        cannot = CannotFire(
            at=timer.at, by=timer.by, instance=timer.instance, visit=timer.visit, index=timer.index, why=why
        )
        try:
            unit.carry_out(cannot)  # Refused: it says so already.
        except DATABASE_FAILED:
            raise
        except Exception:
            _log.exception("instance %s can't say so", timer.instance)


def _subjects(batch: Sequence[Order | Tick | Read]) -> Iterator[str]:
    """Everybody whom the batch may write of for the first time."""
    for each in batch:
        if isinstance(each, Order):
            yield each.command.by.subject
            if isinstance(each.command, HandOver):
                yield each.command.to
        elif isinstance(each, Read):
            yield each.subject


def _read_row(read: Read, person: int, zone: tzinfo) -> Row:
    """The row of the table `reads`. Its key says that it is the same reading the whole day through, in the organisation's zone."""
    day = read.at.astimezone(zone).date().isoformat()
    key = hashlib.sha256(f"{read.instance} {person} {day} {read.what}".encode()).hexdigest()[:20]
    return {"id": key, "instance_id": read.instance, "at": read.at, "person": person, "what": read.what}


def _answer(
    library: Library, case: Case, instance: Instance, person: Person, language: str, at: datetime
) -> Answer:
    return Answer(
        instance=instance.id,
        revision=instance.revision,
        view=lambda: explained(library, instance, case, person, language, at),
    )


def body_hash_of(command: Command) -> str:
    """What makes two requests the same: all of the command but when it came, who gave it and a new instance's id."""
    return hashlib.sha256(json.dumps(asked(command), sort_keys=True, default=str).encode()).hexdigest()
