"""`/tokens`: who has a key to the API, and until when; for administrators. New ones are given out by `rutin token` alone."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from api.http.answers import json_answer, page_answer
from api.http.dependencies import TheAdministrator
from api.http.openapi.contents import EndedTokens, Subject
from api.http.openapi.document import PAGED, refusals
from api.http.openapi.schemas.person import EndedCount, Token
from api.http.problems import kinds
from api.http.request.exact_json import ExactJson
from api.http.request.paging import Cursor
from engine.service.access.tokens import TokenInfo
from engine.service.cursor import Page
from engine.values import days
from engine.values.moments import iso

router = APIRouter(prefix="/api/v1/tokens", tags=["Administration"], route_class=ExactJson)

_ASKED = (kinds.SIGN_IN_NEEDED, kinds.NOT_YOURS, kinds.NOT_FOUND, kinds.REQUEST_WRONG)


@router.get(
    "", response_model=list[Token], responses={**PAGED, **refusals(*_ASKED)}, summary="Whose tokens there are"
)
def list_tokens(
    request: Request,
    caller: TheAdministrator,
    subject: Annotated[
        Subject | None, Query(description="Only theirs, without those that have been ended.")
    ] = None,
    cursor: Cursor = None,
) -> Response:
    """Everybody's tokens, the newest first, also those that have ended."""
    known = caller.engine.tokens
    page = known.everybodys(cursor) if subject is None else Page(known.of(subject))
    return page_answer(request, page, _told, caller.language)


@router.post(
    "/end",
    response_model=EndedCount,
    responses=refusals(*_ASKED, kinds.MEDIA_TYPE_WRONG),
    summary="End somebody's tokens",
)
def end_tokens(content: EndedTokens, caller: TheAdministrator) -> Response:
    """Now, within five seconds, or with the end of a day: all of somebody's, or one of them. What they have done stands."""
    engine = caller.engine
    at = days.ends(content.until, engine.context.zone) if content.until else None
    return json_answer({"ended": engine.tokens.end(content.subject, content.token, at)}, caller.language)


def _told(token: TokenInfo) -> dict[str, Any]:
    return {
        "id": token.id,
        "subject": token.subject,
        "grants": [{"role": role, "unit": unit} for role, unit in token.grants],
        "administrator": token.administers,
        "created_at": iso(token.created_at),
        "until": iso(token.ends_at) if token.ends_at else None,
        "ended_at": iso(token.ended_at) if token.ended_at else None,
        "works": token.works,
    }
