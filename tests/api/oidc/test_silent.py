"""A sign-in service that is down, slow or answers nonsense is told on the page; nothing hangs, and nobody asks it all the time."""

from __future__ import annotations

import asyncio
import gzip
import json
import socket
import threading
from typing import Any

import httpx
import pytest

from api.oidc import fetching
from api.oidc.problems import Silent
from api.oidc.provider import Provider
from tests.api.acting import PLAIN
from tests.api.house import House
from tests.api.oidc.conftest import house_at
from tests.api.oidc.forging import Forger, asked_for, forger

SILENT = "/?refused=silent#sign-in"
DOCUMENT = "/.well-known/openid-configuration"
JSON = {"Content-Type": "application/json"}


def goes(built: House) -> str:
    response = httpx.get(f"{built.address}/sign-in/organisation", verify=PLAIN, timeout=30)
    return response.headers["location"]


def is_silent(service: Forger) -> bool:
    """Whether nothing can be had from the service, by a server that has not asked it before."""
    try:
        asyncio.run(Provider(service.issuer).keys("k1"))
    except Silent:
        return True
    return False


def test_a_service_that_is_down_is_told_in_words_and_a_token_still_signs_in() -> None:
    with house_at("http://127.0.0.1:1") as built:
        assert goes(built) == SILENT
        page = httpx.get(built.address + SILENT, headers={"Accept-Language": "sv"}, verify=PLAIN).text
        assert "Inloggningen hos Kommunen svarar inte just nu" in page
        token = built.engine.tokens.add("anst-1", [("medarbetare", "norra")])
        headers = {"Origin": built.address}
        answer = httpx.post(f"{built.address}/sign-in", data={"token": token}, headers=headers, verify=PLAIN)
        assert answer.headers["location"] == "/home"


@pytest.mark.parametrize("says", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n{"])
def test_a_service_that_never_finishes_is_not_waited_for(
    says: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "SECONDS", 0.1)
    listener = socket.create_server(("127.0.0.1", 0))
    taken: list[socket.socket] = []

    def take() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            taken.append(connection)
            connection.sendall(says)

    threading.Thread(target=take, daemon=True).start()
    with house_at(f"http://127.0.0.1:{listener.getsockname()[1]}") as built:
        assert goes(built) == SILENT
        assert httpx.get(f"{built.address}/healthz", verify=PLAIN).status_code == 200
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    for each in taken:
        each.close()


ANSWERS: dict[str, tuple[int, dict[str, str], bytes]] = {
    "a page": (200, {"Content-Type": "text/html"}, b"<html>"),
    "a fault of its own": (500, JSON, b"{}"),
    "a way elsewhere": (302, {"Location": "http://127.0.0.1:1/"}, b""),
    "a list": (200, JSON, b"[]"),
    "no text": (200, JSON, b"\xff\xfe"),
    "brackets without end": (200, JSON, b"[" * 100_000),
}


@pytest.mark.parametrize("what", ANSWERS)
def test_what_nobody_can_use_is_no_answer(what: str) -> None:
    with forger() as service:
        service.answers[DOCUMENT] = ANSWERS[what]
        assert is_silent(service)


def test_a_document_that_is_far_too_long_or_packed_is_not_read() -> None:
    with forger() as service:
        service.document = {"padding": "x" * 300_000}
        assert is_silent(service)
        service.document = {"padding": "x" * 100_000}
        assert not is_silent(service)
        status, headers, content = service.answer(DOCUMENT)
        service.answers[DOCUMENT] = status, {**headers, "Content-Encoding": "gzip"}, gzip.compress(content)
        assert is_silent(service)


@pytest.mark.parametrize(
    "document",
    [
        {"issuer": "https://evil.example"},
        {"token_endpoint": "http://evil.example/token"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"authorization_endpoint": None},
        {"jwks_uri": ["https://evil.example"]},
    ],
)
def test_a_document_of_another_or_one_that_leads_to_where_nothing_is_protected_is_not_used(
    document: dict[str, Any],
) -> None:
    with forger() as service:
        service.document = document
        assert is_silent(service)


@pytest.mark.parametrize("keys", [[], [{"kty": "oct", "k": "aGVqaGVqaGVq"}], "x", [7, {"kty": "EC"}]])
def test_keys_that_everybody_could_sign_with_are_no_keys(keys: Any) -> None:
    with forger() as service:
        assert not is_silent(service)
        service.answers["/jwks"] = 200, JSON, json.dumps({"keys": keys}).encode()
        assert is_silent(service)


def test_a_service_that_goes_away_meanwhile_is_told() -> None:
    with forger() as service, house_at(service.issuer) as built:
        assert _after_the_way_there(service, built, {"/token": [1]}) == SILENT


def _after_the_way_there(service: Forger, built: House, answers: dict[str, Any]) -> str:
    """Where a browser comes that was on its way when the service began to answer so."""
    with httpx.Client(base_url=built.address, verify=PLAIN) as http:
        asked = asked_for(http.get("/sign-in/organisation").headers["location"])
        token = service.signs(service.claims(nonce=asked["nonce"]))
        service.told = {"access_token": "a", "token_type": "Bearer", "id_token": token}
        service.answers = {path: (200, JSON, json.dumps(said).encode()) for path, said in answers.items()}
        answer = {"iss": service.issuer, "state": asked["state"], "code": "c"}
        return http.get("/sign-in/organisation/back", params=answer).headers["location"]


def test_whoever_comes_just_after_is_told_at_once_without_a_question() -> None:
    with forger() as service, house_at(service.issuer) as built:
        service.answers[DOCUMENT] = ANSWERS["a fault of its own"]
        assert [goes(built) for _ in range(5)] == [SILENT] * 5
        assert service.asked == [DOCUMENT]
