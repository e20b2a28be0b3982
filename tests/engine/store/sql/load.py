"""Staff and a worker who go on whatever becomes of the database: each asks until it is answered, always with the same key."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TypeVar

from engine.errors.store import StoreTrouble
from engine.run.commands import Choose, Command
from engine.run.instance import Person
from engine.service.engine import Engine
from engine.service.sending import Message
from engine.service.worker.worker import Worker
from engine.store import tables
from engine.store.staged.effects import SENDING
from tests.engine.database.office import PATIENCE, UNIT, Office
from tests.engine.database.routines import barn, prov
from tests.simulation.checks import broken
from tests.simulation.ledger import Asked, Ledger, Promise
from tests.simulation.post import Letter

T = TypeVar("T")

STAFF = 4
ROLES = frozenset({("medarbetare", UNIT), ("administrator", UNIT)})


class Load:
    """What staff were told, what was sent, and what was said where the database was of no use."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.ledger = Ledger()
        self.letters: list[Letter] = []
        self.troubles: list[str] = []
        self._stops = threading.Event()
        self._threads = [
            threading.Thread(target=self._works, args=(number,), daemon=True) for number in range(STAFF)
        ]

    def send(self, message: Message) -> None:
        """Keep a message."""
        self.letters.append(Letter(0.0, message, kept=True, failed=False))

    def begins(self) -> None:
        """Everybody begins."""
        for thread in self._threads:
            thread.start()

    def ends(self) -> None:
        """Everybody ends what they have begun."""
        self._stops.set()
        for thread in self._threads:
            thread.join(PATIENCE)
            assert not thread.is_alive()

    def waits_for(self, more: int) -> None:
        """Wait until so many more commands have been accepted."""
        enough, until = len(self.ledger.promises) + more, time.monotonic() + PATIENCE
        while len(self.ledger.promises) < enough:
            assert time.monotonic() < until
            time.sleep(0.01)

    def waits_for_trouble(self, words: str) -> None:
        """Wait until somebody is told so of the database."""
        until = time.monotonic() + PATIENCE
        while not any(words in each for each in self.troubles):
            assert time.monotonic() < until, self.troubles[-1:]
            time.sleep(0.01)

    def _works(self, number: int) -> None:
        drawn, by, turn = random.Random(number), Person(f"m{number}", ROLES), 0
        while not self._stops.is_set():
            turn += 1
            start = self._until_answered(lambda: self.engine.starting("prov", by, UNIT, {"ref": "R-1"}))
            begun = self._asks(by, start, f"{number}-{turn}")
            choice = drawn.choice(("mejla", "granskas", "sluta"))
            at = self.engine.now()
            choose = Choose(at=at, by=by, instance=begun.instance, state="borja", choice=choice)
            self._asks(by, choose, f"{number}-{turn}-vidare")

    def _asks(self, by: Person, command: Command, key: str) -> Promise:
        promise = Promise(by.subject, key, [Asked(0.0, "")])
        answer = self._until_answered(lambda: self.engine.submit(command, key=key).result())
        promise.outcome, promise.instance, promise.revision = "accepted", answer.instance, answer.revision
        self.ledger.keeps(promise)
        return promise

    def _until_answered(self, asks: Callable[[], T]) -> T:
        while True:
            try:
                return asks()
            except StoreTrouble as trouble:
                self.troubles.append(trouble.say("en"))
                time.sleep(0.01)


@contextmanager
def at_work(url: str) -> Iterator[Load]:
    """While staff and a worker are at work. In the end all is sent, and must be as they were told."""
    with Engine.open(url) as engine:
        engine.publish([prov(), barn()])
        load = Load(engine)
        worker = Worker(engine, {"mail": load})
        worker.start()
        load.begins()
        try:
            yield load
        finally:
            load.ends()
            _settle(Office(engine, [datetime.now(UTC)]))
            worker.stop()
    with Engine.open(url) as engine:
        desk = Office(engine, [datetime.now(UTC)])
        assert list(broken(desk, load.ledger, load.letters, leaps=[0.0])) == []


def _settle(desk: Office) -> None:
    """Wait until all is sent; what a worker could not put back is due again at once, as it is ten minutes later."""
    until = time.monotonic() + PATIENCE
    while desk.rows(tables.outbox):
        assert time.monotonic() < until
        desk.alters(tables.outbox, {"state": SENDING}, next_try=datetime.now(UTC))
        time.sleep(0.2)
