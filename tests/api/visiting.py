"""Phones that make visits over HTTP, each request sent with its key until it is answered, and what the database then holds of them."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any, Protocol

import httpx

from benchmarks.visit import UNIT, VISIT, publish
from engine.service.engine import Engine
from engine.store.chain import ChainLink
from engine.store.port import Reader
from tests.api.acting import PLAIN

PHONES = 4


class Asked(Protocol):
    """Whatever phones send their requests to."""

    def asked(self, http: httpx.Client, path: str, content: Any, key: str) -> Any:
        """The answer to a POST of `content` under /api/v1."""


class Phone(threading.Thread):
    """Somebody who makes visits until told to stop; how many commands were acknowledged, by case."""

    def __init__(self, server: Asked, number: int, token: str, tapped: threading.Semaphore) -> None:
        super().__init__(daemon=True)
        self.server, self.number, self.token, self.tapped = server, number, token, tapped
        self.stops = threading.Event()
        self.told: dict[str, int] = {}

    def run(self) -> None:
        """One visit after the other."""
        with httpx.Client(
            headers={"Authorization": f"Bearer {self.token}"}, timeout=30, verify=PLAIN
        ) as http:
            visit = 0
            while not self.stops.is_set():
                visit += 1
                self._visits(http, f"{self.number}-{visit}")

    def _visits(self, http: httpx.Client, name: str) -> None:
        start = {"routine": "stodpass", "unit": UNIT, "facts": {"besok_ref": "S-1"}}
        begun = self.server.asked(http, "/instances", start, name)
        id, case = begun["id"], begun["case"]
        self.told[case] = 1
        for state, choice, facts in VISIT:
            tap = {"state": state, "choice": choice, "facts": facts}
            self.server.asked(http, f"/instances/{id}/choices", tap, f"{name}-{state}")
            self.told[case] += 1
            self.tapped.release()


@contextmanager
def phones(server: Asked, tokens: list[str], told: dict[str, int]) -> Iterator[threading.Semaphore]:
    """Phones at work; what they give a place in for each tap that was acknowledged. In the end each makes its visit whole.

    `told` gets how many commands were acknowledged of each case.
    """
    tapped = threading.Semaphore(0)
    at_work = [Phone(server, number, token, tapped) for number, token in enumerate(tokens)]
    for each in at_work:
        each.start()
    yield tapped
    for each in at_work:
        each.stops.set()
    for each in at_work:
        each.join(timeout=120)
        assert not each.is_alive()
        told.update(each.told)


def _history(reader: Reader, case: str) -> Sequence[ChainLink]:
    return reader.history(case)


def tokens_of(engine: Engine) -> list[str]:
    """Publishes the routines, and gives out a key for each phone."""
    publish(engine)
    return [engine.tokens.add(f"anst-{number}", [("medarbetare", UNIT)]) for number in range(PHONES)]


def kept(url: str) -> dict[str, int]:
    """How many rows the history of each case has. Every history is whole."""
    with Engine.open(url) as engine:
        assert engine.audit().findings == ()
        cases = engine._store.read(lambda reader: reader.all_cases())
        return {case: len(engine._store.read(partial(_history, case=case))) for case in cases}
