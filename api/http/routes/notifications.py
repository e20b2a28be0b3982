"""`/me/notifications`, `/undelivered`: what people hear of, by what and when; and what they have not got, for their managers."""

from __future__ import annotations

from datetime import time
from functools import partial
from typing import Any

from fastapi import APIRouter, Request, Response

from api.http.answers import json_answer, page_answer
from api.http.dependencies import Caller, TheCaller
from api.http.openapi.document import PAGED, refusals
from api.http.openapi.notifications import HoursChosen, NotificationsChosen, UndeliveredName
from api.http.openapi.schemas import notification
from api.http.openapi.schemas.administration import Done
from api.http.problems import kinds
from api.http.request.exact_json import ExactJson
from api.http.request.paging import Cursor, Limit
from engine.errors.request import NotFound
from engine.service.cursor import MOST
from engine.service.notifying.choices import Choices
from engine.service.notifying.hours import Hours
from engine.service.notifying.kinds import CHOSEN, WAYS
from engine.service.notifying.undelivered import Undelivered
from engine.values.moments import iso

router = APIRouter(prefix="/api/v1", tags=["Work"], route_class=ExactJson)

_CHOSEN = refusals(kinds.SIGN_IN_NEEDED, kinds.REQUEST_WRONG, kinds.FACTS_WRONG, kinds.MEDIA_TYPE_WRONG)
_AGAIN = refusals(
    kinds.SIGN_IN_NEEDED, kinds.NOT_YOURS, kinds.NOT_FOUND, kinds.REQUEST_WRONG, kinds.MEDIA_TYPE_WRONG
)


@router.get(
    "/me/notifications",
    response_model=notification.MyNotifications,
    responses=refusals(kinds.SIGN_IN_NEEDED),
    summary="What you hear of",
)
def get_my_notifications(caller: TheCaller) -> Response:
    """By what you hear of each thing, within which hours, and where it goes. Whoever has chosen nothing gets all by mail, at any time."""
    return json_answer(_told(caller), caller.language)


@router.put(
    "/me/notifications",
    response_model=notification.MyNotifications,
    responses=_CHOSEN,
    summary="Choose what you hear of",
)
def put_my_notifications(content: NotificationsChosen, caller: TheCaller) -> Response:
    """Instead of what you had chosen. What comes outside your hours waits until they begin, and is not told if it is over by then."""
    choices = Choices(
        ways={kind: frozenset(getattr(content.ways, kind)) for kind in CHOSEN},
        hours=_hours(content.hours),
        language=content.language,
    )
    caller.engine.notice_choices.choose(caller.me.subject, choices)
    return json_answer(_told(caller), caller.language)


@router.get(
    "/undelivered",
    response_model=list[notification.Undelivered],
    responses={**PAGED, **refusals(kinds.SIGN_IN_NEEDED, kinds.REQUEST_WRONG)},
    summary="What your people have not got",
)
def list_undelivered(
    request: Request, caller: TheCaller, cursor: Cursor = None, limit: Limit = MOST
) -> Response:
    """What could not be told to somebody, of the instances that you manage: why not, and what to do. A page may hold fewer than asked
    for."""
    page = caller.engine.undelivered.listed(caller.me, cursor, limit)
    return page_answer(request, page, partial(_undelivered, caller.language), caller.language)


@router.post("/undelivered/send", response_model=Done, responses=_AGAIN, summary="Tell it again")
def tell_again(content: UndeliveredName, caller: TheCaller) -> Response:
    """Tries it now, and as often as something new: when an address has been put right, say, or somebody has got the role."""
    caller.engine.undelivered.send_again(caller.me, content.id)
    return json_answer({"done": True}, caller.language)


def _told(caller: Caller) -> dict[str, Any]:
    choices = caller.engine.notice_choices.of(caller.me.subject)
    try:
        known = caller.engine.people.one(caller.me.subject)
        reached: dict[str, str | None] = {"mail": known.mail, "phone": known.phone}
    except NotFound:
        reached = {"mail": None, "phone": None}
    hours = choices.hours
    return {
        "ways": {kind: [way for way in WAYS if way in choices.ways[kind]] for kind in CHOSEN},
        "hours": hours and {"opens": f"{hours.opens:%H:%M}", "closes": f"{hours.closes:%H:%M}"},
        "language": choices.language,
        **reached,
    }


def _hours(chosen: HoursChosen | None) -> Hours | None:
    if chosen is None:
        return None
    return Hours(time.fromisoformat(chosen.opens), time.fromisoformat(chosen.closes))


def _undelivered(language: str, each: Undelivered) -> dict[str, Any]:
    return {
        "id": each.id,
        "kind": each.kind,
        "instance": each.instance,
        "routine": each.routine.say(language),
        "step": each.step.say(language),
        "unit": each.unit,
        "receiver": each.receiver,
        "way": each.way,
        "since": iso(each.since),
        "problem": each.problem.say(language),
    }
