"""Requests a second over HTTP with keys, as a phone sends them, to a server in a process of its own, with 1, 8 and 32 at once.

On an empty database and on one that has lived (10^6 kept answers, 10^5 of everything else), beside a bare endpoint that makes the same
transactions in the same run.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any
from uuid import uuid4

from benchmarks.visit import UNIT, VISIT, publish
from engine.service.engine import Engine
from engine.store.sql.store import SqlStore
from tests.engine.store.lived import live

CLIENTS = (1, 8, 32)
KEPT_ANSWERS = 1_000_000
_WARMING = 60
"""Requests that are sent before it is measured."""

_TAP = {"state": "ak_dit", "choice": "framme", "facts": {}}
_ADDRESS = re.compile(r"http://[\d.]+:(\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """Requests a second, microseconds of CPU that each took the server (None where that can't be told), and milliseconds that half and
    99 of 100 took at most."""

    clients: int
    requests: float
    cpu: float | None
    median: float
    slowest: float


@dataclass(frozen=True, slots=True)
class Up:
    """A server that is up."""

    port: int
    pid: int

    def cpu_seconds(self) -> float | None:
        """What it has taken of the machine so far; None where the system does not tell."""
        try:
            told = Path(f"/proc/{self.pid}/stat").read_text()
        except OSError:
            return None
        user, system = told.rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


Ask = Callable[[str, Any], Awaitable[Any]]


def on_sqlite(requests: int, answers: int = KEPT_ANSWERS) -> Iterator[tuple[str, list[Served]]]:
    """What was asked, and how it went with each number of clients; `requests` is how many are sent each time, `answers` how many the
    database that has lived has kept.
    """
    # Each client goes on with what it has begun when that many are answered.
    commands = _WARMING + len(CLIENTS) * (requests + max(CLIENTS))
    with started([sys.executable, "-m", "benchmarks.plain", str(commands)], {}) as bare:
        yield "a bare endpoint", _measured(bare, [""] * max(CLIENTS), requests, _tap)
    for name, kept in (("an empty database", 0), ("a database that has lived", answers)):
        with TemporaryDirectory() as folder:
            url = f"sqlite:///{Path(folder) / 'rutin.db'}"
            tokens = _prepared(url, kept)
            with served(url) as ours:
                yield name, _measured(ours, tokens, requests, visit)


def _prepared(url: str, kept: int) -> list[str]:
    """A token for each client."""
    if kept:
        store = SqlStore(url)
        live(store._writing, answers=kept)
        store.close()
    return staff(url, max(CLIENTS))


def staff(url: str, number: int) -> list[str]:
    """The routines are published in the database; a token for each of so many."""
    with Engine.open(url) as engine:
        publish(engine)
        return [engine.tokens.add(f"anst-{each}", [("medarbetare", UNIT)]) for each in range(number)]


def served(url: str, *, worker: bool = False) -> AbstractContextManager[Up]:
    """A server over the database, until it is left; nobody asks it too often."""
    serve = [sys.executable, "-m", "api.cli", "serve", "--port", "0", *([] if worker else ["--no-worker"])]
    return started(serve, {"RUTIN_DATABASE_URL": url, "RUTIN_REQUESTS_PER_MINUTE": "10000000"})


@contextmanager
def started(command: list[str], settings: dict[str, str]) -> Iterator[Up]:
    """A server that is up, until it is left. `settings` are variables of its environment."""
    server = subprocess.Popen(
        command, env={**os.environ, **settings}, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert server.stdout is not None
    try:
        yield Up(
            int(next(found[1] for line in server.stdout if (found := _ADDRESS.search(line)))), server.pid
        )
    finally:
        server.terminate()
        server.wait()
        server.stdout.close()


def _measured(
    server: Up, tokens: list[str], requests: int, work: Callable[[Ask], Awaitable[None]]
) -> list[Served]:
    asyncio.run(drive(server, tokens[:1], _WARMING, work))
    return [asyncio.run(drive(server, tokens[:clients], requests, work)) for clients in CLIENTS]


async def drive(
    server: Up, tokens: list[str], requests: int, work: Callable[[Ask], Awaitable[None]]
) -> Served:
    """As many clients as tokens, each on a connection of its own, until that many requests are answered."""
    times: list[float] = []

    async def client(token: str) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)

        async def ask(path: str, content: Any) -> Any:
            body = json.dumps(content).encode()
            head = (
                f"POST {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\nIdempotency-Key: {uuid4()}\r\n"
                f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
            )
            begun = perf_counter()
            writer.write(head.encode() + body)
            answer = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
            length = int(answer.partition("content-length: ")[2].partition("\r")[0])
            found = await reader.readexactly(length)
            times.append(perf_counter() - begun)
            if answer.split(" ", 2)[1] not in ("200", "201"):
                raise RuntimeError(f"{path}: {found.decode()}")
            return json.loads(found)

        while len(times) < requests:
            await work(ask)
        writer.close()

    begun, before = perf_counter(), server.cpu_seconds()
    await asyncio.gather(*(client(token) for token in tokens))
    seconds, after = perf_counter() - begun, server.cpu_seconds()
    times.sort()
    return Served(
        clients=len(tokens),
        requests=len(times) / seconds,
        cpu=None if before is None or after is None else (after - before) / len(times) * 1e6,
        median=times[len(times) // 2] * 1e3,
        slowest=times[len(times) * 99 // 100] * 1e3,
    )


async def _tap(ask: Ask) -> None:
    await ask("/taps", _TAP)


async def visit(ask: Ask) -> None:
    """One visit from start to end."""
    content = {"routine": "stodpass", "unit": UNIT, "facts": {"besok_ref": "S-1"}}
    instance = (await ask("/api/v1/instances", content))["id"]
    for state, choice, facts in VISIT:
        path = f"/api/v1/instances/{instance}/choices"
        await ask(path, {"state": state, "choice": choice, "facts": facts})
