"""A real mail server that answers as a test tells it to, and keeps what it is sent."""

from __future__ import annotations

import asyncio
import socketserver
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import aiosmtpd.smtp

from tests.api.transports.receiver import BETWEEN_BYTES


class Mailbox:
    """A mail server's manners: what it answers to whom, and what it has taken."""

    def __init__(self) -> None:
        self.taken: list[list[str]] = []
        self.content: list[EmailMessage] = []
        self.to: Mapping[str, str] = {}
        self.sender = self.data = ""
        self.goodbye = "221 Bye"

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        envelope.mail_from = address
        return self.sender or "250 OK"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        answer = self.to.get(address, "250 OK")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if not self.data:
            self.taken.append(list(envelope.rcpt_tos))
            self.content.append(message_from_bytes(envelope.content, policy=policy.default))
        return self.data or "250 OK"

    async def handle_QUIT(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        return self.goodbye


@contextmanager
def dripping() -> Iterator[int]:
    """A server whose first answer has no end: a byte now and then; its port."""
    over = threading.Event()

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            # Whoever asked may have had enough by now.
            with suppress(OSError):
                while not over.wait(BETWEEN_BYTES):
                    self.request.sendall(b"2")

    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        over.set()
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def receiving(box: Mailbox, tls: ssl.SSLContext | None = None, *, at_once: bool = False) -> Iterator[int]:
    """A mail server for the box, in a thread; its port. `at_once`: it speaks TLS from the first byte, and not when it is asked to."""
    loop = asyncio.new_event_loop()

    def served() -> aiosmtpd.smtp.SMTP:
        return aiosmtpd.smtp.SMTP(box, hostname="localhost", loop=loop, tls_context=None if at_once else tls)

    server = loop.run_until_complete(loop.create_server(served, "127.0.0.1", 0, ssl=tls if at_once else None))
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        loop.call_soon_threadsafe(server.close)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        for task in asyncio.all_tasks(loop):
            task.cancel()
        loop.run_until_complete(asyncio.sleep(0))
        loop.close()
