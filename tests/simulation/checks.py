"""What must hold of what is kept, whatever happened: a model of a few dozen lines, beside the engine's own audit."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from engine.model.routine import Do
from engine.run.commands import Delivered, FireTimer, StartCase
from engine.run.instance import Instance
from engine.service.engine import Engine
from engine.store import tables
from engine.store.staged.changes import key_of
from engine.store.staged.rows import step_rows, timer_rows
from engine.stored.formats import read
from engine.stored.history import Entry, entry_from_stored
from engine.stored.instance import instance_from_stored
from tests.engine.database.office import Office
from tests.simulation.ledger import Ledger, Promise
from tests.simulation.post import Letter

CLAIMED_SECONDS = 300.0
"""No message is handed in twice within this: what is claimed is left alone for longer."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What the database holds: every instance, and the history by case."""

    instances: Mapping[str, Instance]
    histories: Mapping[str, Sequence[Entry]]


def broken(desk: Office, ledger: Ledger, letters: Sequence[Letter], leaps: Sequence[float]) -> Iterator[str]:
    """Everything that does not hold, in words."""
    yield from ledger.broken
    yield from (f"audit: {each.say('en')}" for each in desk.engine.audit().findings)
    kept = _kept(desk)
    yield from _commands(kept, ledger)
    yield from _answers(desk, kept, ledger)
    yield from _timers(kept)
    yield from _rows(desk, kept)
    yield from _letters(kept, letters)
    yield from (f"never sent: {row}" for row in desk.rows(tables.outbox))
    yield from _sent_twice(letters, leaps)


def astray(desk: Office) -> Iterator[str]:
    """What is not as the instances say; at any time between two commits."""
    yield from _rows(desk, _kept(desk))


def _kept(desk: Office) -> Kept:
    engine = desk.engine
    people = engine._people
    instances = {
        row["id"]: read(
            "instance", row["id"], row["body"], lambda stored: instance_from_stored(stored, people)
        )
        for row in desk.rows(tables.instances)
    }
    histories: dict[str, list[Entry]] = {}
    for row in desk.rows(tables.history):
        decode = partial(entry_from_stored, form=row["format"], people=people)
        entry = read("history", row["case_id"], row["content"], decode)
        histories.setdefault(row["case_id"], []).append(entry)
    return Kept(instances, histories)


def _commands(kept: Kept, ledger: Ledger) -> Iterator[str]:
    """Each command that was told to be done is in the history once, and what was refused is not."""
    done = Counter(
        (case, entry.command.by.subject)
        for case, entries in kept.histories.items()
        for entry in entries
        if entry.command.by.subject.startswith("m")
    )
    told: Counter[tuple[str, str]] = Counter()
    maybe: Counter[tuple[str, str]] = Counter()
    for each in ledger.promises:
        found = kept.instances.get(each.instance)
        if each.outcome == "accepted" and found is None:
            yield f"lost: {each}"
        elif found is not None:
            told[found.case, each.by] += each.outcome == "accepted"
            maybe[found.case, each.by] += each.outcome == "unknown"
    for who in {*done, *told}:
        least, most = told[who], told[who] + maybe[who]
        if done[who] < least:
            yield f"lost: {who} was told of {least} commands, and {done[who]} are kept"
        if done[who] > most:
            yield f"twice: {who} knows of {most} commands at most, and {done[who]} are kept"


def _answers(desk: Office, kept: Kept, ledger: Ledger) -> Iterator[str]:
    """A key has the answer that was given, a revision is given once, and what is started is as new as it was said to be."""
    rows = {
        (desk.subject(row["person"]), row["key"]): json.loads(row["answer"])
        for row in desk.rows(tables.answers)
    }
    given: Counter[tuple[str, int]] = Counter()
    for each in ledger.accepted():
        instance = kept.instances.get(each.instance)
        if instance is None:
            continue
        given[each.instance, each.revision] += not each.as_it_is_now
        if instance.revision < each.revision:
            yield f"lost: {each}, and the instance is at revision {instance.revision}"
        if each.key is not None:
            yield from _key(each, rows.get((each.by, each.key)))
        yield from _version(instance, kept, each, ledger)
    yield from (f"given twice: revision {revision} of {id}" for (id, revision), n in given.items() if n > 1)


def _key(promise: Promise, row: Any) -> Iterator[str]:
    if row is None:
        yield f"key forgotten: {promise}"
    elif row["instance"] != promise.instance or (
        row["revision"] != promise.revision and not promise.as_it_is_now
    ):
        yield f"another answer under the key of {promise}: {row}"


def _version(instance: Instance, kept: Kept, promise: Promise, ledger: Ledger) -> Iterator[str]:
    begun = kept.histories[instance.case][0].command
    if promise.revision == 1 and isinstance(begun, StartCase) and begun.instance == instance.id:
        oldest = ledger.oldest_version(promise)
        if instance.version < oldest:
            yield f"older: {instance.id} was begun by version {instance.version}, {oldest} was published"


def _timers(kept: Kept) -> Iterator[str]:
    fired = Counter(
        (entry.command.instance, entry.command.visit, entry.command.index)
        for entries in kept.histories.values()
        for entry in entries
        if isinstance(entry.command, FireTimer)
    )
    yield from (f"timer {timer} fired {times} times" for timer, times in fired.items() if times > 1)


def _rows(desk: Office, kept: Kept) -> Iterator[str]:
    """Worklist, timers and outbox are what the instances say."""
    engine = desk.engine
    steps, timers, sending = list[Any](), list[Any](), set[tuple[str, int]]()
    for each in kept.instances.values():
        if each.status == "running":
            routine = engine._published.pinned(each.digest)
            steps += step_rows(routine, each, engine._people.number).values()
            timers += timer_rows(each).values()
            sending |= {
                (each.id, token.visit)
                for token in each.tokens.values()
                if isinstance(routine.states[token.state], Do)
            }
    for table, wanted in ((tables.open_steps, steps), (tables.timers, timers)):
        if desk.rows(table) != sorted(wanted, key=lambda row: key_of(table, row)):
            yield f"{table.name} has {desk.rows(table)} and not {wanted}"
    waiting = {(row["instance_id"], row["visit"]) for row in desk.rows(tables.outbox)}
    if waiting != sending:
        yield f"outbox has {sorted(waiting)} and not {sorted(sending)}"


def _letters(kept: Kept, letters: Sequence[Letter]) -> Iterator[str]:
    """What a case was told is sent was sent, and the same message has the same words each time."""
    there = {each.message.id for each in letters if each.kept}
    for entries in kept.histories.values():
        for entry in entries:
            match entry.command:
                case Delivered(instance=instance, visit=visit, problem=None):
                    if f"{instance}-{visit}" not in there:
                        yield f"never sent: visit {visit} of {instance}"
    words: dict[str, Any] = {}
    for each in letters:
        if words.setdefault(each.message.id, each.message) != each.message:
            yield f"other words: {each.message} and {words[each.message.id]}"


def _sent_twice(letters: Sequence[Letter], leaps: Sequence[float]) -> Iterator[str]:
    """Nobody sends what another one has just sent, or is just sending."""
    before: dict[str, Letter] = {}
    for each in letters:
        last = before.get(each.message.id)
        before[each.message.id] = each
        if last is None or last.failed or each.at - last.at > CLAIMED_SECONDS:
            continue
        if not any(last.at - CLAIMED_SECONDS <= leap <= each.at for leap in leaps):
            yield f"sent twice: {each.message.id} at {last.at:.3f} and {each.at:.3f}"


def overdue(engine: Engine) -> Iterator[str]:
    """What is due now and has not been seen to."""
    for name, due in (
        ("timer", engine.backlog.next_timer()),
        ("delivery", engine.backlog.next_delivery()),
        ("notification", engine.notifications.next_time()),
    ):
        if due is not None and due <= engine.now():
            yield f"late: a {name} has been due since {due} at {engine.now()}"
