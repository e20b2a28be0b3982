"""A process of the simulated world: an engine with its worker on the shared database, its clock, and how it is killed and comes again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from engine.service.engine import Engine
from engine.service.worker.worker import Worker
from tests.simulation.driver import Disk, Faults, File
from tests.simulation.post import Post
from tests.simulation.runner import SimulatedRunner
from tests.simulation.scheduler import World

BEGINNINGS = (
    datetime(2026, 3, 2, 7, 0, tzinfo=UTC),
    datetime(2026, 3, 29, 0, 50, tzinfo=UTC),
    datetime(2026, 10, 25, 0, 50, tzinfo=UTC),
)
"""A morning like others, and just before clocks in Sweden go forward and back."""


class Clock:
    """What time it is where everybody is: the world's, and what it has leapt."""

    def __init__(self, world: World, beginning: datetime) -> None:
        self._world, self._beginning = world, beginning
        self.leapt = timedelta()
        self.leaps: list[float] = []
        """When it leapt, in the world's seconds."""

    def now(self) -> datetime:
        """The time."""
        return self._beginning + timedelta(seconds=self._world.time) + self.leapt

    def leap(self, length: timedelta) -> None:
        """It is suddenly later, or earlier."""
        self._world.note(f"LEAP {length}")
        self.leapt += length
        self.leaps.append(self._world.time)


@dataclass(frozen=True, slots=True)
class Site:
    """What all processes share."""

    world: World
    url: str
    file: File
    clock: Clock
    post: Post


class Reply:
    """What a request to a process came to, once `done`: a value, or what went wrong."""

    def __init__(self, process: Process) -> None:
        self._process, self.done = process, False
        self.value: Any = None
        self.wrong: Exception | None = None

    def is_over(self) -> bool:
        """Whether it is done, or never will be."""
        return self.done or self._process.is_dead


class Process:
    """One process. It begins when it is made; `skew` is how far its clock is ahead of the others'."""

    def __init__(self, site: Site, name: str, skew: timedelta) -> None:
        self.world, self.name, self.skew = site.world, name, skew
        self.disk = Disk(site.world, site.file)
        self.is_dead, self.unanswered = False, 0
        self._site = site
        self._ids, self._requests = count(1), count(1)
        self.world.task(self._begin, f"{name} begin", self).join()

    def now(self) -> datetime:
        """The time on its own clock."""
        return self._site.clock.now() + self.skew

    def asks(self, work: Callable[[Engine], Any]) -> Reply:
        """A request to it, in a thread of its own; whoever sent it waits, or not."""
        reply = Reply(self)

        def served() -> None:
            try:
                reply.value = work(self.engine)
            except Exception as wrong:
                reply.wrong = wrong
            reply.done = True
            self.unanswered -= 1

        if not self.is_dead:
            self.unanswered += 1
            self.world.task(served, f"{self.name} request {next(self._requests)}", self)
        return reply

    def fails(self, faults: Faults) -> None:
        """How often its statements and commits fail from here on."""
        self.disk.faults = faults

    def is_killed(self) -> None:
        """With no chance to finish anything."""
        self.world.note(f"KILL {self.name}")
        self.is_dead = True
        self.world.kill(self)
        self.disk.dies()

    def ends(self) -> None:
        """The world has ended, and with it all tasks."""
        self.disk.dies()

    def _begin(self) -> None:
        # Alone: SQLAlchemy holds a lock of its own while it comes to know the database.
        self.world.pause(None, self.disk.file.is_free)
        self.world.alone(self._open)

    def _open(self) -> None:
        self.engine = Engine.open(
            self._site.url,
            clock=self.now,
            new_id=lambda: f"{self.name}-{next(self._ids)}",
            runner=SimulatedRunner(self.world, self, self.name),
        )
        self.engine.routines()
        self._worker = Worker(self.engine, {"mail": self._site.post})
        self._worker.start()
