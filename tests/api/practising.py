"""A whole practice for a test: its engine on a real clock that the test sets, and a real server in front of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from api.app import create_app
from api.practice.clock import MovedClock
from api.practice.opening import open_practice
from api.practice.written import ways
from api.settings import Settings
from engine.beside import read_documents
from engine.check import check
from engine.service.engine import Engine
from engine.service.worker.worker import Worker
from tests.api.house import MORNING, OWN_ROUTINES, UNHURRIED
from tests.api.serving import serving

ZONE = "Europe/Stockholm"


@dataclass
class Practice:
    """The engine, its worker, which works when it is told to, and the server's address."""

    engine: Engine
    worker: Worker
    address: str = ""

    @property
    def clock(self) -> MovedClock:
        """The clock that the trainer moves."""
        assert isinstance(self.engine.now, MovedClock)
        return self.engine.now


@contextmanager
def practice(url: str = "memory://", folder: Path | None = OWN_ROUTINES) -> Iterator[Practice]:
    """A practice with the routines of `folder`, on the morning of all tests, with nobody in front of it."""
    real: list[datetime] = [MORNING]
    with open_practice(url, zone=ZONE, real=lambda: real[0]) as engine:
        if folder:
            report = check([folder])
            assert report.ok, report.findings
            engine.publish(
                report.routines,
                {name: each.value for name, each in report.settings.items() if each.value},
                read_documents(report.routines, report.documents),
            )
        yield Practice(engine, Worker(engine, ways(engine)))


@contextmanager
def practice_server(folder: Path = OWN_ROUTINES, **settings: Any) -> Iterator[Practice]:
    """The same, served on this machine."""
    with practice(folder=folder) as built:
        app = create_app(Settings.load(practice=True, **{**UNHURRIED, **settings}), built.engine)
        with serving(app) as address:
            built.address = address
            yield built
