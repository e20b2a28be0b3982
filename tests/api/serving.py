"""A real server on a loopback port, for the time of a test, and a client to talk to it as one person."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn
from fastapi import FastAPI

from api.http.guard.leaving import LeavingServer


@contextmanager
def serving(app: FastAPI, **options: Any) -> Iterator[str]:
    """Serves `app`, with uvicorn's `options`; gives its address. A request that comes before the server is up waits in the socket."""
    # The protocol is named so that asyncio switches Nagle's delay off: without that each answer waits 40 ms.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.bind(("127.0.0.1", 0))
    listener.listen()
    config = uvicorn.Config(
        app, log_level="error", lifespan="off", access_log=False, proxy_headers=False, **options
    )
    # Ours lets go of pages that are open; what is no Rutin has none.
    ours = hasattr(app.state, "streams")
    server = LeavingServer(config, app, drain=0) if ours else uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listener.close()
