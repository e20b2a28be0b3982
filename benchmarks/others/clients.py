"""Steps a second of clients that each make visits until all are made: the same for every engine."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable
from time import perf_counter

from benchmarks.visit import STEPS_A_VISIT

CLIENTS = (1, 8, 32)


def by_threads(visit: Callable[[], None], clients: int, visits: int) -> float:
    """Clients that are threads."""

    def client() -> None:
        for _ in range(_share(clients, visits)):
            visit()

    threads = [threading.Thread(target=client) for _ in range(clients)]
    begun = perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return _steps(clients, visits) / (perf_counter() - begun)


async def by_tasks(visit: Callable[[], Awaitable[None]], clients: int, visits: int) -> float:
    """Clients that are tasks of one loop."""

    async def client() -> None:
        for _ in range(_share(clients, visits)):
            await visit()

    begun = perf_counter()
    await asyncio.gather(*(client() for _ in range(clients)))
    return _steps(clients, visits) / (perf_counter() - begun)


def _share(clients: int, visits: int) -> int:
    return max(1, visits // clients)


def _steps(clients: int, visits: int) -> int:
    return clients * _share(clients, visits) * STEPS_A_VISIT
