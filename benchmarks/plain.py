"""A bare FastAPI endpoint that takes and gives what a tap takes and gives, and makes the same transaction by the bare driver.

It decides nothing: the rows were written down while the engine made visits, one command after the other. What it is asked for while a
transaction is made is the next transaction.
"""

from __future__ import annotations

import asyncio
import queue
import sys
import threading
from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import uvicorn
from fastapi import FastAPI, Response
from pydantic import BaseModel

from benchmarks.bare import Command, Tape, commands_of, opened, written
from benchmarks.visit import person, publish, visit
from engine.service.engine import Engine
from engine.store.sql.store import SqlStore

_ANSWER = b'{"answer":"' + b"x" * 4_000 + b'"}'


class Tap(BaseModel):
    """What a choice is taken with."""

    state: str
    choice: str
    facts: dict[str, Any] = {}


class Writer:
    """Makes the transactions of commands that are at hand, in their order: one of all that have been asked for by then."""

    def __init__(self, path: Path, commands: Sequence[Command]) -> None:
        self._path, self._left = path, iter(commands)
        self._asked: queue.SimpleQueue[Future[None]] = queue.SimpleQueue()
        threading.Thread(target=self._run, daemon=True).start()

    def submit(self) -> Future[None]:
        """Make the next command's."""
        future: Future[None] = Future()
        self._asked.put(future)
        return future

    def _run(self) -> None:
        connection = opened(str(self._path))
        while True:
            batch = [self._asked.get()]
            while not self._asked.empty():
                batch.append(self._asked.get())
            written(connection, [next(self._left) for _ in batch])
            for each in batch:
                each.set_result(None)


def _recorded(number: int, path: Path) -> list[Command]:
    """The rows of so many commands, and at `path` the database that they are to be written to."""
    with TemporaryDirectory() as folder:
        tape = Tape(SqlStore(f"sqlite:///{Path(folder) / 'engine.db'}"))
        with Engine(tape) as engine:
            publish(engine)
            visit(engine, person())
            tape.batches.clear()
            while tape.commands() < number:
                visit(engine, person())
    SqlStore(f"sqlite:///{path}").close()
    return commands_of(tape)


def main() -> None:
    """Serve so many taps as the first argument says, on a free port, and print it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "bare.db"
        writer = Writer(path, _recorded(int(sys.argv[1]), path))
        app = FastAPI()

        @app.post("/taps")
        async def tap(content: Tap) -> Response:
            await asyncio.wrap_future(writer.submit())
            return Response(_ANSWER, media_type="application/json")

        config = uvicorn.Config(app, port=0, log_config=None, access_log=False, lifespan="off")
        listener = config.bind_socket()
        listener.listen(1024)
        print(f"http://127.0.0.1:{listener.getsockname()[1]}", flush=True)
        uvicorn.Server(config).run(sockets=[listener])


if __name__ == "__main__":
    main()
