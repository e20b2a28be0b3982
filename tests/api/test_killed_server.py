"""What a phone was told is kept is kept, once, however often the server is killed: a key that comes again does nothing twice."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import httpx
import pytest

from benchmarks.visit import STEPS_A_VISIT
from engine.service.engine import Engine
from tests.api.own_process import OwnProcess
from tests.api.visiting import kept, phones, tokens_of
from tests.engine.database import server
from tests.heavy import rounds


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


def told_and_kept(url: str, kills: Iterable[int]) -> tuple[dict[str, int], dict[str, int]]:
    """How many commands of each case the phones were told are kept, and how many rows its history has."""
    seeded = random.Random(11)
    served = Server(url)
    with Engine.open(url) as engine:
        tokens = tokens_of(engine)
    told: dict[str, int] = {}
    served.begins()
    with phones(served, tokens, told) as tapped:
        for _ in kills:
            for _ in range(seeded.randrange(5, 60)):
                assert tapped.acquire(timeout=60)
            served.is_killed()
            served.begins()
    served.is_killed()
    return told, kept(url)


def test_what_was_acknowledged_is_kept_once_when_the_server_is_killed(tmp_path: Path) -> None:
    told, there = told_and_kept(f"sqlite:///{tmp_path / 'rutin.db'}", kills=range(2))
    assert set(told.values()) == {STEPS_A_VISIT}
    assert told == there


@pytest.mark.soak
@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_what_was_acknowledged_is_kept_once_when_the_server_is_killed_often(
    tmp_path: Path, kind: str
) -> None:
    with nullcontext(f"sqlite:///{tmp_path / 'rutin.db'}") if kind == "sqlite" else server.running() as url:
        told, there = told_and_kept(url, rounds())
        assert told == there
        print(f"commands acknowledged: {sum(told.values())}")
