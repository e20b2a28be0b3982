"""Errors become problems (RFC 9457) here and nowhere else: one table from error to kind, and the handlers."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic_core import to_json
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.language import wanted
from api.http.problems import kinds as problems
from api.http.problems import validation
from api.http.problems.kinds import Kind
from diagrams.errors import CannotDraw
from engine.errors.fault import NotSaved
from engine.errors.person import NotYours
from engine.errors.published import VersionTaken
from engine.errors.request import KeyReused, NotFound
from engine.errors.root import Refusal, RutinError
from engine.errors.step import (
    CannotUndo,
    ConditionNotMet,
    Incident,
    MovedOn,
    NotAwaited,
    NotPossibleHere,
    NotRunning,
    NotTaken,
    Stale,
)
from engine.errors.store import StoreTrouble
from engine.errors.stored import Unreadable
from engine.errors.value import FactsWrong
from engine.problems import clipped
from engine.said import Said
from engine.service.cursor import CursorWrong

log = logging.getLogger("rutin.api")


class SignInNeeded(RutinError):
    """No token, or one that is not valid."""

    sv = "Begäran saknar en giltig nyckel. Skicka rubriken Authorization: Bearer, följd av nyckeln."
    en = "The request has no valid token. Send the header Authorization: Bearer, followed by the token."

    def __init__(self, *, given: bool) -> None:
        super().__init__()
        self.given = given


class HeaderWrong(RutinError):
    """A header that can't be read; the sentences name it and what it must look like."""

    def __init__(self, sv: str, en: str) -> None:
        super().__init__()
        self.sentence = Said(sv, en)

    def say(self, language: str = "sv") -> str:
        """The sentence as it came."""
        return self.sentence.say(language)


class FieldsWrong(RutinError):
    """Fields of the request that are missing or wrong. `fields`: name → sentence."""

    sv = "Begäran är fel ifylld: {list_sv}"
    en = "The request is filled in wrongly: {list_en}"

    def __init__(self, fields: Mapping[str, Said]) -> None:
        super().__init__()
        self.fields = dict(fields)

    def facts(self) -> Mapping[str, object]:
        """The sentences as one text in each language."""
        return {
            "list_sv": " ".join(each.sv for each in self.fields.values()),
            "list_en": " ".join(each.en for each in self.fields.values()),
        }


class MediaTypeWrong(RutinError):
    """The content is not said to be JSON."""

    sv = "Innehållet ska vara JSON och ha rubriken Content-Type: application/json."
    en = "The content must be JSON and have the header Content-Type: application/json."


class NoSuchAddress(RutinError):
    """No endpoint has this path."""

    sv = "Det finns inget på adressen {path}. Alla adresser står på sidan /docs."
    en = "There is nothing at the address {path}. All addresses are listed on the page /docs."

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = clipped(path, 80)


class MethodNotAllowed(RutinError):
    """The path exists, but not for this method."""

    sv = "Adressen tar inte emot {method}. Den tar emot: {allowed}."
    en = "The address does not take {method}. It takes: {allowed}."

    def __init__(self, method: str, allowed: str) -> None:
        super().__init__()
        self.method, self.allowed = clipped(method, 20), allowed


class TooLarge(RutinError):
    """The content is larger than any command needs."""

    sv = "Innehållet är för stort: en begäran får ha högst 64 KiB."
    en = "The content is too large: a request may have at most 64 KiB."


class TooSlow(RutinError):
    """The request did not arrive in time."""

    sv = "Begäran kom inte fram i tid. Skicka den igen; samma Idempotency-Key gör inget två gånger."
    en = "The request did not arrive in time. Send it again; the same Idempotency-Key does nothing twice."


class Busy(RutinError):
    """Every connection that there is room for is being answered."""

    sv = "Servern har fullt upp just nu. Försök igen om några sekunder."
    en = "The server has its hands full just now. Try again in some seconds."


class OnlyOnThisMachine(RutinError):
    """Demonstration mode was asked from elsewhere, or under another name."""

    sv = "Demonstrationsläget svarar bara på den egna datorn, på adressen 127.0.0.1 eller localhost."
    en = "Demonstration mode answers only on this machine, at the address 127.0.0.1 or localhost."


class NotReady(RutinError):
    """Nothing is published."""

    sv = "Inga rutiner är publicerade. Publicera med kommandot rutin publish."
    en = "No routines are published. Publish with the command rutin publish."


class Saved(RutinError):
    """A command is kept, but its answer can't be made; the cause is what went wrong with the answer."""

    sv = (
        "Det du gjorde är sparat, men svaret går inte att visa. Gör det inte igen: hämta läget på nytt. "
        "Går det inte heller, säg till den som sköter Rutin och nämn {error_id}."
    )
    en = (
        "What you did is saved, but the answer can't be shown. Do not do it again: get where it is anew. "
        "If that fails too, tell whoever runs Rutin, with {error_id}."
    )

    def __init__(self, instance: str, revision: int) -> None:
        super().__init__()
        self.instance, self.revision, self.error_id = instance, revision, _error_id()


class NotAllHandedOver(RutinError):
    """Some of what somebody has could not be handed over. `handed_over`: what was; `refused`: each of the others, with why not.

    `next`: the address that goes on with the rest, None where that was all.
    """

    sv = "{done} av {of} är överlämnade. De andra har kvar sin ägare. Lämna över dem en och en, till någon som kan ta över."
    en = "{done} of {of} are handed over. The others keep their owner. Hand them over one by one, to somebody who can take over."

    def __init__(self, handed_over: Sequence[str], refused: Mapping[str, str], next: str | None) -> None:
        super().__init__()
        self.handed_over, self.next = list(handed_over), next
        self.refused = [{"instance": id, "detail": why} for id, why in refused.items()]

    def facts(self) -> Mapping[str, object]:
        """Adds how many."""
        done, left = len(self.handed_over), len(self.refused)
        return {**super().facts(), "done": done, "of": done + left}


class Unavailable(StoreTrouble):
    """The database can't be used, as anybody may be told it; the log has the cause under `error_id`."""

    def __init__(self, trouble: StoreTrouble) -> None:
        self.error_id = _error_id()
        sv, en = trouble.for_anybody
        super().__init__(f"{sv} {_TELL.sv} {self.error_id}.", f"{en} {_TELL.en} {self.error_id}.")


class NotDrawn(CannotDraw):
    """A picture can't be drawn, as anybody may be told it; the log has the cause under `error_id`."""

    def __init__(self) -> None:
        self.error_id = _error_id()
        super().__init__(
            Said(
                f"{_ELSE_WELL.sv} {_TELL.sv} {self.error_id}.", f"{_ELSE_WELL.en} {_TELL.en} {self.error_id}."
            )
        )


_ELSE_WELL = Said("allt annat fungerar.", "all else works.")
_TELL = Said(
    "Säg till den som sköter Rutin om det fortsätter, och nämn", "Tell whoever runs Rutin if it goes on, with"
)


def for_anybody(error: RutinError) -> RutinError:
    """The error as a stranger may be told it: nothing of where the database is or which programs are used."""
    if isinstance(error, Unavailable | NotDrawn):
        return error
    if isinstance(error, StoreTrouble):
        return Unavailable(error)
    return NotDrawn() if isinstance(error, CannotDraw) else error


class Ended(RutinError):
    """A thread that should be at work is not; `what` says what it did, as the end of «the part that …»."""

    sv = "Den del av servern som {what.sv} har stannat. Starta om Rutin."
    en = "The part of the server that {what.en} has stopped. Start Rutin again."

    def __init__(self, what: Said) -> None:
        super().__init__()
        self.what = what


class Unexpected(RutinError):
    """A fault of ours; `error_id` is how it is found in the log."""

    sv = "Något gick fel hos oss. Försök igen, eller säg till den som sköter Rutin och nämn {error_id}."
    en = "Something went wrong on our side. Try again, or tell whoever runs Rutin, with {error_id}."

    def __init__(self) -> None:
        super().__init__()
        self.error_id = _error_id()


def _error_id() -> str:
    return secrets.token_hex(6)


KIND_OF: Mapping[type[RutinError], Kind] = {
    Refusal: problems.REFUSED,
    NotPossibleHere: problems.NOT_POSSIBLE_HERE,
    NotAwaited: problems.NOT_AWAITED,
    NotTaken: problems.NOT_TAKEN,
    ConditionNotMet: problems.CONDITION_NOT_MET,
    NotYours: problems.NOT_YOURS,
    FactsWrong: problems.FACTS_WRONG,
    MovedOn: problems.MOVED_ON,
    NotRunning: problems.NOT_RUNNING,
    Stale: problems.STALE,
    CannotUndo: problems.CANNOT_UNDO,
    NotFound: problems.NOT_FOUND,
    KeyReused: problems.KEY_REUSED,
    VersionTaken: problems.VERSION_TAKEN,
    Incident: problems.STUCK,
    StoreTrouble: problems.UNAVAILABLE,
    Unreadable: problems.UNREADABLE,
    NotSaved: problems.NOT_SAVED,
    SignInNeeded: problems.SIGN_IN_NEEDED,
    HeaderWrong: problems.HEADER_WRONG,
    FieldsWrong: problems.REQUEST_WRONG,
    MediaTypeWrong: problems.MEDIA_TYPE_WRONG,
    NoSuchAddress: problems.NO_SUCH_ADDRESS,
    MethodNotAllowed: problems.METHOD_NOT_ALLOWED,
    TooLarge: problems.TOO_LARGE,
    TooSlow: problems.TOO_SLOW,
    Busy: problems.BUSY,
    OnlyOnThisMachine: problems.ONLY_ON_THIS_MACHINE,
    CannotDraw: problems.CANNOT_DRAW,
    NotReady: problems.NOT_READY,
    Saved: problems.SAVED,
    NotAllHandedOver: problems.NOT_ALL_HANDED_OVER,
    Ended: problems.ENDED,
    Unexpected: problems.UNEXPECTED,
}


def kind_of(error: RutinError) -> Kind:
    """The kind of the error's class, or of the nearest class above it."""
    return next((KIND_OF[each] for each in type(error).__mro__ if each in KIND_OF), problems.UNEXPECTED)


def answer(error: RutinError, language: str) -> Response:
    """The problem as a response, in words of `language`, as anybody may be told it."""
    error = for_anybody(error)
    kind = kind_of(error)
    body = {
        "type": kind.type,
        "title": kind.title.say(language),
        "status": kind.status,
        "detail": error.say(language),
        **_members(error, kind, language),
    }
    headers = {"Content-Language": language, "Vary": "Accept-Language", "Cache-Control": "no-store"}
    if isinstance(error, SignInNeeded):
        headers["WWW-Authenticate"] = 'Bearer realm="rutin"' + (
            ', error="invalid_token"' if error.given else ""
        )
    if isinstance(error, MethodNotAllowed):
        headers["Allow"] = error.allowed
    if isinstance(error, StoreTrouble | Busy):
        headers["Retry-After"] = "5"
    return Response(to_json(body), kind.status, headers, problems.MEDIA_TYPE)


def _members(error: RutinError, kind: Kind, language: str) -> dict[str, Any]:
    """What a program may read beside the words: one entry for each of the kind's members."""
    if isinstance(error, FactsWrong):
        return {"facts": _said(error.problems, language)}
    if isinstance(error, FieldsWrong):
        return {"fields": _said(error.fields, language)}
    if isinstance(error, NotPossibleHere):
        return {"possible": [each.said(language) for each in error.possible]}
    if isinstance(error, NotAwaited):
        return {"possible": [each.said(language) for each in error.possible], "instance": error.instance}
    if isinstance(error, ConditionNotMet):
        return {"because": Said(error.because_sv, error.because_en).say(language)}
    if isinstance(error, NotYours):
        who = list(dict.fromkeys(Said(*title).say(language) for title in error.who))
        return {"who": who, "reason": error.reason, "unit": error.unit}
    if isinstance(error, MovedOn):
        return {"revision": error.now}
    return {name: getattr(error, name) for name in kind.members}


def _said(sentences: Mapping[str, tuple[str, str]], language: str) -> dict[str, str]:
    return {clipped(name): Said(*words).say(language) for name, words in sentences.items()}


def respond(request: Request, error: RutinError) -> Response:
    """The problem: as a page to a browser that asks for one outside the API, else as JSON."""
    error = for_anybody(error)
    problem = answer(error, wanted(request))
    if request.url.path.startswith("/api/") or "text/html" not in request.headers.get("accept", ""):
        return problem
    shown: Response = request.app.state.problem_page(request, kind_of(error), error)
    for name in ("Retry-After", "Allow", "WWW-Authenticate"):
        if name in problem.headers:
            shown.headers[name] = problem.headers[name]
    return shown


async def _on_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, RutinError)
    shown = for_anybody(error)
    if kind_of(error).status >= 500:
        where = clipped(request.url.path, 200)
        log.error("%s: %s %s: %s", getattr(shown, "error_id", "-"), request.method, where, error)
    return respond(request, shown)


async def _on_wrong_request(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    if validation.is_not_json(error):
        return respond(request, MediaTypeWrong())
    return respond(request, FieldsWrong(validation.sentences(error)))


async def _on_wrong_cursor(request: Request, error: Exception) -> Response:
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
    """What the address takes: the framework tells only what one of its routes does."""
    path = getattr(request.scope.get("route"), "path", "")
    documented = [method.upper() for method in request.app.openapi()["paths"].get(path, ())]
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
