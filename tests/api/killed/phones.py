"""Staff who follow a routine at a server that is killed under them: each asks until it is answered, always with the same key."""

from __future__ import annotations

import random
import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from engine.language.compile import compile_text
from engine.model.routine import Routine
from tests.api.acting import PLAIN
from tests.api.killed.programs import PATIENCE
from tests.engine.database.office import UNIT
from tests.simulation.ledger import Asked, Ledger, Promise

CHAIN = """\
routine: kedja
version: 1
title: Kedja
language: sv
roles:
  medarbetare: Medarbetare
  chef: {title: Chefen, manager: yes}
facts:
  frist: {type: moment, title: Frist}
contacts:
  it: {title: IT, email: it@example.org}
start: {by: medarbetare, ask: [frist]}
states:
  vanta:
    title: Vänta
    role: medarbetare
    timers: [{by: frist, to: skicka}]
    choices: {vidare: {label: Vidare, to: skicka}}
  skicka:
    title: Skicka mejl
    do: {mail: it, subject: Klart, body: Det är klart}
    to: slut
  slut: {end: klart}
"""


def chain() -> Routine:
    """A routine that goes on by a timer or by a choice, whichever comes first, sends a mail, and ends when that has left."""
    found = compile_text(CHAIN, "kedja.yaml")
    assert found.routine is not None, [each.message for each in found.findings]
    return found.routine


class Server:
    """Where the server is, and whether it is up just now."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.up = threading.Event()
        self.told_of_trouble: list[str] = []

    def answer(self, http: httpx.Client, path: str, content: Any, key: str) -> httpx.Response:
        """The answer to a request that is sent until it is answered by anything but that the database can't be used now."""
        while True:
            assert self.up.wait(timeout=PATIENCE)
            try:
                answer = http.post(
                    f"{self.address}/api/v1{path}", json=content, headers={"Idempotency-Key": key}
                )
            except httpx.TransportError:
                continue
            if answer.status_code < 500:
                return answer
            assert answer.status_code == 503, answer.text
            self.told_of_trouble.append(answer.json()["detail"])


class Phone(threading.Thread):
    """Somebody who starts one instance after the other until told to stop, and goes on with half of them; all they are told is noted."""

    def __init__(self, server: Server, ledger: Ledger, number: int, token: str) -> None:
        super().__init__(daemon=True)
        self._server, self._ledger, self._number, self._token = server, ledger, number, token
        self._seeded = random.Random(number)
        self.stops = threading.Event()

    def run(self) -> None:
        """One instance after the other."""
        headers = {"Authorization": f"Bearer {self._token}"}
        with httpx.Client(headers=headers, timeout=30, verify=PLAIN) as http:
            turn = 0
            while not self.stops.is_set():
                turn += 1
                self._follows(http, f"{self._number}-{turn}")

    def _follows(self, http: httpx.Client, name: str) -> None:
        due = datetime.now(UTC) + timedelta(seconds=self._seeded.uniform(0, 0.5))
        start = {"routine": "kedja", "unit": UNIT, "facts": {"frist": due.isoformat()}}
        begun = self._asks(http, "/instances", start, name)
        if self._seeded.random() < 0.5:
            choice = {"state": "vanta", "choice": "vidare", "facts": {}}
            self._asks(http, f"/instances/{begun.instance}/choices", choice, f"{name}-vidare")

    def _asks(self, http: httpx.Client, path: str, content: Any, key: str) -> Promise:
        answer = self._server.answer(http, path, content, key)
        told = answer.json()
        promise = Promise(f"m{self._number}", key, [Asked(0.0, "")])
        if answer.is_success:
            promise.outcome, promise.instance, promise.revision = "accepted", told["id"], told["revision"]
            promise.as_it_is_now = "Idempotency-Replayed" in answer.headers
        else:
            # The timer was first.
            assert answer.status_code == 409, answer.text
            promise.outcome, promise.instance = "refused", path.split("/")[2]
        self._ledger.keeps(promise)
        return promise
