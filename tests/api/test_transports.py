"""How messages leave, to real servers on this machine: what is tried again, what is given up, and what is never sent twice."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import aiosmtpd.smtp
import pytest

from api.settings import Settings
from api.transports import Smtp, Webhooks
from engine.service.worker import DeliveryProblem, Message

NOW = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)


def message(*recipients: str, kind: str = "mail") -> Message:
    """A message to be sent."""
    told = ", ".join(f'"{each}"' for each in recipients)
    return Message(
        {
            "instance_id": "i1",
            "visit": 3,
            "kind": kind,
            "recipients": f"[{told}]",
            "subject": "Telefon",
            "body": "{}",
        }
    )


# Mail


class Mailbox:
    """A mail server's manners: what it answers to whom, and what it has taken."""

    def __init__(self) -> None:
        self.taken: list[list[str]] = []
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
        return self.data or "250 OK"

    async def handle_QUIT(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        return self.goodbye


@contextmanager
def receiving(box: Mailbox) -> Iterator[int]:
    """A mail server for the box, in a thread; its port."""
    loop = asyncio.new_event_loop()
    server = loop.run_until_complete(
        loop.create_server(lambda: aiosmtpd.smtp.SMTP(box, hostname="localhost", loop=loop), "127.0.0.1", 0)
    )
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


@pytest.fixture
def mailbox() -> Iterator[tuple[Mailbox, Smtp]]:
    """A mail server and what sends to it."""
    box = Mailbox()
    with receiving(box) as port:
        settings = Settings.load(
            smtp_host="127.0.0.1", smtp_port=port, smtp_security="none", smtp_from="rutin@example.org"
        )
        yield box, Smtp(settings)


def problem(smtp: Smtp, *recipients: str) -> DeliveryProblem:
    """What sending raises."""
    with pytest.raises(DeliveryProblem) as raised:
        smtp.send(message(*recipients))
    return raised.value


def test_a_mail_comes_to_all_its_recipients(mailbox: tuple[Mailbox, Smtp]) -> None:
    box, smtp = mailbox
    smtp.send(message("a@example.org", "b@example.org"))
    assert box.taken == [["a@example.org", "b@example.org"]]


@pytest.mark.parametrize(
    ("answer", "final"),
    [("450 Mailbox busy", False), ("452 Too many", False), ("550 No such user", True), ("421 Later", False)],
)
def test_a_recipient_that_is_refused_for_now_is_tried_again(
    mailbox: tuple[Mailbox, Smtp], answer: str, final: bool
) -> None:
    box, smtp = mailbox
    box.to = {"a@example.org": answer}
    found = problem(smtp, "a@example.org")
    assert (found.final, "a@example.org" in found.why) == (final, True)


@pytest.mark.parametrize(("code", "final"), [("451", False), ("554", True)])
@pytest.mark.parametrize("when", ["sender", "data"])
def test_a_mail_that_is_refused_for_now_is_tried_again(
    mailbox: tuple[Mailbox, Smtp], when: str, code: str, final: bool
) -> None:
    box, smtp = mailbox
    setattr(box, when, f"{code} Not now")
    found = problem(smtp, "a@example.org", "b@example.org")
    assert (found.final, found.left, box.taken) == (final, None, [])


@pytest.mark.parametrize(("answer", "final"), [("450 Mailbox busy", False), ("550 No such user", True)])
def test_one_who_is_refused_is_told_of_while_the_other_has_got_it(
    mailbox: tuple[Mailbox, Smtp], answer: str, final: bool
) -> None:
    box, smtp = mailbox
    box.to = {"b@example.org": answer}
    found = problem(smtp, "a@example.org", "b@example.org")
    assert (box.taken, found.left, found.final) == ([["a@example.org"]], ("b@example.org",), final)
    assert "b@example.org" in found.why


def test_a_server_that_breaks_off_among_the_recipients_has_sent_to_nobody(
    mailbox: tuple[Mailbox, Smtp],
) -> None:
    box, smtp = mailbox
    box.to = {"b@example.org": "421 Closing"}
    found = problem(smtp, "a@example.org", "b@example.org")
    assert (box.taken, found.left, found.final) == ([], None, False)


def test_a_server_that_says_goodbye_wrongly_has_taken_the_mail_all_the_same(
    mailbox: tuple[Mailbox, Smtp],
) -> None:
    box, smtp = mailbox
    box.goodbye = "500 What?"
    smtp.send(message("a@example.org"))
    assert box.taken == [["a@example.org"]]


def test_a_server_that_is_not_there_is_tried_again() -> None:
    settings = Settings.load(
        smtp_host="127.0.0.1", smtp_port=1, smtp_security="none", smtp_from="rutin@example.org"
    )
    assert not problem(Smtp(settings), "a@example.org").final


# Webhooks


@contextmanager
def answering(status: int, **headers: str) -> Iterator[tuple[str, list[str]]]:
    """A server that answers every POST so: its address, and the keys that it has been sent."""
    keys: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            keys.append(self.headers["Idempotency-Key"])
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name.replace("_", "-"), value)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", keys
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def hook_problem(status: int, **headers: str) -> DeliveryProblem:
    """What a call raises that is answered so."""
    with answering(status, **headers) as (address, _), pytest.raises(DeliveryProblem) as raised:
        Webhooks((address,), lambda: NOW).send(message(f"{address}/hook", kind="webhook"))
    assert str(status) in raised.value.why
    return raised.value


def test_a_call_that_is_taken_is_done_with() -> None:
    with answering(204) as (address, keys):
        Webhooks((address,)).send(message(f"{address}/hook", kind="webhook"))
    assert keys == ["i1-3"]


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504])
def test_a_call_that_is_refused_for_now_is_tried_again(status: int) -> None:
    assert not hook_problem(status).final


@pytest.mark.parametrize("status", [301, 307, 400, 401, 403, 404, 409, 410, 413, 422])
def test_any_other_refusal_of_a_call_is_its_last_word(status: int) -> None:
    assert hook_problem(status, Location="/elsewhere").final


@pytest.mark.parametrize(
    ("asked", "wait"),
    [
        ("120", timedelta(seconds=120)),
        ("Mon, 02 Mar 2026 07:05:00 GMT", timedelta(minutes=5)),
        ("99999999999999999999", timedelta(seconds=10**8)),
        ("soon", None),
        ("-5", None),
        ("", None),
    ],
)
def test_a_receiver_may_ask_to_be_left_alone(asked: str, wait: timedelta | None) -> None:
    assert hook_problem(429, Retry_After=asked).after == wait
