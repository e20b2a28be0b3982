"""What an engine runs by in a simulated world: its threads, queues, events and answers hand the baton on where they wait."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from queue import Empty, SimpleQueue
from typing import Any

from engine.store.runner import Runner
from tests.simulation.scheduler import Task, World


class SimulatedRunner(Runner):
    """The runner of one process of the world."""

    def __init__(self, world: World, process: object, name: str) -> None:
        self._world, self._process, self._name = world, process, name

    def thread(self, work: Callable[[], None], name: str) -> Task:
        return self._world.task(work, f"{self._name} {name}", self._process)

    def queue(self) -> SimpleQueue[Any]:
        return _Queue(self._world)

    def event(self) -> threading.Event:
        return _Event(self._world)

    def future(self) -> Future[Any]:
        return _Future(self._world)

    def seconds(self) -> float:
        return self._world.time


class _Queue(SimpleQueue[Any]):
    def __init__(self, world: World) -> None:
        super().__init__()
        self._world = world
        self._items: deque[Any] = deque()

    def put(self, item: Any, block: bool = True, timeout: float | None = None) -> None:
        self._items.append(item)

    def get(self, block: bool = True, timeout: float | None = None) -> Any:
        self._world.pause(None, lambda: bool(self._items))
        return self._items.popleft()

    def get_nowait(self) -> Any:
        if not self._items:
            raise Empty
        return self._items.popleft()

    def qsize(self) -> int:
        return len(self._items)


class _Event(threading.Event):
    def __init__(self, world: World) -> None:
        super().__init__()
        self._world = world

    def wait(self, timeout: float | None = None) -> bool:
        self._world.pause(timeout, self.is_set)
        return self.is_set()


class _Future(Future[Any]):
    def __init__(self, world: World) -> None:
        super().__init__()
        self._world = world

    def result(self, timeout: float | None = None) -> Any:
        self._world.pause(timeout, self.done)
        return super().result(0)

    def exception(self, timeout: float | None = None) -> BaseException | None:
        self._world.pause(timeout, self.done)
        return super().exception(0)
