"""Half-sent requests, on a real server with real sockets: they are closed in time, and shut nobody out."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from urllib.parse import urlsplit

import httpx
import pytest
from fastapi import FastAPI, Request
from fastapi.responses import PlainTextResponse

from api.http.guard.connections import patient
from tests.api.acting import PLAIN
from tests.api.serving import serving

LONG, SHORT = 600.0, 0.2


def app() -> FastAPI:
    """Something that answers, in short and at length."""
    built = FastAPI()

    @built.get("/healthz")
    async def healthz() -> dict[str, str]:
        return {"status": "ok"}

    @built.post("/healthz")
    async def posted(content: dict[str, str]) -> dict[str, str]:
        return content

    @built.get("/slow")
    async def slow(request: Request) -> None:
        ARRIVED.release()
        while not await request.is_disconnected():
            await asyncio.sleep(0.01)

    @built.get("/long")
    async def long() -> PlainTextResponse:
        return PlainTextResponse("x" * 50_000_000)

    return built


@contextmanager
def served(most: int, seconds: float) -> Iterator[tuple[str, int]]:
    """A server with room for so many connections."""
    with serving(app(), http=patient(most, seconds)) as address:
        yield "127.0.0.1", urlsplit(address).port or 0


@contextmanager
def sending(at: tuple[str, int], text: str) -> Iterator[socket.socket]:
    """A connection that has sent this, and no more."""
    with socket.create_connection(at, timeout=30) as connection:
        connection.sendall(text.encode())
        yield connection


def rest(connection: socket.socket) -> bytes:
    """All that comes until the server hangs up."""
    got = b""
    try:
        while part := connection.recv(65536):
            got += part
    except ConnectionResetError:
        pass
    return got


def alive(at: tuple[str, int]) -> bool:
    """Whether somebody else is answered."""
    return httpx.get(f"http://{at[0]}:{at[1]}/healthz", timeout=30, verify=PLAIN).status_code == 200


LONG_ONE = "GET /long HTTP/1.1\r\nHost: x\r\n\r\n"
ARRIVED = threading.Semaphore(0)
"""Released by each request that is being answered slowly."""

HEAD = "GET /healthz HTTP/1.1\r\nHost: x\r\n"
POST = "POST /healthz HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 20\r\n\r\n"


@pytest.mark.parametrize(
    "half",
    ["", "GE", "\r\n", HEAD, POST, POST + "{", f"{HEAD}\r\n{HEAD}"],
    ids=["nothing", "method", "line", "headers", "no content", "content", "second request"],
)
def test_a_request_that_does_not_arrive_in_time_is_hung_up_on(half: str) -> None:
    with served(10, SHORT) as at, sending(at, half) as connection:
        got = rest(connection)
    assert b"HTTP/1.1 408 " in got
    assert b"/problems/too-slow" in got


def test_content_that_trickles_does_not_make_it_wait_longer() -> None:
    with served(10, SHORT) as at, sending(at, POST) as connection:
        connection.settimeout(0.02)
        got, sent = b"", 0
        while b"408" not in got and sent < 1_000:
            sent += 1
            try:
                connection.sendall(b" ")
                got += connection.recv(65536)
            except TimeoutError:
                continue
    assert b"408" in got
    assert sent < 20


def test_a_connection_that_asks_again_is_not_hung_up_on() -> None:
    whole = f"{HEAD}\r\n"
    with served(10, LONG) as at, sending(at, whole) as connection:
        for _ in range(3):
            assert b"200 OK" in connection.recv(65536)
            connection.sendall(whole.encode())
        connection.shutdown(socket.SHUT_WR)


def test_half_sent_requests_shut_nobody_out() -> None:
    with served(20, LONG) as at, ExitStack() as held:
        first, *_ = [held.enter_context(sending(at, HEAD)) for _ in range(60)]
        assert all(alive(at) for _ in range(5))
        assert rest(first) == b""


def test_where_all_are_being_answered_the_newcomer_is_told_to_come_again() -> None:
    with served(2, LONG) as at, ExitStack() as held:
        for _ in range(2):
            held.enter_context(sending(at, "GET /slow HTTP/1.1\r\nHost: x\r\n\r\n"))
            assert ARRIVED.acquire(timeout=30)
        got = rest(held.enter_context(socket.create_connection(at, timeout=30)))
    assert got.startswith(b"HTTP/1.1 503 ")
    assert b"/problems/busy" in got
    assert b"retry-after: 5" in got


def test_an_answer_that_is_taken_slowly_is_given_whole() -> None:
    with served(1, SHORT) as at, sending(at, LONG_ONE) as connection:
        got = len(connection.recv(65536))
        for _ in range(20):
            time.sleep(SHORT / 10)
            got += len(connection.recv(1_000_000))
        connection.settimeout(30)
        while got < 50_000_000:
            got += len(connection.recv(1_000_000))


def test_an_answer_that_nobody_takes_is_not_kept_for_ever() -> None:
    with served(1, SHORT) as at, sending(at, LONG_ONE) as connection:
        connection.recv(10)
        while True:
            with socket.create_connection(at, timeout=30) as other:
                other.sendall(f"{HEAD}\r\n".encode())
                if b" 200 " in rest(other)[:20]:
                    break
