"""`/tasks`, `/notices`, `/me`: what waits, for whom, and who asks."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response

from api.http.answers import json_answer, page_answer, saved
from api.http.dependencies import TheCaller
from api.http.openapi.contents import HandOverAll
from api.http.openapi.document import PAGED, refusals
from api.http.openapi.schemas.instance import View
from api.http.openapi.schemas.person import Me as WhoIAm
from api.http.openapi.schemas.record import Notice, Task
from api.http.problems import kinds
from api.http.problems.errors import NotAllHandedOver
from api.http.request.exact_json import ExactJson
from api.http.request.paging import Cursor, Limit, next_address, next_link
from engine.errors.person import NotYours
from engine.said import Said
from engine.service.cursor import MOST

router = APIRouter(prefix="/api/v1", tags=["Work"], route_class=ExactJson)

_SIGNED_IN = refusals(kinds.SIGN_IN_NEEDED)


@router.get(
    "/tasks",
    response_model=list[Task],
    responses={**PAGED, **refusals(kinds.SIGN_IN_NEEDED, kinds.REQUEST_WRONG)},
    summary="What waits",
)
def list_tasks(request: Request, caller: TheCaller, cursor: Cursor = None, limit: Limit = MOST) -> Response:
    """Open steps: yours first, then those free for your roles, then the rest of your units'; in each group,
    what is due first stands first."""
    page = caller.engine.records.tasks(caller.me, caller.language, cursor, limit)
    return page_answer(request, page, dict, caller.language)


@router.get(
    "/notices",
    response_model=list[Notice],
    responses={**PAGED, **refusals(kinds.SIGN_IN_NEEDED, kinds.REQUEST_WRONG)},
    summary="Reminders and notices",
)
def list_notices(
    request: Request,
    caller: TheCaller,
    status: Annotated[
        Literal["standing", "over"],
        Query(
            description="`over`: those whose step has been left, whose deadline has been moved, or whose instance is over."
        ),
    ] = "standing",
    cursor: Cursor = None,
    limit: Limit = MOST,
) -> Response:
    """What timers have told you, or one of your roles, the newest first, for as long as it is so. No notice names a client."""
    page = caller.engine.records.notices(caller.me, cursor, limit, is_over=status == "over")
    return page_answer(request, page, dict, caller.language)


@router.get("/me", response_model=WhoIAm, responses=_SIGNED_IN, summary="Who you are")
async def get_me(caller: TheCaller) -> Response:
    """Your subject, and your roles in your units."""
    grants = [{"role": role, "unit": unit} for role, unit in sorted(caller.me.grants)]
    return json_answer({"subject": caller.me.subject, "grants": grants}, caller.language)


@router.post(
    "/me/hand-over",
    response_model=list[View],
    responses={
        **PAGED,
        **refusals(
            kinds.SIGN_IN_NEEDED,
            kinds.NOT_YOURS,
            kinds.NOT_FOUND,
            kinds.MEDIA_TYPE_WRONG,
            kinds.REQUEST_WRONG,
            kinds.FACTS_WRONG,
            kinds.NOT_ALL_HANDED_OVER,
            kinds.SAVED,
        ),
    },
    summary="Hand over all that is open",
)
def hand_over_all(
    request: Request, content: HandOverAll, caller: TheCaller, cursor: Cursor = None
) -> Response:
    """At the end of a shift, or when a phone is lost: everything that you have open in a unit gets another owner. A manager of
    the unit may do it for somebody else. What can't be handed over keeps its owner, and is told; the rest is handed over.
    At most 200 at once: where there is more, send the same to the address of the `Link` with `rel="next"`."""
    of = content.of or caller.me.subject
    if of != caller.me.subject and all(unit != content.unit for _, unit in caller.me.grants):
        raise NotYours([Said("enhetens chef", "the unit's manager")], "role", content.unit)
    done = caller.engine.handing_over.all_of(caller.me, of, content.to, content.unit, caller.language, cursor)
    answers = done.answers
    if done.refused:
        refused = {id: why.say(caller.language) for id, why in done.refused.items()}
        handed_over = [answer.instance for answer in answers]
        raise NotAllHandedOver(handed_over, refused, next_address(request, done.next))
    if not answers:
        return json_answer([], caller.language)
    with saved(answers[0]):
        views = [answer.view() for answer in answers]
        return json_answer(views, caller.language, headers=next_link(request, done.next))
