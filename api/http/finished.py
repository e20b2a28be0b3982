"""What threads have finished, awaited in the event loop: one call to the loop for all that is finished by the time it looks.

`asyncio.wrap_future` calls the loop for each: a system call, and a turn of the loop, for each of a batch that was finished at once.
"""

from __future__ import annotations

import asyncio
from collections import deque
from concurrent.futures import Future
from contextlib import suppress
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

T = TypeVar("T")


class Finished:
    """Work that is done in threads, for whoever awaits it in event loops."""

    def __init__(self) -> None:
        self._by_loop: WeakKeyDictionary[asyncio.AbstractEventLoop, _Gathered] = WeakKeyDictionary()

    async def result_of(self, work: Future[T]) -> T:
        """What the work comes to, or what it fails with. Whoever stops waiting takes the work back, unless it has been begun."""
        loop = asyncio.get_running_loop()
        gathered = self._by_loop.setdefault(loop, _Gathered())
        waiter: asyncio.Future[T] = loop.create_future()
        work.add_done_callback(lambda done: gathered.take(waiter, done))
        try:
            return await waiter
        except asyncio.CancelledError:
            work.cancel()
            raise


class _Gathered:
    """What has been finished for one loop, and not been handed out yet."""

    def __init__(self) -> None:
        self._finished: deque[tuple[asyncio.Future[Any], Future[Any]]] = deque()
        self._is_called = False

    def take(self, waiter: asyncio.Future[Any], work: Future[Any]) -> None:
        """Called in the thread that finished the work. A loop that is called already finds it too."""
        self._finished.append((waiter, work))
        if not self._is_called:
            self._is_called = True
            with suppress(RuntimeError):  # The loop is closed: nobody waits any more.
                waiter.get_loop().call_soon_threadsafe(self._hand_out)

    def _hand_out(self) -> None:
        # First: what is finished from here on calls the loop again.
        self._is_called = False
        while self._finished:
            waiter, work = self._finished.popleft()
            if waiter.done():
                continue
            if work.cancelled():
                waiter.cancel()
            elif (wrong := work.exception()) is not None:
                waiter.set_exception(wrong)
            else:
                waiter.set_result(work.result())
