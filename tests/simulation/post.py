"""The post office of the simulated world: keeps what it is given, is slow, refuses, and loses answers."""

from __future__ import annotations

from dataclasses import dataclass

from engine.said import Said
from engine.service.sending import DeliveryProblem, Message
from tests.simulation.scheduler import World


@dataclass(frozen=True, slots=True)
class Letter:
    """A message that was handed in at a time of the world. `failed`: whoever sent it was told that it was not sent."""

    at: float
    message: Message
    kept: bool
    failed: bool


class Post:
    """`refuses` and `forgets` (keeps it, and says that it did not): how often, from 0 to 1. `slowest`: seconds to it, and to its answer."""

    def __init__(self, world: World, refuses: float = 0.0, forgets: float = 0.0) -> None:
        self._world, self.refuses, self.forgets = world, refuses, forgets
        self.slowest = 0.5
        self.letters: list[Letter] = []

    def send(self, message: Message) -> None:
        """Keep the message, or fail."""
        world = self._world
        world.pause(world.random.uniform(0, self.slowest))
        drawn = world.random.random()
        kept, failed = drawn >= self.refuses, drawn < self.refuses + self.forgets
        self.letters.append(Letter(world.time, message, kept, failed))
        world.note(f"mail {message.id} {'kept' if kept else 'refused'}{', told as failed' if failed else ''}")
        world.pause(world.random.uniform(0, self.slowest))
        if failed:
            raise DeliveryProblem(Said("nej", "no"))
