"""Facts about requests that break the rules of HTTP, or lead nowhere: a clear problem, never a fault of ours."""

from __future__ import annotations

import socket
from urllib.parse import urlsplit

import httpx
import pytest

from tests.api.acting import PLAIN, Actor
from tests.api.house import House

# Headers


@pytest.mark.parametrize(
    "authorization",
    [
        "",
        "Bearer",
        "Bearer ",
        "Basic YTpi",
        "Bearer a b",
        "bearer \xe5\xe4\xf6",
        "Bearer " + "x" * 5000,
        "Bearer null",
    ],
)
def test_what_is_no_token_is_asked_to_sign_in(shared: House, authorization: str) -> None:
    response = httpx.get(
        f"{shared.address}/api/v1/me",
        headers={b"Authorization": authorization.strip().encode("latin-1")},
        verify=PLAIN,
    )
    assert response.status_code == 401
    assert response.headers["www-authenticate"].startswith("Bearer")


def raw(built: House, request: bytes) -> bytes:
    """Sends bytes as they are, and reads until the server hangs up."""
    address = urlsplit(built.address)
    assert address.hostname
    assert address.port
    with socket.create_connection((address.hostname, address.port), timeout=10) as connection:
        connection.sendall(request)
        connection.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: connection.recv(65536), b""))


RAW = {
    "a length that is none": b"POST /api/v1/instances HTTP/1.1\r\nHost: x\r\nContent-Length: abc\r\n\r\n",
    "a negative length": b"POST /api/v1/instances HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
    "two lengths": b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
    "length and chunks": b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "no host": b"GET / HTTP/1.1\r\n\r\n",
    "a header without a name": b"GET / HTTP/1.1\r\nHost: x\r\n: y\r\n\r\n",
    "a header over two lines": b"GET / HTTP/1.1\r\nHost: x\r\nA: b\r\n c\r\n\r\n",
    "no method": b" / HTTP/1.1\r\nHost: x\r\n\r\n",
    "a method of its own": b"HACK / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    "a path of bytes": b"GET /\xff\xfe HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    "a path of codes": b"GET /%ff%00%0d%0aX:%20y HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    "a whole address": b"GET http://other.example/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    "many headers": b"GET / HTTP/1.1\r\nHost: x\r\n" + b"A: b\r\n" * 20_000 + b"\r\n",
    "a broken host": b"GET / HTTP/1.1\r\nHost: [::\r\nConnection: close\r\n\r\n",
    "not HTTP": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
}


@pytest.mark.parametrize("name", RAW)
def test_requests_that_break_the_rules_are_no_fault_of_ours(shared: House, name: str) -> None:
    answer = raw(shared, RAW[name])
    assert not answer.startswith(b"HTTP/1.1 5")
    assert b"Traceback" not in answer
    assert httpx.get(f"{shared.address}/healthz", verify=PLAIN).status_code == 200


def test_a_line_break_in_an_address_never_becomes_a_header(shared: House) -> None:
    answer = raw(shared, RAW["a path of codes"])
    assert b"\r\nX: y" not in answer


# Addresses


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/..%2f..%2fapp.py",
        "/static/%2e%2e/%2e%2e/pyproject.toml",
        "/static//etc/passwd",
        "/static/vendor",
        "/static/",
        "/static/%00",
        "/problems/../../etc/passwd",
        "/problems/{{7*7}}",
        "/routines/..%2f..%2frutin.db",
        "/api/v1/routines/",
        "/api/v1/routines/../me/x",
        "/API/V1/routines",
        "/docs/",
        "/redoc",
        "//evil.example/",
    ],
)
def test_an_address_that_is_not_there_is_not_found_and_leads_nowhere(employee: Actor, path: str) -> None:
    url = httpx.URL(str(employee.http.base_url)).copy_with(raw_path=path.encode())
    response = httpx.get(url, headers=employee.http.headers, verify=PLAIN)
    assert response.status_code == 404, response.text
    assert response.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("method", "path", "allow"),
    [
        ("PUT", "/api/v1/instances", "GET, POST"),
        ("DELETE", "/api/v1/routines", "GET"),
        ("GET", "/api/v1/instances/x/choices", "POST"),
        ("PATCH", "/", "GET"),
        ("OPTIONS", "/api/v1/tasks", "GET"),
        ("PUT", "/api/v1/people/forget", "GET, POST"),
    ],
)
def test_another_method_is_refused_with_those_that_work(
    employee: Actor, method: str, path: str, allow: str
) -> None:
    response = employee.http.request(method, path)
    assert (response.status_code, response.headers["allow"]) == (405, allow)
    assert response.json()["type"] == "/problems/method-not-allowed"


@pytest.mark.parametrize("path", ["/", "/healthz", "/api/v1/routines", "/static/rutin.css"])
def test_head_is_answered_as_get_without_the_content(employee: Actor, path: str) -> None:
    head, got = employee.http.head(path), employee.http.get(path)
    assert head.status_code == got.status_code == 200
    assert head.content == b""
    assert head.headers["content-length"] == got.headers["content-length"]


@pytest.mark.parametrize("query", ["version=0", "version=x", "version=-1", "version=99999999999999999999"])
def test_a_version_that_can_be_none_is_refused_by_name(employee: Actor, query: str) -> None:
    response = employee.get(f"/routines/besok?{query}")
    assert response.status_code == 422
    assert list(response.json()["fields"]) == ["version"]


def test_a_version_that_is_not_published_is_not_found(employee: Actor) -> None:
    assert employee.get("/routines/besok?version=7").status_code == 404
