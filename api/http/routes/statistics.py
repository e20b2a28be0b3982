"""`/routines/{routine}/statistics`: how a routine has been followed, for the managers of the units that did."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from api.http.answers import json_answer
from api.http.dependencies import RoutineId, TheCaller
from api.http.openapi.document import refusals
from api.http.openapi.schemas.routine import RoutineStatistics
from api.http.problems.errors import FieldsWrong
from api.http.problems.kinds import NOT_FOUND, NOT_YOURS, REQUEST_WRONG, SIGN_IN_NEEDED
from api.http.request.dates import Day
from engine.figures.statistics import USUAL_PERIOD, Statistics
from engine.model.routine import Routine
from engine.said import Said
from engine.values import days
from engine.values.moments import iso

router = APIRouter(prefix="/api/v1/routines", tags=["Routines"])

_AFTER = Said(
    "”since” ligger efter den sista dagen. Byt plats på dagarna, eller ta bort en av dem.",
    "“since” is after the last day. Let the days change places, or leave one of them out.",
)

Since = Annotated[
    Day | None, Query(description="From the beginning of that day; else 123 days before the last.")
]
Until = Annotated[Day | None, Query(description="To the end of that day; else of today.")]
Unit = Annotated[
    str | None, Query(min_length=1, max_length=80, description="One of your units; else all that you manage.")
]


@router.get(
    "/{routine}/statistics",
    response_model=RoutineStatistics,
    responses=refusals(SIGN_IN_NEEDED, NOT_YOURS, NOT_FOUND, REQUEST_WRONG),
    summary="How one routine has been followed",
)
def get_statistics(
    routine: RoutineId, caller: TheCaller, since: Since = None, until: Until = None, unit: Unit = None
) -> Response:
    """How often each step was left and each choice, timer and end taken, and the median time, in the units that you manage.

    All versions together, in the whole calendar months that are over within the period. What fewer than five people did in a
    unit in a month is in no figure, so that nothing of them comes out by comparing units or periods.
    """
    engine = caller.engine
    newest = engine.routine(routine)
    zone = engine.context.zone
    last = until or engine.now().astimezone(zone).date()
    if since and until and since > until:
        raise FieldsWrong({"since": _AFTER})
    first = days.begins(since or last - USUAL_PERIOD, zone)
    found = engine.followed.statistics(routine, first, days.ends(last, zone), caller.me, unit)
    return json_answer(_told(found, newest, caller.language), caller.language)


def _told(found: Statistics, newest: Routine, language: str) -> dict[str, Any]:
    states = [newest.states[id] for id in newest.states if id in found.states]
    return {
        "routine": newest.id,
        "title": newest.title.say(language),
        "since": iso(found.since),
        "until": iso(found.until),
        "states": [
            {
                "state": state.id,
                "title": state.title.say(language),
                "visits": figures.visits,
                "people": figures.people,
                "median_minutes": None if figures.median is None else figures.median / timedelta(minutes=1),
            }
            for state in states
            if (figures := found.states[state.id])
        ],
        "ways": [
            {"kind": way.kind, "state": way.state or None, "id": way.id, "count": count}
            for way, count in sorted(
                found.ways.items(), key=lambda each: (each[0].kind, each[0].state, each[0].id)
            )
        ],
    }
