"""`/instances/{instance}/drafts`: what is filled in of steps that are half done."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Response

from api.http.answers import json_answer
from api.http.dependencies import InstanceId, TheCaller
from api.http.openapi.contents import Filled
from api.http.openapi.document import refusals
from api.http.openapi.schemas.record import Draft as Described
from api.http.problems import kinds
from api.http.request.exact_json import ExactJson
from api.http.routes.instances import PREFIX
from engine.service.drafts import Draft
from engine.values.moments import iso

router = APIRouter(prefix=PREFIX, tags=["Instances"], route_class=ExactJson)


@router.get(
    "/{instance}/drafts",
    response_model=list[Described],
    responses=refusals(kinds.SIGN_IN_NEEDED, kinds.NOT_YOURS, kinds.NOT_FOUND),
    summary="What is half filled in",
)
def list_drafts(instance: InstanceId, caller: TheCaller) -> Response:
    """What has been filled in, and not sent, of the open steps that you have: a colleague may have begun, or you on another phone."""
    drafts = caller.engine.drafts.of(instance, caller.me)
    return json_answer([_told(each) for each in drafts], caller.language)


@router.post(
    "/{instance}/drafts",
    response_model=Described,
    responses=refusals(
        kinds.SIGN_IN_NEEDED,
        kinds.NOT_YOURS,
        kinds.NOT_FOUND,
        kinds.NOT_RUNNING,
        kinds.NOT_POSSIBLE_HERE,
        kinds.NEWER_DRAFT,
        kinds.MEDIA_TYPE_WRONG,
        kinds.REQUEST_WRONG,
        kinds.FACTS_WRONG,
    ),
    summary="Keep what is half filled in",
)
def save_draft(content: Filled, instance: InstanceId, caller: TheCaller) -> Response:
    """Keeps ticks and answers of an open step as they are, without judging them. They are outside the history, no step reads them, and
    they go when the step is left."""
    draft = caller.engine.drafts.save(
        instance,
        content.state,
        caller.me,
        checked=content.checked,
        typed=content.typed,
        seen=content.seen,
    )
    return json_answer(_told(draft), caller.language)


def _told(draft: Draft) -> dict[str, Any]:
    return {
        "state": draft.state,
        "number": draft.number,
        "by": draft.by,
        "at": iso(draft.at),
        "checked": sorted(draft.checked),
        "typed": draft.typed,
    }
