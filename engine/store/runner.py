"""What runs beside each other, what it hands over by, and by which clock it waits."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from typing import Any


class Runner:
    """The machine's own threads and time. Whoever hands in another one decides who goes on when, and how fast time goes by."""

    def thread(self, work: Callable[[], None], name: str) -> threading.Thread:
        """A thread that has begun on `work`; it hinders no program from ending."""
        thread = threading.Thread(target=work, name=name, daemon=True)
        thread.start()
        return thread

    def queue(self) -> SimpleQueue[Any]:
        """What is put in by some threads and taken out by others."""
        return SimpleQueue()

    def event(self) -> threading.Event:
        """What a thread waits for until another one sets it."""
        return threading.Event()

    def future(self) -> Future[Any]:
        """An answer that a thread waits for until another one gives it."""
        return Future()

    def seconds(self) -> float:
        """The time in seconds, on a clock that nobody sets: how long ago something was."""
        return time.monotonic()
