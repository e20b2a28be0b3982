"""A world with a clock of its own, in which one thread runs at a time: who goes on next is drawn from one seed.

Threads are the machine's, so that all that hangs on a thread is as it always is; but each stands still until it is handed the baton, and
hands it on where it waits: for its turn, for time to go by, or for what another one does (`World.pause`).
"""

from __future__ import annotations

import hashlib
import random
import threading
from collections import deque
from collections.abc import Callable, Iterable

LAST_STEPS = 60
"""How many steps are kept to be shown."""

Condition = Callable[[], bool]


class Died(BaseException):
    """The process that the thread is in has been killed."""


class Stuck(Exception):
    """Nothing will ever happen again, or a thread ended by an error of its own."""


class Task(threading.Thread):
    """A thread of the world; `process` is what it dies with."""

    def __init__(self, world: World, work: Callable[[], None], name: str, process: object) -> None:
        super().__init__(name=name, daemon=True)
        self.world, self.process, self._work = world, process, work
        self.number = world.next_number()
        self.baton = threading.Semaphore(0)
        self.wakes_at: float | None = world.time
        self.until: Condition | None = None
        self.is_doomed = self.is_over = False

    def run(self) -> None:
        """Do the work when it is handed the baton, then hand it on for good."""
        self.baton.acquire()
        try:
            if not self.is_doomed:
                self._work()
        except Died:
            pass
        except BaseException as wrong:
            if not self.is_doomed:
                self.world.failed(wrong)
        self.is_over = True
        self.world.left_by(self)

    def is_alive(self) -> bool:
        """Whether it has not ended."""
        return not self.is_over

    def join(self, timeout: float | None = None) -> None:
        """Let others go on until it has ended."""
        self.world.pause(timeout, lambda: self.is_over)

    def is_ready(self, now: float) -> bool:
        """Whether it can go on."""
        return (self.wakes_at is not None and self.wakes_at <= now) or bool(self.until and self.until())


class World:
    """Time in seconds from 0, tasks, and the steps that they take."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.time = 0.0
        self.steps = 0
        self.last: deque[str] = deque(maxlen=LAST_STEPS)
        self._digest = hashlib.sha256()
        self._numbers = 0
        self._tasks: list[Task] = []
        self._current: Task | None = None
        self._home = threading.Semaphore(0)
        self._wrong: BaseException | None = None
        self._alone = 0

    def next_number(self) -> int:
        """A task's number: the order in which they came."""
        self._numbers += 1
        return self._numbers

    @property
    def digest(self) -> str:
        """What stands for all steps that were taken."""
        return self._digest.hexdigest()[:16]

    def note(self, what: str) -> None:
        """A step of the task that runs."""
        who = self._current.name if self._current else "world"
        line = f"{self.time:10.3f} {who}: {what}"
        self.steps += 1
        self._digest.update(line.encode())
        self.last.append(line)

    def task(self, work: Callable[[], None], name: str, process: object = None) -> Task:
        """Something that is done beside the rest, by a thread that has begun."""
        task = Task(self, work, name, process)
        self._tasks.append(task)
        task.start()
        return task

    def run(self, work: Callable[[], None], name: str = "main") -> None:
        """Do the work and all that it leads to; the world ends with it. Raises what any task failed by, or Stuck."""
        first = self.task(work, name)
        self._current = first
        first.baton.release()
        self._home.acquire()
        for task in list(self._tasks):
            self._end(task)
        if self._wrong is not None:
            raise self._wrong

    def pause(self, seconds: float | None = 0.0, until: Condition | None = None) -> None:
        """Let others go on: for so many seconds (None: however long), or until something is so.

        Raises Died where the process of whoever waits has been killed.
        """
        me = self._current
        assert me is threading.current_thread()
        if me.is_doomed:
            raise Died
        if self._alone:
            self.time += seconds or 0.0
            return
        me.wakes_at, me.until = None if seconds is None else self.time + seconds, until
        self._hand_on(me)
        if me.is_doomed:
            raise Died

    def alone(self, work: Callable[[], None]) -> None:
        """Do something that nobody else goes on beside."""
        self._alone += 1
        try:
            work()
        finally:
            self._alone -= 1

    def kill(self, process: object) -> None:
        """All tasks of the process are gone, wherever they stood."""
        for task in [each for each in self._tasks if each.process is process]:
            self._end(task)

    def failed(self, wrong: BaseException) -> None:
        """A task has ended by an error: so does the world."""
        self._wrong = self._wrong or wrong

    def left_by(self, task: Task) -> None:
        """A task has ended: the baton goes on, home where the world ends with it."""
        self._tasks.remove(task)
        if task.is_doomed:
            self._killer.release()
        elif self._wrong is not None or task.number == 1:
            self._home.release()
        else:
            self._hand_on(None)

    def _end(self, task: Task) -> None:
        killer = self._current
        task.is_doomed, self._current = True, task
        self._killer = threading.Semaphore(0)
        task.baton.release()
        self._killer.acquire()
        self._current = killer

    def _hand_on(self, me: Task | None) -> None:
        following = self._next()
        if following is None:
            self.failed(Stuck("nobody will ever go on"))
            self._home.release()
        elif following is not me:
            self._current = following
            following.baton.release()
        if me is not None and following is not me:
            me.baton.acquire()

    def _next(self) -> Task | None:
        ready = self._ready(self._tasks)
        if not ready:
            times = [each.wakes_at for each in self._tasks if each.wakes_at is not None]
            if not times:
                return None
            self.time = min(times)
            ready = self._ready(self._tasks)
        return self.random.choice(ready)

    def _ready(self, tasks: Iterable[Task]) -> list[Task]:
        return [each for each in tasks if each.is_ready(self.time)]
