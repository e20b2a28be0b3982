"""What lies between a phone and the server: it carries what is sent, or nothing, loses the answer, or answers for the server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Literal
from urllib.parse import urlsplit

Way = Literal["open", "dead", "lost", "portal"]
"""`dead`: nothing comes through; `lost`: a form is carried out and its answer is lost; `portal`: somebody else's sign-in page answers."""

_PORTAL = b"<!doctype html><title>Wi-Fi</title><h1>Welcome to the Wi-Fi</h1>"


class Relay:
    """`way`: what becomes of what is sent from now on. `address`: where phones are."""

    def __init__(self, server: str) -> None:
        self.way: Way = "open"
        self.server = urlsplit(server).netloc
        self.address = ""


@contextmanager
def relay(server: str) -> Iterator[Relay]:
    """A relay to the server at that address."""
    between = Relay(server)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def carry(self) -> None:
            content = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            if between.way == "dead":
                self.close_connection = True
                return
            if between.way == "portal":
                self._answer(200, [("Content-Type", "text/html")], _PORTAL)
                return
            connection = HTTPConnection(between.server, timeout=30)
            # The server takes forms from its own address alone.
            asked = {**dict(self.headers.items()), "Host": between.server}
            if "Origin" in asked:
                asked["Origin"] = f"http://{between.server}"
            connection.request(self.command, self.path, content, asked)
            answer = connection.getresponse()
            read = answer.read()
            headers = [each for each in answer.getheaders() if each[0].lower() not in _OF_THE_WAY]
            connection.close()
            if between.way == "lost" and self.command == "POST":
                self.close_connection = True
                return
            self._answer(answer.status, headers, read)

        do_GET = do_POST = do_HEAD = carry  # noqa: N815

        def _answer(self, status: int, headers: list[tuple[str, str]], content: bytes) -> None:
            self.send_response_only(status)
            for name, value in headers:
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listening:
        listening.daemon_threads = True
        between.address = f"http://127.0.0.1:{listening.server_port}"
        thread = Thread(target=listening.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield between
        finally:
            listening.shutdown()
            thread.join()


_OF_THE_WAY = ("content-length", "transfer-encoding", "connection")
