"""What happens without anybody pressing anything: timers that are due, mail and webhooks that wait in the outbox."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from engine.errors.root import Refusal, RutinError
from engine.errors.stored import Unreadable
from engine.run.commands import Delivered
from engine.run.instance import SYSTEM
from engine.service.batch import LOOK_EVERY
from engine.service.engine import Engine
from engine.store.changes import Row
from engine.store.unit import FAILED, SENT, WAITING

ATTEMPTS = 8
"""How often a delivery is tried before its case is told that it failed."""

FIRST_WAIT = timedelta(seconds=30)
"""Until the second attempt; doubled for each one after."""

LONGEST_ASKED = timedelta(hours=6)
"""A receiver that asks to be left alone for longer is tried again after this."""

AFTER_FAILURE = timedelta(hours=1)
"""Between tries of what has failed, where the routine knows no other way than to wait for it."""

CLAIM = timedelta(minutes=10)
"""How long claimed deliveries are left to the worker that claimed them. Must be longer than `AT_ONCE` transports take."""

FORGET_EVERY = timedelta(hours=1)
"""How often it is looked for what is kept only for a while."""

LONGEST_SLEEP = LOOK_EVERY.total_seconds()
POLL = 1.0
"""Seconds until another try after trouble."""

IN_OTHER_HANDS = 0.05
"""Seconds until another look at what is due, but is being seen to by another worker."""

AT_ONCE = 20

_log = logging.getLogger(__name__)


class Transport(Protocol):
    """Sends one message. Raises DeliveryProblem where it could not; whether trying again can help is its word."""

    def send(self, message: Message) -> None:
        """Send, or raise DeliveryProblem."""


class Message:
    """A mail or a webhook call. `id` stays the same when it is tried again, so that a receiver can tell."""

    __slots__ = ("body", "id", "kind", "recipients", "subject")

    def __init__(self, row: Row) -> None:
        self.id = f"{row['instance_id']}-{row['visit']}"
        self.kind: str = row["kind"]
        self.recipients: tuple[str, ...] = tuple(json.loads(row["recipients"]))
        self.subject: str = row["subject"]
        self.body: str = row["body"]


class DeliveryProblem(Exception):
    """A message could not be sent, or not to all. `final`: trying again can't help. `after`: the receiver asks to be left alone so long.

    `left`: who has not got it, where others have; it is not sent to those again.
    """

    def __init__(
        self,
        why: str,
        *,
        final: bool = False,
        after: timedelta | None = None,
        left: Sequence[str] | None = None,
    ) -> None:
        super().__init__(why)
        self.why, self.final, self.after, self.left = why, final, after, left


@dataclass(frozen=True, slots=True)
class _Loop:
    """One of the worker's threads: what it does, and when there is something to do."""

    name: str
    work: Callable[[], int]
    next_time: Callable[[], datetime | None]
    woken: threading.Event


class Worker:
    """Fires and delivers for one engine, until it is stopped. Any number of workers may run, on any number of hosts.

    Timers and deliveries have a thread each: a mail server that is slow to answer makes no timer late.
    """

    def __init__(
        self, engine: Engine, transports: Mapping[str, Transport], reads_kept: timedelta | None = None
    ) -> None:
        """`reads_kept`: how long it is kept who has read what; None: for ever."""
        self._engine, self._transports, self._reads_kept = engine, transports, reads_kept
        self._stopping = threading.Event()
        self._loops = (
            _Loop("timers", self._fire, engine.backlog.next_timer, engine.listen()),
            _Loop("deliveries", self._deliver_all, engine.backlog.next_delivery, engine.listen()),
        )
        self._threads: list[threading.Thread] = []
        self._forgot_at: datetime | None = None

    def start(self) -> None:
        """Run in threads of its own."""
        self._threads = [
            threading.Thread(target=self._run, args=(loop,), name=loop.name, daemon=True)
            for loop in self._loops
        ]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Finish what is in hand and stop."""
        self._stopping.set()
        for loop in self._loops:
            loop.woken.set()
        for thread in self._threads:
            thread.join()

    def at_work(self) -> bool:
        """Whether its threads live: timers fire and mail is sent."""
        return bool(self._threads) and all(thread.is_alive() for thread in self._threads)

    def once(self) -> int:
        """Do all that is due now; returns how many timers fired and deliveries were settled."""
        return self._fire() + self._deliver_all()

    def _run(self, loop: _Loop) -> None:
        """Work until stopped. A database that is away for a while is waited for."""
        while not self._stopping.is_set():
            try:
                loop.woken.clear()
                loop.work()
                self._sleep(loop)
            except RutinError as trouble:
                _log.error("%s", trouble)
                self._stopping.wait(POLL)
            except Exception:
                _log.exception("the worker goes on after")
                self._stopping.wait(POLL)

    def _sleep(self, loop: _Loop) -> None:
        def seconds() -> float:
            due = loop.next_time()
            until = (due - self._engine.now()).total_seconds() if due else LONGEST_SLEEP
            return min(until, LONGEST_SLEEP) if until > 0 else IN_OTHER_HANDS

        # Told to stop after `woken` was cleared: there is nothing to sleep for.
        if not (self._stopping.is_set() or loop.woken.is_set()):
            self._engine.backlog.sleep(seconds, loop.woken)

    def _fire(self) -> int:
        self._forget()
        return self._engine.tick()

    def _deliver_all(self) -> int:
        """Send what waits, and tell the cases."""
        told = self._tell()
        while not self._stopping.is_set() and (rows := self._claim()):
            for row in rows:
                self._deliver(row)
            told += self._tell()
        return told

    def _forget(self) -> None:
        now = self._engine.now()
        if self._forgot_at is None or now - self._forgot_at >= FORGET_EVERY:
            self._engine.forget_answers()
            self._engine.sessions.forget_ended()
            if self._reads_kept is not None:
                self._engine.forget_reads(self._reads_kept)
            self._forgot_at = now

    def _claim(self) -> Sequence[Row]:
        now = self._engine.now()
        return self._engine.backlog.claim(now, now + CLAIM, AT_ONCE)

    def _deliver(self, row: Row) -> None:
        try:
            transport = self._transports.get(row["kind"])
            if transport is None:
                raise DeliveryProblem(f"no transport for {row['kind']}", final=True)
            _send(transport, Message(row))
        except DeliveryProblem as problem:
            again = not problem.final and row["attempts"] < ATTEMPTS
            row |= (
                {"state": WAITING, "next_try": self._next_try(row, problem)} if again else {"state": FAILED}
            )
            row["problem"] = problem.why
            if problem.left is not None:
                row["recipients"] = json.dumps(list(problem.left))
            _log.warning("delivery %s-%s: %s", row["instance_id"], row["visit"], problem.why)
        else:
            row |= {"state": SENT, "problem": None}
        self._engine.backlog.put_back(row)

    def _next_try(self, row: Row, problem: DeliveryProblem) -> datetime:
        attempts: int = row["attempts"]
        wait = FIRST_WAIT * 2.0 ** (attempts - 1)
        return self._engine.now() + max(wait, min(problem.after or wait, LONGEST_ASKED))

    def _tell(self) -> int:
        """Tell the cases of deliveries that were settled, also those that an earlier worker did not live to tell."""
        told = 0
        for row in self._engine.backlog.settled():
            command = Delivered(
                at=self._engine.now(),
                by=SYSTEM,
                instance=row["instance_id"],
                visit=row["visit"],
                problem=row["problem"] if row["state"] == FAILED else None,
            )
            try:
                self._engine.submit(command).result()
            except Refusal:
                pass  # The state was left in the meantime: nobody is waiting for the word.
            except Unreadable as trouble:
                # Left for a worker that can read the case; the others are told all the same.
                _log.error("%s", trouble)
                continue
            told += 1
            self._after_telling(row)
        return told

    def _after_telling(self, row: Row) -> None:
        """What was sent is done with. What failed is tried again, slowly, if the case still waits for it (its row is there)."""
        if row["state"] == SENT:
            self._engine.backlog.done_with(row)
        else:
            again = {"state": WAITING, "next_try": self._engine.now() + AFTER_FAILURE}
            self._engine.backlog.put_back({**row, **again})


def _send(transport: Transport, message: Message) -> None:
    """Send; a transport that fails in a way of its own has not delivered either."""
    try:
        transport.send(message)
    except DeliveryProblem:
        raise
    except Exception as wrong:
        _log.exception("delivery %s", message.id)
        raise DeliveryProblem(f"{type(wrong).__name__}: {wrong}") from wrong
