"""What a server's memory does when it goes on and on: what it holds after each tenth of very many requests, and how that grows."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path
from statistics import linear_regression
from tempfile import TemporaryDirectory

from benchmarks.serving import drive, served, staff, visit

REQUESTS = 100_000
_PARTS = 10
_CLIENTS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """MiB in memory (RSS) before and after, and KiB that a thousand requests more of the second half added."""

    requests: int
    before: float
    after: float
    slope: float


def on_sqlite(requests: int = REQUESTS) -> Held:
    """Visits over HTTP with keys, by a few clients at once. Linux alone tells what a process holds."""
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'rutin.db'}"
        tokens = staff(url, _CLIENTS)
        with served(url) as server:
            asyncio.run(drive(server, tokens, 200, visit))
            held = [_resident(server.pid)]
            for _ in range(_PARTS):
                asyncio.run(drive(server, tokens, requests // _PARTS, visit))
                held.append(_resident(server.pid))
    half = held[_PARTS // 2 :]
    asked = [number * requests / _PARTS / 1_000 for number in range(len(half))]
    return Held(
        requests=requests, before=held[0], after=held[-1], slope=linear_regression(asked, half).slope * 1024
    )


def _resident(pid: int) -> float:
    """MiB that a process holds."""
    told = Path(f"/proc/{pid}/status").read_text()
    return int(next(line for line in told.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024
