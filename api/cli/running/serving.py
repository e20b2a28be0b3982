"""One process that serves: the engine, its worker, the application on a socket that listens already."""

from __future__ import annotations

import gc
import socket
from collections.abc import Callable

import uvicorn

from api.app import create_app
from api.cli.running.traces import traces_of
from api.cli.running.working import worker_of
from api.http.guard.connections import most_connections, patient
from api.http.guard.leaving import LONGEST, LeavingServer
from api.settings import Settings
from engine.service.engine import Engine


def serve(
    settings: Settings, engine: Engine, listener: socket.socket, language: str, ready: Callable[[], None]
) -> None:
    """Serves until it is told to stop; calls `ready` when all is there that it takes.

    Raises CannotDraw where the program for drawing is not there, SettingsWrong where what traces is not.
    """
    with traces_of(settings) as traces:
        worker = worker_of(settings, engine, language, traces) if settings.worker else None
        if worker is not None:
            worker.start()
        try:
            app = create_app(settings, engine, worker, traces)
            config = uvicorn.Config(
                app,
                http=patient(most_connections(), language=settings.language),
                log_config=None,
                access_log=False,
                lifespan="off",
                server_header=False,
                timeout_graceful_shutdown=LONGEST,
                proxy_headers=False,  # whose word counts is a setting, see create_app
            )
            _settle(engine)
            ready()
            LeavingServer(config, app, settings.drain_seconds).run(sockets=[listener])
        finally:
            if worker is not None:
                worker.stop()


def _settle(engine: Engine) -> None:
    """What is there for as long as the process is, is made now, and Python's collector looks through it no more.

    It would do so every few thousand requests, and everybody would wait meanwhile: a tenth of a second.
    """
    engine.routines()
    gc.collect()
    gc.freeze()
