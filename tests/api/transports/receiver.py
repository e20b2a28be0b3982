"""A real HTTP server that answers as a test tells it to, and keeps what it is sent."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

BETWEEN_BYTES = 0.02
"""Seconds between two bytes of an answer that drips."""


@dataclass
class Asked:
    """One request, as it came."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass
class Receiver:
    """How the server answers, its address, and what it has been asked."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    breaks_off: bool = False
    drips: bool = False
    address: str = ""
    asked: list[Asked] = field(default_factory=list)

    @property
    def last(self) -> Asked:
        """The latest request."""
        return self.asked[-1]


@contextmanager
def receiving(receiver: Receiver, tls: ssl.SSLContext | None = None) -> Iterator[Receiver]:
    """Serve, until the test is done."""
    over = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            receiver.asked.append(Asked(self.command, self.path, dict(self.headers), body))
            self.send_response(receiver.status)
            for name, value in receiver.headers.items():
                self.send_header(name, value)
            more = 1 if receiver.breaks_off or receiver.drips else 0
            self.send_header("Content-Length", str(len(receiver.body) + more))
            self.end_headers()
            # Whoever asked may have had enough by now.
            with suppress(OSError):
                if receiver.drips:
                    for byte in receiver.body:
                        if over.wait(BETWEEN_BYTES):
                            return
                        self.wfile.write(bytes([byte]))
                else:
                    self.wfile.write(receiver.body)

        do_POST = do_GET = do_PUT = answer  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    # One who does not trust the certificate hangs up: no trouble of ours.
    server.handle_error = lambda request, client_address: None  # type: ignore[method-assign]
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    receiver.address = f"{'https' if tls else 'http'}://localhost:{server.server_port}"
    try:
        yield receiver
    finally:
        over.set()
        server.shutdown()
        thread.join()
        server.server_close()
