"""Requests a second with keys to one server and to two, on one PostgreSQL database, with a worker beside them.

    python -m benchmarks.hosts

All is on one machine, so that they share its cores; the ratio tells what a second server adds there.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from contextlib import ExitStack

from benchmarks.machine import load, postgres, tells
from benchmarks.serving import Served, Up, drive, served, staff, visit

CLIENTS = 32
REQUESTS = 2_000


def on_postgres(url: str, requests: int = REQUESTS) -> Iterator[tuple[int, list[Served]]]:
    """How many servers there were, and how it went with the clients of each."""
    tokens = staff(url, CLIENTS)
    for servers in (1, 2):
        with ExitStack() as stack:
            up = [stack.enter_context(served(url, worker=number == 0)) for number in range(servers)]
            for warm in (True, False):
                parts = [(each, tokens[number::servers]) for number, each in enumerate(up)]
                results = asyncio.run(_at_once(parts, (200 if warm else requests) // servers))
            yield servers, results


async def _at_once(parts: list[tuple[Up, list[str]]], requests: int) -> list[Served]:
    return await asyncio.gather(*(drive(server, tokens, requests, visit) for server, tokens in parts))


def main() -> int:
    """Measure and print."""
    with postgres() as url:
        print("servers   requests/s   ratio   half within ms   99 % within ms   ms of CPU a request")
        one = 0.0
        for servers, results in on_postgres(url):
            together = sum(each.requests for each in results)
            one = one or together
            median, slowest = max(each.median for each in results), max(each.slowest for each in results)
            cpu = max(each.cpu or 0.0 for each in results) / 1e3
            print(
                f"{servers:7} {together:12.0f} {together / one:7.2f} {median:16.1f} {slowest:16.1f} {cpu:21.2f}"
            )
        print(f"{tells()}; {load()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
