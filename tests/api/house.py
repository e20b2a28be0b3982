"""A whole Rutin for a test: an engine on a clock that the test moves, and a real server in front of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from api.app import create_app
from api.settings import Settings
from engine.beside import read_documents
from engine.check import check
from engine.service.engine import Engine
from tests.api.acting import Actor
from tests.api.serving import serving

OWN_ROUTINES = Path(__file__).parent / "routines"
REAL_ROUTINES = Path(__file__).parents[2] / "routines"
UNHURRIED = dict.fromkeys(("requests_per_minute", "exports_per_minute", "tries_per_minute"), 10_000_000)
"""A test asks oftener than people do."""
MORNING = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)


class House:
    """The engine, the server's address, and the people."""

    def __init__(self, engine: Engine, address: str, clock: list[datetime]) -> None:
        self.engine, self.address, self._clock = engine, address, clock
        self._actors: list[Actor] = []

    def person(self, subject: str, *grants: tuple[str, str], language: str = "sv") -> Actor:
        """Somebody with (role, unit) grants and a new token."""
        return self.visitor(self.engine.tokens.add(subject, grants), language)

    def visitor(self, token: str | None, language: str = "sv") -> Actor:
        """Somebody with that token, or with none."""
        actor = Actor(self.address, token, language)
        self._actors.append(actor)
        return actor

    def waits(self, **time: float) -> None:
        """Time goes by, and nobody sees to the timers."""
        self._clock[0] += timedelta(**time)

    def passes(self, **time: float) -> None:
        """Time goes by, and the timers that are due fire."""
        self.waits(**time)
        self.engine.tick()

    def close(self) -> None:
        """Everybody hangs up."""
        for actor in self._actors:
            actor.http.close()


@contextmanager
def house(folder: Path | None = OWN_ROUTINES, url: str = "memory://", **settings: Any) -> Iterator[House]:
    """A house with the routines of `folder` published, or with none."""
    clock = [MORNING]
    ids = (f"{number:020x}" for number in count(1))
    with Engine.open(url, clock=lambda: clock[0], new_id=lambda: next(ids)) as engine:
        if folder:
            report = check([folder])
            assert report.ok, report.findings
            engine.publish(
                report.routines,
                {name: each.value for name, each in report.settings.items() if each.value},
                read_documents(report.routines, report.documents),
            )
        with serving(create_app(Settings.load(**{**UNHURRIED, **settings}), engine)) as address:
            built = House(engine, address, clock)
            try:
                yield built
            finally:
                built.close()
