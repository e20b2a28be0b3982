"""A real mail server that answers as a test tells it to, and keeps what it is sent."""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import aiosmtpd.smtp


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
def receiving(box: Mailbox, tls: ssl.SSLContext | None = None) -> Iterator[int]:
    """A mail server for the box, in a thread; its port."""
    loop = asyncio.new_event_loop()

    def served() -> aiosmtpd.smtp.SMTP:
        return aiosmtpd.smtp.SMTP(box, hostname="localhost", loop=loop, tls_context=tls)

    server = loop.run_until_complete(loop.create_server(served, "127.0.0.1", 0))
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
