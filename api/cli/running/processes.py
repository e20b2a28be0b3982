"""Several processes that serve on one socket: begun, begun again when one ends by itself, and told together to leave."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import socket
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from tempfile import TemporaryDirectory
from types import FrameType

from prometheus_client.multiprocess import mark_process_dead

from api.http.metrics import GATHERED_IN
from api.settings import Settings

LOOK_SECONDS = 0.2
"""How often it is looked at whether somebody wants the processes to leave, or one has ended."""

AGAIN_SECONDS = 1.0
"""How long it is waited before a process that ended by itself is begun again: a database that is away is not asked all the time."""

_log = logging.getLogger("rutin.processes")


class Processes:
    """The processes, each a whole server with its own memory; they share the database, and what `/metrics` counts."""

    def __init__(self, settings: Settings, listener: socket.socket, language: str) -> None:
        self._given = settings, listener, language
        self._told: list[int] = []

    def run(self) -> None:
        """Serve until told to stop, and until all have left. What they are told (SIGTERM, SIGINT) is what this process is told."""
        before = {number: signal.signal(number, self._hear) for number in (signal.SIGTERM, signal.SIGINT)}
        try:
            with TemporaryDirectory(prefix="rutin-metrics-") as folder:
                # What is counted is counted there by each of them, and summed by whoever is asked.
                os.environ[GATHERED_IN] = folder
                self._keep([self._begun() for _ in range(self._given[0].processes)])
        finally:
            os.environ.pop(GATHERED_IN, None)
            for number, handler in before.items():
                signal.signal(number, handler)

    def _hear(self, number: int, frame: FrameType | None) -> None:
        """Called in the middle of anything: only notes what is wanted."""
        self._told.append(number)

    def _begun(self) -> _Begun:
        spawn = multiprocessing.get_context("spawn")
        hears, tells = spawn.Pipe(duplex=False)
        process = spawn.Process(target=_serve, args=(*self._given, hears))
        process.start()
        hears.close()
        _log.info("server process %s begins", process.pid)
        return _Begun(process, tells)

    def _keep(self, running: list[_Begun]) -> None:
        leaving = False
        while running:
            wait([each.process.sentinel for each in running], LOOK_SECONDS)
            while self._told:
                number, leaving = self._told.pop(0), True
                for each in running:
                    with suppress(OSError):  # It has just ended by itself.
                        each.tells.send(number)
            for ended in [each for each in running if not each.process.is_alive()]:
                running.remove(ended)
                ended.tells.close()
                if ended.process.pid is not None:
                    mark_process_dead(ended.process.pid)  # type: ignore[no-untyped-call]
                if not leaving:
                    gone = ended.process
                    _log.error("server process %s ended (%s) and is begun again", gone.pid, gone.exitcode)
                    time.sleep(AGAIN_SECONDS)
                    running.append(self._begun())


@dataclass(frozen=True, slots=True)
class _Begun:
    """A process that serves, and the pipe by which it is told what this one is told: no system's signals reach another process alike."""

    process: BaseProcess
    tells: Connection


def _serve(settings: Settings, listener: socket.socket, language: str, hears: Connection) -> None:
    """What one of the processes does."""
    from api.cli.opening import open_engine
    from api.cli.running.log import begin_log
    from api.cli.running.serving import serve
    from diagrams.layout.program import use_dot
    from engine.errors.root import RutinError

    if sys.platform != "win32":
        # Ctrl-C in a terminal reaches the process that began this one, which passes it on: once.
        os.setpgrp()
    threading.Thread(target=_leave_when_told, args=(hears,), daemon=True).start()
    begin_log(settings.log_form)
    use_dot(settings.dot)
    try:
        with open_engine(settings) as engine:
            serve(settings, engine, listener, language, ready=lambda: None)
    except RutinError as wrong:
        _log.error("%s", wrong.say(language))
        sys.exit(2)


def _leave_when_told(hears: Connection) -> None:
    """Where the process that began this one is gone, nobody will tell it to stop: then the pipe ends."""
    with suppress(EOFError, OSError):
        while True:
            signal.raise_signal(hears.recv())
    signal.raise_signal(signal.SIGTERM)
