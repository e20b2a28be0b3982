"""However often server and worker are killed under load: what was acknowledged is kept once, each timer fires once, each mail leaves."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterable
from contextlib import nullcontext
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest

from engine.service.engine import Engine
from engine.service.sending import Message
from engine.store import tables
from engine.store.staged.effects import SENDING
from tests.api.killed.phones import Phone, Server, chain
from tests.api.killed.programs import PATIENCE, Program, free_port, programs, wait_until_up
from tests.api.transports.mailbox import Mailbox, receiving
from tests.engine.database import server
from tests.engine.database.office import UNIT, Office
from tests.heavy import rounds
from tests.simulation.checks import broken
from tests.simulation.ledger import Ledger
from tests.simulation.post import Letter

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked")

ROOT = Path(__file__).parents[3]
PHONES = 4


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program as it is installed: its wheel, built and unpacked."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (packed,) = folder.glob("*.whl")
    with zipfile.ZipFile(packed) as archive:
        archive.extractall(folder / "program")
    return folder / "program"


def play(url: str, wheel: Path, kills: Iterable[int]) -> tuple[Ledger, list[str]]:
    """Kill server, worker or both so many times; what the phones were told, and what does not hold of it."""
    ledger, box = Ledger(), Mailbox()
    with Engine.open(url) as engine:
        engine.publish([chain()])
        tokens = [engine.tokens.add(f"m{number}", [("medarbetare", UNIT)]) for number in range(PHONES)]
    with receiving(box) as port:
        _killed(url, wheel, port, kills, ledger, tokens)
    with Engine.open(url) as engine:
        desk = Office(engine, [datetime.now(UTC)])
        letters = [_letter(mail) for mail in box.content]
        # The ten minutes that what is claimed is left alone are not waited for: the clock leaps.
        return ledger, list(broken(desk, ledger, letters, leaps=[0.0]))


def _killed(
    url: str, wheel: Path, mail: int, kills: Iterable[int], ledger: Ledger, tokens: list[str]
) -> None:
    seeded, port = random.Random(13), free_port()
    at = Server(f"http://127.0.0.1:{port}")
    phones = [Phone(at, ledger, number, token) for number, token in enumerate(tokens)]
    settings = {
        "DATABASE_URL": url,
        "REQUESTS_PER_MINUTE": "10000000",
        "SMTP_HOST": "localhost",
        "SMTP_PORT": str(mail),
        "SMTP_SECURITY": "none",
        "SMTP_FROM": "rutin@example.org",
    }
    with programs(wheel, **settings) as program:

        def serves() -> Program:
            begun = program.begin("serve", "--port", str(port))
            wait_until_up(port)
            at.up.set()
            return begun

        served, worker = serves(), program.begin("worker")
        for each in phones:
            each.start()
        for _ in kills:
            time.sleep(seeded.uniform(0, 0.4))
            kind = seeded.choice(("server", "worker", "both"))
            if kind != "server":
                worker.is_killed()
                worker = program.begin("worker")
            if kind != "worker":
                at.up.clear()
                served.is_killed()
                served = serves()
        for each in phones:
            each.stops.set()
        for each in phones:
            each.join(timeout=PATIENCE)
            assert not each.is_alive()
        _settle(url)
        worker.is_killed()
        served.is_killed()


def _settle(url: str) -> None:
    """Wait until nothing waits any more; what a killed worker had claimed is due again at once."""
    until = time.monotonic() + PATIENCE
    with Engine.open(url) as engine:
        desk = Office(engine, [datetime.now(UTC)])
        while time.monotonic() < until:
            desk.alters(tables.outbox, {"state": SENDING}, next_try=datetime.now(UTC))
            if not desk.rows(tables.outbox) and not desk.rows(tables.timers):
                return
            time.sleep(0.5)


def _letter(mail: EmailMessage) -> Letter:
    id = mail["Message-ID"].removeprefix("<").removesuffix("@rutin>")
    message = Message(
        id=id, kind="mail", recipients=(mail["To"],), subject=mail["Subject"], body=mail.get_content()
    )
    return Letter(0.0, message, kept=True, failed=False)


def test_what_was_acknowledged_is_kept_once_and_what_is_due_is_done(wheel: Path, tmp_path: Path) -> None:
    ledger, wrong = play(f"sqlite:///{tmp_path / 'rutin.db'}", wheel, kills=range(6))
    assert wrong == []
    assert sum(1 for _ in ledger.accepted()) > PHONES


@pytest.mark.soak
@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_what_was_acknowledged_is_kept_once_and_what_is_due_is_done_after_kills_by_the_hundred(
    wheel: Path, tmp_path: Path, kind: str
) -> None:
    with nullcontext(f"sqlite:///{tmp_path / 'rutin.db'}") if kind == "sqlite" else server.running() as url:
        ledger, wrong = play(url, wheel, rounds())
    print(f"commands acknowledged: {sum(1 for _ in ledger.accepted())}")
    assert wrong == []
