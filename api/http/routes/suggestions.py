"""`/suggestions`: what people suggest be changed in a routine."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response

from api.http.answers import json_answer, page_answer
from api.http.dependencies import TheCaller
from api.http.openapi.contents import NewSuggestion, SuggestionAnswer
from api.http.openapi.document import PAGED, refusals
from api.http.openapi.schemas.record import Suggestion as Described
from api.http.problems import kinds
from api.http.request.exact_json import ExactJson
from api.http.request.paging import Cursor, Limit
from engine.service.cursor import MOST
from engine.service.suggestions import Suggestion
from engine.values.moments import iso

router = APIRouter(prefix="/api/v1", tags=["Work"], route_class=ExactJson)

_WRITTEN = (
    kinds.SIGN_IN_NEEDED,
    kinds.NOT_FOUND,
    kinds.FACTS_WRONG,
    kinds.MEDIA_TYPE_WRONG,
    kinds.REQUEST_WRONG,
)


@router.post(
    "/suggestions",
    status_code=201,
    response_model=Described,
    responses=refusals(*_WRITTEN),
    summary="Suggest a change",
)
def suggest(content: NewSuggestion, caller: TheCaller) -> Response:
    """Writes down a sentence about a routine, or about one step of it, for the role that the organisation has named to read it."""
    suggested = caller.engine.suggestions.suggest(
        caller.me, content.routine, content.text, version=content.version, state=content.state
    )
    return json_answer(_told(suggested), caller.language, 201)


@router.get(
    "/suggestions",
    response_model=list[Described],
    responses={**PAGED, **refusals(kinds.SIGN_IN_NEEDED, kinds.NOT_YOURS, kinds.REQUEST_WRONG)},
    summary="What has been suggested",
)
def list_suggestions(
    request: Request,
    caller: TheCaller,
    of: Annotated[
        Literal["me", "all"], Query(description="Yours, or everybody's: for the role that answers them.")
    ] = "me",
    status: Annotated[Literal["waiting", "answered"], Query(description="Which of everybody's.")] = "waiting",
    cursor: Cursor = None,
    limit: Limit = MOST,
) -> Response:
    """What you have suggested, with what was answered; or what all have."""
    suggestions = caller.engine.suggestions
    if of == "me":
        page = suggestions.mine(caller.me, cursor, limit)
    else:
        owner = request.app.state.settings.suggestions_to
        page = suggestions.everybodys(
            caller.me, owner, is_answered=status == "answered", cursor=cursor, most=limit
        )
    return page_answer(request, page, _told, caller.language)


@router.post(
    "/suggestions/answer",
    response_model=Described,
    responses=refusals(*_WRITTEN, kinds.NOT_YOURS),
    summary="Answer a suggestion",
)
def answer_suggestion(request: Request, content: SuggestionAnswer, caller: TheCaller) -> Response:
    """Answers it, for whoever suggested it to read. For the role that the organisation has named."""
    owner = request.app.state.settings.suggestions_to
    answered = caller.engine.suggestions.answer(caller.me, owner, content.suggestion, content.text)
    return json_answer(_told(answered), caller.language)


def _told(suggested: Suggestion) -> dict[str, Any]:
    return {
        "id": suggested.id,
        "routine": suggested.routine,
        "version": suggested.version,
        "state": suggested.state,
        "by": suggested.by,
        "at": iso(suggested.at),
        "text": suggested.text,
        "answer": suggested.answer,
        "answered_by": suggested.answered_by,
        "answered_at": iso(suggested.answered_at) if suggested.answered_at else None,
    }
