"""What a phone was told is kept is kept, once, however often the server is killed: a key that comes again does nothing twice."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest

from benchmarks.visit import STEPS_A_VISIT, UNIT, VISIT, publish
from engine.service.engine import Engine
from engine.store.chain import ChainLink
from engine.store.port import Reader
from tests.api.acting import PLAIN
from tests.api.own_process import OwnProcess
from tests.engine.database import server
from tests.heavy import rounds

PHONES = 4


class Server(OwnProcess):
    """The server, and a way to ask it whether or not it is up just now."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self._up = threading.Event()

    def begins(self) -> None:
        """Start it, and let those who wait ask."""
        super().begins()
        self._up.set()

    def is_killed(self) -> None:
        """With no chance to finish anything."""
        self._up.clear()
        super().is_killed()

    def asked(self, http: httpx.Client, path: str, content: Any, key: str) -> Any:
        """The answer to a request that is sent until it is answered, always with the same key."""
        while True:
            assert self._up.wait(timeout=60)
            try:
                answer = http.post(
                    f"{self.address}/api/v1{path}", json=content, headers={"Idempotency-Key": key}
                )
            except httpx.TransportError:
                continue
            assert answer.status_code in (200, 201), answer.text
            return answer.json()


class Phone(threading.Thread):
    """Somebody who makes visits until told to stop; how many commands were acknowledged, by case."""

    def __init__(self, server: Server, number: int, token: str, tapped: threading.Semaphore) -> None:
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
def phones(server: Server, tokens: list[str], told: dict[str, int]) -> Iterator[threading.Semaphore]:
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


def told_and_kept(url: str, kills: Iterable[int]) -> tuple[dict[str, int], dict[str, int]]:
    """How many commands of each case the phones were told are kept, and how many rows its history has."""
    seeded = random.Random(11)
    served = Server(url)
    with Engine.open(url) as engine:
        publish(engine)
        tokens = [engine.tokens.add(f"anst-{number}", [("medarbetare", UNIT)]) for number in range(PHONES)]
    told: dict[str, int] = {}
    served.begins()
    with phones(served, tokens, told) as tapped:
        for _ in kills:
            for _ in range(seeded.randrange(5, 60)):
                assert tapped.acquire(timeout=60)
            served.is_killed()
            served.begins()
    served.is_killed()
    with Engine.open(url) as engine:
        assert engine.audit().findings == ()
        cases = engine._store.read(lambda reader: reader.all_cases())
        kept = {case: len(engine._store.read(partial(_history, case=case))) for case in cases}
    return told, kept


def test_what_was_acknowledged_is_kept_once_when_the_server_is_killed(tmp_path: Path) -> None:
    told, kept = told_and_kept(f"sqlite:///{tmp_path / 'rutin.db'}", kills=range(2))
    assert set(told.values()) == {STEPS_A_VISIT}
    assert told == kept


@pytest.mark.soak
@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_what_was_acknowledged_is_kept_once_when_the_server_is_killed_often(
    tmp_path: Path, kind: str
) -> None:
    with nullcontext(f"sqlite:///{tmp_path / 'rutin.db'}") if kind == "sqlite" else server.running() as url:
        told, kept = told_and_kept(url, rounds())
        assert told == kept
        print(f"commands acknowledged: {sum(told.values())}")
