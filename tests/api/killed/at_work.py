"""Server, worker, phones and mail at work on one database, each a process or a thread of its own; in the end all must be as it was told."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

from engine.service.engine import Engine
from engine.service.sending import Message
from engine.store import tables
from engine.store.staged.effects import SENDING
from tests.api.killed.phones import Phone, Server, chain
from tests.api.killed.programs import PATIENCE, Programs, free_port, programs, wait_until_up
from tests.api.transports.mailbox import Mailbox, receiving
from tests.engine.database.office import UNIT, Office
from tests.simulation.checks import broken
from tests.simulation.ledger import Ledger
from tests.simulation.post import Letter

PHONES = 4


class AtWork:
    """The processes, and what the phones are told."""

    def __init__(self, program: Programs) -> None:
        self.ledger = Ledger()
        self._program, self._port = program, free_port()
        self.at = Server(f"http://127.0.0.1:{self._port}")
        self.begins()

    def begins(self) -> None:
        """Server and worker, where they do not run."""
        self.worker = self._program.begin("worker")
        self._serves()

    def is_killed(self, kind: str) -> None:
        """Server, worker or both are killed, and begin again."""
        if kind != "server":
            self.worker.is_killed()
            self.worker = self._program.begin("worker")
        if kind != "worker":
            self.at.up.clear()
            self.server.is_killed()
            self._serves()

    def ends(self) -> None:
        """Nothing runs any more."""
        self.worker.is_killed()
        self.server.is_killed()

    def waits_for(self, more: int) -> None:
        """Wait until so many more commands have been acknowledged."""
        enough, until = len(self.ledger.promises) + more, time.monotonic() + PATIENCE
        while len(self.ledger.promises) < enough:
            assert time.monotonic() < until
            time.sleep(0.01)

    def _serves(self) -> None:
        self.server = self._program.begin("serve", "--port", str(self._port))
        wait_until_up(self._port)
        self.at.up.set()


@contextmanager
def at_work(url: str, wheel: Path) -> Iterator[AtWork]:
    """While all are at work; then the phones end what they have begun, all that waits is done, and it is looked at what is kept."""
    box = Mailbox()
    with Engine.open(url) as engine:
        engine.publish([chain()])
        tokens = [engine.tokens.add(f"m{number}", [("medarbetare", UNIT)]) for number in range(PHONES)]
    with receiving(box) as mail, programs(wheel, **_settings(url, mail)) as program:
        work = AtWork(program)
        phones = [Phone(work.at, work.ledger, number, token) for number, token in enumerate(tokens)]
        for each in phones:
            each.start()
        yield work
        for each in phones:
            each.stops.set()
        for each in phones:
            each.join(timeout=PATIENCE)
            assert not each.is_alive()
        _settle(url)
        work.ends()
    with Engine.open(url) as engine:
        desk = Office(engine, [datetime.now(UTC)])
        # The ten minutes that what is claimed is left alone are not waited for: the clock leaps.
        assert list(broken(desk, work.ledger, [_letter(each) for each in box.content], leaps=[0.0])) == []


def _settings(url: str, mail: int) -> dict[str, str]:
    return {
        "DATABASE_URL": url,
        "REQUESTS_PER_MINUTE": "10000000",
        "SMTP_HOST": "localhost",
        "SMTP_PORT": str(mail),
        "SMTP_SECURITY": "none",
        "SMTP_FROM": "rutin@example.org",
    }


def _settle(url: str) -> None:
    """Wait until nothing waits any more; what a killed worker had claimed is due again at once."""
    until = time.monotonic() + PATIENCE
    with Engine.open(url) as engine:
        desk = Office(engine, [datetime.now(UTC)])
        while desk.rows(tables.outbox) or desk.rows(tables.timers):
            assert time.monotonic() < until
            desk.alters(tables.outbox, {"state": SENDING}, next_try=datetime.now(UTC))
            time.sleep(0.1)


def _letter(mail: EmailMessage) -> Letter:
    id = mail["Message-ID"].removeprefix("<").removesuffix("@rutin>")
    message = Message(
        id=id, kind="mail", recipients=(mail["To"],), subject=mail["Subject"], body=mail.get_content()
    )
    return Letter(0.0, message, kept=True, failed=False)
