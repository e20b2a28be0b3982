"""ASGI middleware around it all: safe headers, HEAD, bounded content, demonstration mode kept on this machine."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.problems.answering import respond
from api.http.problems.errors import OnlyOnThisMachine, TooLarge
from api.setting_kinds import is_loopback

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
DOCS_POLICY = PAGE_POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
PICTURE_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; frame-ancestors 'none'"
)

_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Content-Security-Policy": PAGE_POLICY,
    "Cache-Control": "no-store",
}
_BY_TLS = {"Strict-Transport-Security": "max-age=31536000; includeSubDomains"}


class SafeHeaders:
    """Puts the headers on every answer that keep a browser from doing more than was meant. `tls`: people reach us by it."""

    def __init__(self, app: ASGIApp, *, tls: bool = False) -> None:
        self.app = app
        always = {**_ALWAYS, **(_BY_TLS if tls else {})}
        self._headers = [(name.lower().encode(), value.encode()) for name, value in always.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes on; an answer that sets one of the headers itself keeps it."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                there = {name for name, _ in message["headers"]}
                message["headers"] = [
                    *message["headers"],
                    *(each for each in self._headers if each[0] not in there),
                ]
            await send(message)

        return await self.app(scope, receive, with_headers)


class HeadAsGet:
    """Answers HEAD as GET; the server leaves the content out."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes on."""
        if scope["type"] == "http" and scope["method"] == "HEAD":
            scope = {**scope, "method": "GET"}
        await self.app(scope, receive, send)


class BodyLimit:
    """Refuses content that is larger than any request needs: at once where its length is told, else when it is met."""

    def __init__(self, app: ASGIApp, most: int, larger: Mapping[str, int] | None = None) -> None:
        """`most`: bytes; `larger`: how many more, by the paths that files are sent to."""
        self.app, self.most, self.larger = app, most, larger or {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes on, or answers 413."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        most = self.most + self.larger.get(scope["path"], 0)
        told = Headers(scope=scope).get("content-length", "0")
        if not told.isascii() or not told.isdigit() or len(told) > 18 or int(told) > most:
            return await respond(Request(scope), TooLarge())(scope, receive, send)
        length = 0

        async def counted() -> Message:
            nonlocal length
            message = await receive()
            length += len(message.get("body", b""))
            if length > most:
                raise HTTPException(413)
            return message

        return await self.app(scope, counted, send)


class OnThisMachine:
    """Refuses what does not come from this machine, under a name of this machine: no neighbour, and no web
    page whose name was made to point here, gets at demonstration mode."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes on, or answers 403."""
        if scope["type"] != "http" or _is_here(scope):
            return await self.app(scope, receive, send)
        return await respond(Request(scope), OnlyOnThisMachine())(scope, receive, send)


def _is_here(scope: Scope) -> bool:
    client = scope.get("client")
    if client and not is_loopback(client[0]):
        return False
    try:
        name = urlsplit("//" + Headers(scope=scope).get("host", "")).hostname
    except ValueError:
        return False
    return name is not None and is_loopback(name)
