"""A small load balancer: sends each request to the next of the servers that say at `/readyz` that they are ready, and never again."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from time import monotonic, sleep
from typing import Any

import httpx

from tests.api.acting import PLAIN
from tests.engine.database.office import PATIENCE

HEARS_EVERY = 0.1
"""Seconds between two looks at `/readyz`; servers go on for longer after they have said that they leave."""


class Balancer:
    """Before several servers. `failed` holds what was not answered with success, `answered` how much each server did."""

    def __init__(self, addresses: Sequence[str]) -> None:
        self._addresses, self._turn = addresses, count()
        self._ready = list(addresses)
        self.failed: list[str] = []
        self.answered: Counter[str] = Counter()

    def asked(self, http: httpx.Client, path: str, content: Any, key: str) -> Any:
        """The answer of the server whose turn it is. Sent once, whatever comes."""
        ready = self._ready
        address = ready[next(self._turn) % len(ready)]
        try:
            answer = http.post(f"{address}/api/v1{path}", json=content, headers={"Idempotency-Key": key})
        except httpx.TransportError as wrong:
            self.failed.append(f"{address}: {wrong!r}")
            raise
        if not answer.is_success:
            self.failed.append(f"{address}: {answer.status_code} {answer.text}")
        self.answered[address] += 1
        return answer.json()

    def waits_for(self, address: str) -> None:
        """Until that server gets requests again."""
        until = monotonic() + PATIENCE
        while address not in self._ready:
            assert monotonic() < until
            sleep(HEARS_EVERY)

    def looks(self, http: httpx.Client) -> None:
        """Look which servers are ready."""
        self._ready = [each for each in self._addresses if _is_ready(http, each)] or list(self._addresses)


def _is_ready(http: httpx.Client, address: str) -> bool:
    try:
        return http.get(f"{address}/readyz").status_code == 200
    except httpx.TransportError:
        return False


@contextmanager
def balancing(addresses: Sequence[str]) -> Iterator[Balancer]:
    """A balancer that looks at its servers for as long as the block lasts."""
    balancer, over = Balancer(addresses), threading.Event()

    def look() -> None:
        with httpx.Client(timeout=30, verify=PLAIN) as http:
            while not over.is_set():
                balancer.looks(http)
                sleep(HEARS_EVERY)

    looking = threading.Thread(target=look, daemon=True)
    looking.start()
    try:
        yield balancer
    finally:
        over.set()
        looking.join(30)
