"""`rutin serve --processes`: several processes on one socket are one server to whoever asks."""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import pytest

from engine.service.engine import Engine
from tests.api.own_process import OwnProcess
from tests.api.visiting import kept, phones, tokens_of
from tests.engine.database.server import empty

pytestmark = pytest.mark.postgres


class Several(OwnProcess):
    """A server of two processes, and a way to ask it until it answers."""

    def __init__(self, url: str, tokens: list[str], log: Path) -> None:
        super().__init__(url, "--processes", "2", log=log)
        self.tokens = tokens

    def pids(self) -> list[int]:
        """Those that serve, as the log of the one that begins them has it."""
        said = self._log.read_text("utf-8")
        gone = re.findall(r"server process (\d+) ended", said)
        return [int(each) for each in re.findall(r"server process (\d+) begins", said) if each not in gone]

    def is_up(self) -> list[int]:
        """Wait until both serve; who they are."""
        while len(up := set(self.pids())) < 2:
            time.sleep(0.05)
        # Both become ready side by side: the one that is first answers.
        self.asks("/readyz")
        for each in up:
            with only(each, up):
                self.asks("/readyz")
        return sorted(up)

    def asks(self, path: str) -> httpx.Response:
        """The answer, on a connection of its own."""
        while True:
            with suppress(httpx.TransportError):
                return httpx.get(f"{self.address}{path}", timeout=60)

    def asked(self, http: httpx.Client, path: str, content: Any, key: str) -> Any:
        """As a phone asks: again, with the same key, until it is answered."""
        while True:
            with suppress(httpx.TransportError):
                headers = {"Idempotency-Key": key}
                answer = http.post(f"{self.address}/api/v1{path}", json=content, headers=headers)
                assert answer.status_code in (200, 201), answer.text
                return answer.json()


@contextmanager
def only(pid: int, all: set[int]) -> Iterator[None]:
    """Of these processes only one runs, so that it is the one that answers."""
    others = all - {pid}
    for each in others:
        os.kill(each, signal.SIGSTOP)
    try:
        yield
    finally:
        for each in others:
            with suppress(ProcessLookupError):
                os.kill(each, signal.SIGCONT)


@pytest.fixture(scope="module")
def several(shared_postgres: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Several]:
    """A server on an empty database, which does not outlive the tests that share it."""
    empty(shared_postgres)
    with Engine.open(shared_postgres) as engine:
        tokens = tokens_of(engine)
    served = Several(shared_postgres, tokens, tmp_path_factory.mktemp("several") / "log")
    served.begins()
    yield served
    served.is_killed()


@pytest.fixture
def server(several: Several) -> Several:
    """A server that runs: one that the test before has ended begins again."""
    if several.has_ended():
        several.begins()
    return several


def counted(metrics: str, path: str) -> int:
    """How many requests to the path have been answered."""
    found = re.search(rf'^rutin_requests_total\{{.*path="{path}".*\}} (\d+)', metrics, re.MULTILINE)
    return int(found[1]) if found else 0


def test_whoever_is_asked_sums_what_all_have_counted(server: Several) -> None:
    first, second = up = server.is_up()
    before = counted(server.asks("/metrics").text, "/healthz")
    for each, times in ((first, 2), (second, 3)):
        with only(each, set(up)):
            for _ in range(times):
                assert server.asks("/healthz").status_code == 200
    for each in up:
        with only(each, set(up)):
            assert counted(server.asks("/metrics").text, "/healthz") == before + 5


def test_one_that_is_killed_is_begun_again_nothing_that_was_told_is_lost_and_all_leave_together(
    server: Several, shared_postgres: str
) -> None:
    killed, goes_on = server.is_up()
    told: dict[str, int] = {}
    with phones(server, server.tokens, told) as tapped:
        for _ in range(10):
            assert tapped.acquire(timeout=60)
        os.kill(killed, signal.SIGKILL)
        while killed in server.pids():
            time.sleep(0.05)
        up = server.is_up()
    assert goes_on in up
    assert killed not in up
    server.is_told_to_leave()
    assert server.ends() == 0
    assert not any(_lives(each) for each in up)
    assert told == kept(shared_postgres)


def test_they_leave_when_the_one_that_began_them_is_killed(server: Several) -> None:
    up = server.is_up()
    server.is_killed()
    while any(_lives(each) for each in up):
        time.sleep(0.1)


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
