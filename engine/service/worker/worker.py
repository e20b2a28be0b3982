"""What happens without anybody pressing anything: timers that are due, what waits in the outbox, and what people are to hear of."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

from engine.errors.root import RutinError
from engine.service.batch import LOOK_EVERY
from engine.service.engine import Engine
from engine.service.sending import Transport
from engine.service.worker.notifier import Notifier
from engine.service.worker.outbox import Outbox

FORGET_EVERY = timedelta(hours=1)
"""How often it is looked for what is kept only for a while."""

RETAIN_EVERY = timedelta(days=1)
"""How often it is looked for what is old enough to be erased."""

LONGEST_SLEEP = LOOK_EVERY.total_seconds()
POLL = 1.0
"""Seconds until another try after trouble."""

IN_OTHER_HANDS = 0.05
"""Seconds until another look at what is due, but is being seen to by another worker."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Loop:
    """One of the worker's threads: what it does, and when there is something to do."""

    name: str
    work: Callable[[], int]
    next_time: Callable[[], datetime | None]
    woken: threading.Event


class Printer(Protocol):
    """What prints at its time."""

    def next_time(self) -> datetime | None:
        """When there is something to print."""

    def work(self) -> int:
        """Print what is due; returns how much."""


class Worker:
    """Fires and delivers for one engine, until it is stopped. Any number of workers may run, on any number of hosts.

    Timers, deliveries and notifications have a thread each: a mail server that is slow to answer makes no timer late.
    """

    def __init__(
        self,
        engine: Engine,
        transports: Mapping[str, Transport],
        reads_kept: timedelta | None = None,
        language: str = "sv",
        server: str = "",
        *,
        erases: bool = False,
        printer: Printer | None = None,
    ) -> None:
        """`reads_kept`: how long it is kept who has read what; None: for ever. `language`: the organisation's, for who has chosen none.
        `server`: the address that links in notifications begin with. `erases`: what is older than its routine says is erased, once a day.
        `printer`: what is printed without anybody asking.
        """
        self._engine, self._reads_kept, self._erases = engine, reads_kept, erases
        self._printer = printer
        self._stopping = engine.runner.event()
        self._outbox = Outbox(engine, transports, language, self._stopping)
        self._notifier = Notifier(engine, transports, language, server, self._stopping)
        self._loops = (
            _Loop("timers", self._fire, engine.backlog.next_timer, engine.listen()),
            _Loop("deliveries", self._outbox.work, engine.backlog.next_delivery, engine.listen()),
            _Loop("notifications", self._notifier.work, engine.notifications.next_time, engine.listen()),
            *((_Loop("erasing", self._erase, self._next_erasing, engine.listen()),) if erases else ()),
            *((_Loop("printing", printer.work, printer.next_time, engine.listen()),) if printer else ()),
        )
        self._erased_at: datetime | None = None
        self._threads: list[threading.Thread] = []
        self._forgot_at: datetime | None = None

    def start(self) -> None:
        """Run in threads of its own."""
        self._threads = [
            self._engine.runner.thread(partial(self._run, loop), loop.name) for loop in self._loops
        ]

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
        """Do all that is due now; returns how many timers fired, deliveries were settled, notifications sent, things erased and printed."""
        erased = self._erase() if self._erases else 0
        printed = self._printer.work() if self._printer else 0
        return self._fire() + self._outbox.work() + self._notifier.work() + erased + printed

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

    def _erase(self) -> int:
        now = self._engine.now()
        if self._erased_at is not None and now - self._erased_at < RETAIN_EVERY:
            return 0
        done = self._engine.erasing.erase()
        self._erased_at = now
        return 0 if done is None else sum(each.number for each in done.erased)

    def _next_erasing(self) -> datetime | None:
        return None if self._erased_at is None else self._erased_at + RETAIN_EVERY

    def _forget(self) -> None:
        now = self._engine.now()
        if self._forgot_at is None or now - self._forgot_at >= FORGET_EVERY:
            self._engine.forgetting.answers()
            self._engine.sessions.forget_ended()
            self._engine.forgetting.rest()
            if self._reads_kept is not None:
                self._engine.forgetting.reads(self._reads_kept)
            self._forgot_at = now
