"""Every error of the application answered as a problem: what it raises, what the framework says no to, and a last resort."""

from __future__ import annotations

import logging
from collections.abc import Callable

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.routing import Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.problems import validation
from api.http.problems.answering import for_anybody, kind_of, respond
from api.http.problems.errors import (
    FieldsWrong,
    MediaTypeWrong,
    MethodNotAllowed,
    NoSuchAddress,
    TooLarge,
    TooMany,
    Unexpected,
)
from api.http.problems.kind import Kind
from api.http.where_from import where_from
from engine.errors.person import NotYours
from engine.errors.root import RutinError
from engine.problems import clipped
from engine.service.cursor import CursorWrong

log = logging.getLogger("rutin.api")


async def _on_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, RutinError)
    shown = for_anybody(error)
    where = clipped(request.url.path, 200)
    if isinstance(error, NotYours):
        _tell(request, "refused")
    if isinstance(error, TooMany) and error.is_first:
        _tell(request, "asks too often")
    if kind_of(error).status >= 500:
        log.error("%s: %s %s: %s", getattr(shown, "error_id", "-"), request.method, where, error)
    return respond(request, shown)


async def _on_wrong_request(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    if validation.is_not_json(error):
        return respond(request, MediaTypeWrong())
    _tell(request, "wrong input")
    return respond(request, FieldsWrong(validation.sentences(error)))


def _tell(request: Request, what: str) -> None:
    """Who was told no, to what, and from where; nothing of what they sent."""
    who, where = getattr(request.state, "who", None), clipped(request.url.path, 200)
    log.warning("%s %r: %r %r from %s", what, who, request.method, where, where_from(request))


async def _on_wrong_cursor(request: Request, error: Exception) -> Response:
    _tell(request, "wrong input")
    return respond(request, FieldsWrong({"cursor": validation.CURSOR_WRONG}))


async def _on_http(request: Request, error: Exception) -> Response:
    """What the framework itself says no to."""
    assert isinstance(error, HTTPException)
    return respond(request, _ours(request, error))


def _ours(request: Request, error: HTTPException) -> RutinError:
    match error.status_code:
        case 404:
            return NoSuchAddress(request.url.path)
        case 405:
            return MethodNotAllowed(request.method, _methods(request, error))
        case 413:
            return TooLarge()
        case 400:
            return FieldsWrong({"body": validation.NOT_READABLE})
    raise error


def _methods(request: Request, error: HTTPException) -> str:
    """What the address takes: the framework tells only what one of the routes that it fits does."""
    paths = request.app.openapi()["paths"]
    fitting = (route for route in request.app.routes if route.matches(request.scope)[0] is not Match.NONE)
    documented = {method.upper() for route in fitting for method in paths.get(getattr(route, "path", ""), ())}
    return ", ".join(sorted(documented)) or (error.headers or {}).get("Allow", "")


class LastResort:
    """ASGI middleware: an exception that nothing else caught becomes a problem with an id, and is logged."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes on, and answers where the application could not."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        begun = False

        async def note(message: Message) -> None:
            nonlocal begun
            begun = begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, note)
        except ClientDisconnect:
            # Whoever asked broke off before all of it had come: a tap that came twice, a phone without signal. Nobody waits.
            return None
        except Exception:
            error = Unexpected()
            log.exception("%s: %s %s", error.error_id, scope["method"], clipped(scope["path"], 200))
            if begun:
                raise
            await respond(Request(scope), error)(scope, receive, send)
        return None


def install(app: FastAPI, problem_page: Callable[[Request, Kind, RutinError], Response]) -> None:
    """Makes the application answer every error as a problem; `problem_page` shows one to people."""
    app.state.problem_page = problem_page
    app.add_exception_handler(RutinError, _on_error)
    app.add_exception_handler(RequestValidationError, _on_wrong_request)
    app.add_exception_handler(CursorWrong, _on_wrong_cursor)
    app.add_exception_handler(HTTPException, _on_http)
