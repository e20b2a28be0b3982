"""The database is gone for a moment while people work: they are told to come again, and what was acknowledged is kept, once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from threading import Event, Semaphore, Thread
from time import sleep
from typing import Any

import httpx
import psycopg
import pytest

from engine.service.engine import Engine
from tests.api.acting import PLAIN
from tests.api.own_process import OwnProcess
from tests.api.visiting import kept, phones, tokens_of
from tests.engine.database.server import OwnServer

pytestmark = pytest.mark.postgres

CUTS = 10
READ = ("/api/v1/tasks", "/api/v1/instances", "/api/v1/routines", "/readyz")


class Patient:
    """Sends a request until it is answered with success, as phones do; `told` counts the problems that it was answered with before.

    `amiss` holds every answer that does not tell it to come again; `read` counts what was read, by path.
    """

    def __init__(self, address: str) -> None:
        self._address = address
        self.told: Counter[str] = Counter()
        self.amiss: list[str] = []
        self.read: Counter[str] = Counter()

    def asked(self, http: httpx.Client, path: str, content: Any, key: str) -> Any:
        """The answer at last. Always with the same key."""
        while True:
            answer = http.post(
                f"{self._address}/api/v1{path}", json=content, headers={"Idempotency-Key": key}
            )
            if answer.is_success:
                return answer.json()
            self.told[answer.json()["title"]] += 1
            self._hears(answer)
            sleep(0.05)

    def reads(self, token: str, over: Event) -> None:
        """Look at what waits and what goes on, and ask as a load balancer does, until it is over and each has been answered."""
        headers = {"Authorization": f"Bearer {token}"}
        with httpx.Client(base_url=self._address, headers=headers, timeout=30, verify=PLAIN) as http:
            while not (over.is_set() and all(self.read[path] for path in READ)):
                for path in READ:
                    answer = http.get(path)
                    self.read[path] += answer.is_success
                    if not answer.is_success:
                        self._hears(answer)

    def _hears(self, answer: httpx.Response) -> None:
        if answer.status_code != 503 or "Retry-After" not in answer.headers:
            self.amiss.append(f"{answer.url}: {answer.status_code} {answer.text}")


def worked(url: str, harm: Callable[[Semaphore], None]) -> Patient:
    """What phones were told while `harm` was done. In the end all that was acknowledged is there, once."""
    with Engine.open(url) as engine:
        tokens = tokens_of(engine)
    server = OwnProcess(url)
    server.begins()
    patient, told = Patient(server.address), dict[str, int]()
    over = Event()
    reader = Thread(target=patient.reads, args=(tokens[0], over))
    reader.start()
    with phones(patient, tokens, told) as tapped:
        harm(tapped)
    over.set()
    reader.join(60)
    server.is_killed()
    assert patient.amiss == []
    assert set(+patient.read) == set(READ)
    assert told == kept(url)
    return patient


def test_every_connection_is_cut_again_and_again(postgres_url: str) -> None:
    def cut(tapped: Semaphore) -> None:
        with psycopg.connect(postgres_url, autocommit=True) as raw:
            for _ in range(CUTS):
                assert tapped.acquire(timeout=60)
                raw.execute(
                    "select pg_terminate_backend(pid) from pg_stat_activity"
                    " where pid <> pg_backend_pid() and backend_type = 'client backend'"
                )

    worked(postgres_url, cut)


def test_the_database_server_crashes_and_comes_again(postgres: OwnServer) -> None:
    with psycopg.connect(postgres.url, autocommit=True) as raw:
        # The tests' server forgets what it answered last; nobody's real one does.
        raw.execute("alter system set synchronous_commit = on")
        raw.execute("select pg_reload_conf()")

    def crash(tapped: Semaphore) -> None:
        for _ in range(10):
            assert tapped.acquire(timeout=60)
        postgres.crashes()

    assert worked(postgres.url, crash).told
