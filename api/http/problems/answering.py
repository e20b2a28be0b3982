"""An error as a problem (RFC 9457), here and nowhere else: one table from error to kind, and what the answer holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import Request
from pydantic_core import to_json
from starlette.responses import Response

from api.http.language import wanted
from api.http.problems import kinds as problems
from api.http.problems.errors import (
    Busy,
    Ended,
    FieldsWrong,
    FromElsewhere,
    HeaderWrong,
    Leaving,
    MediaTypeWrong,
    MethodNotAllowed,
    NoSuchAddress,
    NotAllHandedOver,
    NotDrawn,
    NotReady,
    OnlyOnThisMachine,
    Saved,
    SignInNeeded,
    TooLarge,
    TooMany,
    TooSlow,
    Unavailable,
    Unexpected,
)
from api.http.problems.kind import MEDIA_TYPE, Kind
from api.oidc.problems import Silent
from diagrams.errors import CannotDraw
from engine.errors.draft import NewerDraft
from engine.errors.fault import NotSaved
from engine.errors.person import NotYours
from engine.errors.published import VersionTaken
from engine.errors.request import AlreadyRegistered, KeyReused, NotFound
from engine.errors.retention import PersonHeld
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

KIND_OF: Mapping[type[RutinError], Kind] = {
    Refusal: problems.REFUSED,
    NotPossibleHere: problems.NOT_POSSIBLE_HERE,
    NotAwaited: problems.NOT_AWAITED,
    NotTaken: problems.NOT_TAKEN,
    ConditionNotMet: problems.CONDITION_NOT_MET,
    NotYours: problems.NOT_YOURS,
    FactsWrong: problems.FACTS_WRONG,
    MovedOn: problems.MOVED_ON,
    NewerDraft: problems.NEWER_DRAFT,
    NotRunning: problems.NOT_RUNNING,
    Stale: problems.STALE,
    CannotUndo: problems.CANNOT_UNDO,
    NotFound: problems.NOT_FOUND,
    KeyReused: problems.KEY_REUSED,
    AlreadyRegistered: problems.ALREADY_REGISTERED,
    PersonHeld: problems.PERSON_HELD,
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
    FromElsewhere: problems.FROM_ELSEWHERE,
    Silent: problems.SIGN_IN_SILENT,
    TooMany: problems.TOO_MANY,
    CannotDraw: problems.CANNOT_DRAW,
    NotReady: problems.NOT_READY,
    Saved: problems.SAVED,
    NotAllHandedOver: problems.NOT_ALL_HANDED_OVER,
    Ended: problems.ENDED,
    Leaving: problems.LEAVING,
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
    if isinstance(error, StoreTrouble | Busy | Silent):
        headers["Retry-After"] = "5"
    if isinstance(error, TooMany):
        headers["Retry-After"] = str(error.after)
    return Response(to_json(body), kind.status, headers, MEDIA_TYPE)


def _members(error: RutinError, kind: Kind, language: str) -> dict[str, Any]:
    """What a program may read beside the words: one entry for each of the kind's members."""
    if isinstance(error, FactsWrong):
        return {"facts": _said(error.problems, language)}
    if isinstance(error, FieldsWrong):
        return {"fields": _said(error.fields, language)}
    if isinstance(error, NotPossibleHere):
        return {"possible": [each.as_json(language) for each in error.possible]}
    if isinstance(error, NotAwaited):
        return {"possible": [each.as_json(language) for each in error.possible], "instance": error.instance}
    if isinstance(error, ConditionNotMet):
        return {"because": error.because.say(language)}
    if isinstance(error, NotYours):
        return {"who": error.can(language), "reason": error.reason, "unit": error.unit}
    if isinstance(error, MovedOn):
        return {"revision": error.now}
    return {name: getattr(error, name) for name in kind.members}


def _said(sentences: Mapping[str, Said], language: str) -> dict[str, str]:
    return {clipped(name): said.say(language) for name, said in sentences.items()}


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


def for_anybody(error: RutinError) -> RutinError:
    """The error as a stranger may be told it: nothing of where the database is or which programs are used."""
    if isinstance(error, Unavailable | NotDrawn):
        return error
    if isinstance(error, StoreTrouble):
        return Unavailable(error)
    return NotDrawn() if isinstance(error, CannotDraw) else error
