"""`/deliveries`, `/settings`: what administrators see to beside tokens and people. No instances, no facts."""

from __future__ import annotations

from functools import partial
from typing import Any

from fastapi import APIRouter, Request, Response

from api.http.answers import json_answer, page_answer
from api.http.dependencies import TheAdministrator
from api.http.openapi.contents import DeliveryName
from api.http.openapi.document import PAGED, refusals
from api.http.openapi.schemas.administration import Delivery, Done, SettingsTold
from api.http.problems import kinds
from api.http.request.exact_json import ExactJson
from api.http.request.paging import Cursor, Limit
from engine.service.cursor import MOST
from engine.service.upkeep import administration
from engine.values.moments import iso

router = APIRouter(prefix="/api/v1", tags=["Administration"], route_class=ExactJson)

_LISTED = refusals(kinds.SIGN_IN_NEEDED, kinds.NOT_YOURS, kinds.REQUEST_WRONG)
_DONE = refusals(
    kinds.SIGN_IN_NEEDED, kinds.NOT_YOURS, kinds.NOT_FOUND, kinds.REQUEST_WRONG, kinds.MEDIA_TYPE_WRONG
)


@router.get(
    "/deliveries",
    response_model=list[Delivery],
    responses={**PAGED, **_LISTED},
    summary="What is to leave the house",
)
def list_deliveries(
    request: Request, caller: TheAdministrator, cursor: Cursor = None, limit: Limit = MOST
) -> Response:
    """Mails and webhooks of routines that have not left, and what could not be told to people: how often it was tried, what stood against
    it, and whether it was given up."""
    page = caller.engine.administration.deliveries(cursor, limit)
    return page_answer(request, page, partial(_delivery, caller.language), caller.language)


@router.post("/deliveries/send", response_model=Done, responses=_DONE, summary="Send something again")
def send_again(content: DeliveryName, caller: TheAdministrator) -> Response:
    """Tries a delivery now, and as often as a new one; also one that was given up."""
    caller.engine.administration.send_again(content.delivery)
    return json_answer({"done": True}, caller.language)


@router.get("/settings", response_model=SettingsTold, responses=_LISTED, summary="What is set")
def list_settings(request: Request, caller: TheAdministrator) -> Response:
    """Which settings of the server and of the organisation's routines have a value. What is secret is not told."""
    server = [each._asdict() for each in request.app.state.settings.told()]
    known = caller.engine.context.settings
    return json_answer({"server": server, "routines": dict(sorted(known.items()))}, caller.language)


def _delivery(language: str, waiting: administration.Delivery) -> dict[str, Any]:
    return {
        "id": waiting.id,
        "kind": waiting.kind,
        "attempts": waiting.attempts,
        "next_try": iso(waiting.next_try),
        "problem": waiting.problem.say(language) if waiting.problem else None,
        "given_up": waiting.given_up,
    }
