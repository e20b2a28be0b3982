"""The database is gone for a moment while people work: they are told to come again, and what was acknowledged is kept, once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from threading import Semaphore
from time import sleep
from typing import Any

import httpx
import psycopg
import pytest

from engine.service.engine import Engine
from tests.api.own_process import OwnProcess
from tests.api.visiting import kept, phones, tokens_of
from tests.engine.database.server import OwnServer

pytestmark = pytest.mark.postgres

CUTS = 10


class Patient:
    """Sends a request until it is answered with success, as phones do; `told` counts the problems that it was answered with before.

    `amiss` holds every answer that does not tell a phone to come again, and when.
    """

    def __init__(self, address: str) -> None:
        self._address = address
        self.told: Counter[str] = Counter()
        self.amiss: list[str] = []

    def asked(self, http: httpx.Client, path: str, content: Any, key: str) -> Any:
        """The answer at last. Always with the same key."""
        while True:
            answer = http.post(
                f"{self._address}/api/v1{path}", json=content, headers={"Idempotency-Key": key}
            )
            if answer.is_success:
                return answer.json()
            self.told[answer.json()["title"]] += 1
            if answer.status_code != 503 or "Retry-After" not in answer.headers:
                self.amiss.append(answer.text)
            sleep(0.05)


def worked(url: str, harm: Callable[[Semaphore], None]) -> Patient:
    """What phones were told while `harm` was done. In the end all that was acknowledged is there, once."""
    with Engine.open(url) as engine:
        tokens = tokens_of(engine)
    server = OwnProcess(url)
    server.begins()
    patient, told = Patient(server.address), dict[str, int]()
    with phones(patient, tokens, told) as tapped:
        harm(tapped)
    server.is_killed()
    assert patient.amiss == []
    assert told == kept(url)
    return patient


def test_every_connection_is_cut_again_and_again(postgres: OwnServer) -> None:
    def cut(tapped: Semaphore) -> None:
        with psycopg.connect(postgres.url, autocommit=True) as raw:
            for _ in range(CUTS):
                assert tapped.acquire(timeout=60)
                raw.execute(
                    "select pg_terminate_backend(pid) from pg_stat_activity"
                    " where pid <> pg_backend_pid() and backend_type = 'client backend'"
                )

    worked(postgres.url, cut)


def test_the_database_server_crashes_and_comes_again(postgres: OwnServer) -> None:
    with psycopg.connect(postgres.url, autocommit=True) as raw:
        # The tests' server forgets what it answered last; nobody's real one does.
        raw.execute("alter system set synchronous_commit = on")
        raw.execute("select pg_reload_conf()")

    def crash(tapped: Semaphore) -> None:
        for _ in range(2):
            for _ in range(20):
                assert tapped.acquire(timeout=60)
            postgres.crashes()

    assert worked(postgres.url, crash).told
