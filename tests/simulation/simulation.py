"""One simulated run, by one seed: processes on one database, phones, mail, faults, leaps of the clock; then calm, and what must hold."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path

from engine.service.engine import Engine
from tests.engine.database.office import Office
from tests.engine.database.routines import barn, prov
from tests.simulation.checks import astray, broken, overdue
from tests.simulation.driver import Faults, File
from tests.simulation.ledger import Ledger, Publication
from tests.simulation.phones import Phones
from tests.simulation.post import Post
from tests.simulation.process import BEGINNINGS, Clock, Process, Site
from tests.simulation.scheduler import World

OPERATIONS = 120
"""How many commands are given in one run, by all phones together."""

VERSIONS = 20
SLOW = ({"slow": 0.0}, {"slow": 0.2, "slowest": 0.3}, {"slow": 0.02, "slowest": 5.0})
CALM_ROUNDS = 3
LEAPT_MOST = timedelta(days=7)
SETTLED_AFTER = 6.0
"""Seconds within which, in calm, everything that is due has been done."""

ALWAYS = 1 / 3
"""How often a kind of trouble stays away from a run altogether: what one kind brings to light another may hide."""


class Broken(AssertionError):
    """Something does not hold."""


@dataclass(frozen=True, slots=True)
class Ran:
    """What a run came to: how many commands were given, how many steps the world took, and what stands for all of those."""

    seed: int
    operations: int
    steps: int
    digest: str


def run(seed: int, folder: Path, operations: int = OPERATIONS) -> Ran:
    """Play one run in an empty folder. Raises Broken with the seed, what does not hold, and the last steps."""
    database = folder / f"{seed}.db"
    shutil.copy(_published(folder), database)
    simulation = Simulation(seed, database, operations)
    wrong: list[str] = []
    with _no_log():
        try:
            simulation.world.run(simulation.play)
        except Exception as ended:
            wrong.append(f"the run ended by {type(ended).__name__}: {ended}")
        finally:
            simulation.ends()
        with simulation.looks() as desk:
            wrong += broken(desk, simulation.ledger, simulation.post.letters, simulation.clock.leaps)
    for left in folder.glob(f"{seed}.db*"):
        left.unlink()
    if wrong:
        last = "\n".join(simulation.world.last)
        raise Broken(f"seed {seed}, {operations} operations\n{last}\n\n" + "\n".join(wrong))
    return Ran(seed, operations, simulation.world.steps, simulation.world.digest)


class Simulation:
    """The world of one seed, and what happens in it."""

    def __init__(self, seed: int, database: Path, operations: int) -> None:
        self.world = world = World(seed)
        self.clock = Clock(world, world.random.choice(BEGINNINGS))
        self.ledger = Ledger()
        self.post = Post(world, refuses=self._sometimes(0.4), forgets=self._sometimes(0.1))
        self.phones = Phones(world, str(database), self._up, self.ledger)
        self._database = database
        self._site = Site(world, f"sqlite+simulated:///{database}", File(), self.clock, self.post)
        self._operations = operations
        self._faults = Faults(
            statement=self._sometimes(0.01),
            loss=self._sometimes(0.01),
            commit_refused=self._sometimes(0.05),
            commit_unanswered=self._sometimes(0.1),
            **world.random.choice(SLOW),
        )
        self._processes: list[Process] = []
        self._begun = 0
        self._is_calm = False

    def play(self) -> None:
        """The whole run."""
        world = self.world
        for _ in range(world.random.randrange(1, 4)):
            self._begin()
        many = world.random.randrange(2, 6)
        phones = [
            world.task(partial(self.phones.use, number, self._operations // many), f"phone {number}")
            for number in range(many)
        ]
        trouble = world.task(self._trouble, "trouble")
        for each in phones:
            each.join()
        self._is_calm = True
        trouble.join()
        world.pause(None, self._site.file.is_free)
        with self.looks() as desk:
            self.ledger.broken.extend(astray(desk))
        self._calm()

    @contextmanager
    def looks(self) -> Iterator[Office]:
        """What is kept, as somebody outside the world sees it."""
        with Engine.open(f"sqlite:///{self._database}", clock=self.clock.now) as engine:
            yield Office(engine, [self.clock.now()])

    def ends(self) -> None:
        """Nothing is open any more."""
        self.phones.close()
        for each in self._processes:
            each.ends()

    def _sometimes(self, most: float) -> float:
        drawn = self.world.random
        return 0.0 if drawn.random() < ALWAYS else drawn.uniform(0, most)

    def _up(self) -> list[Process]:
        return [each for each in self._processes if not each.is_dead]

    def _begin(self) -> None:
        self._begun += 1
        skew = timedelta(seconds=self.world.random.uniform(-60, 60))
        process = Process(self._site, f"p{self._begun}", skew)
        process.fails(self._faults)
        self._processes.append(process)

    def _trouble(self) -> None:
        """Kills, leaps, new versions, one after the other."""
        drawn = self.world.random
        kinds = {
            self._kill: self._sometimes(1),
            self._leap: self._sometimes(1),
            self._publish: self._sometimes(1),
        }
        longest = drawn.choice((1.0, 4.0, 12.0))
        while not self._is_calm and any(kinds.values()):
            self.world.pause(drawn.uniform(0.1, longest), lambda: self._is_calm)
            if not self._is_calm:
                drawn.choices([*kinds], [*kinds.values()])[0]()

    def _kill(self) -> None:
        up = self._up()
        if up:
            self.world.random.choice(up).is_killed()
        self.world.pause(self.world.random.uniform(0, 20), lambda: self._is_calm)
        self._begin()

    def _leap(self) -> None:
        """Not so far that what is kept for some weeks is forgotten."""
        longest = 24 * 60 if self.clock.leapt < LEAPT_MOST else 0
        minutes = self.world.random.choice((-70, -10, -1, 1, 11, 31, 70, 121, longest))
        self.clock.leap(timedelta(minutes=minutes))

    def _publish(self) -> None:
        version = self.ledger.published[-1].version + 1
        up = self._up()
        if version > VERSIONS or not up:
            return
        process = self.world.random.choice(up)
        reply = process.asks(lambda engine: engine.publish([prov(version), barn()]))
        self.world.pause(60.0, lambda: reply.done)
        if reply.done and reply.wrong is None:
            self.ledger.published.append(Publication(self.world.time, process.name, version))

    def _calm(self) -> None:
        """No more trouble: somebody is up, all that waits for its time gets it, and nothing is late."""
        self.world.note("CALM")
        self.post.refuses = self.post.forgets = self.post.slowest = 0.0
        if not self._up():
            self._begin()
        for each in self._up():
            each.fails(Faults())
        for _ in range(CALM_ROUNDS):
            self.clock.leap(timedelta(hours=26))
            self.world.pause(SETTLED_AFTER)
            for process in self._up():
                self._looks_for_what_is_late(process)
        for process in self._up():
            if process.unanswered:
                self.ledger.breaks(f"{process.unanswered} requests to {process.name} were never answered")

    def _looks_for_what_is_late(self, process: Process) -> None:
        reply = process.asks(lambda engine: list(overdue(engine)))
        self.world.pause(SETTLED_AFTER, lambda: reply.done)
        if not reply.done or reply.wrong is not None:
            self.ledger.breaks(f"{process.name} does not answer in calm: {reply.wrong}")
        self.ledger.broken.extend(reply.value or ())


def _published(folder: Path) -> Path:
    """A database in which the routines are published, made once for all runs in the folder."""
    path = folder / "published.db"
    if not path.exists():
        with Engine.open(f"sqlite:///{path}") as engine:
            engine.publish([prov(), barn()])
    return path


@contextmanager
def _no_log() -> Iterator[None]:
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)
