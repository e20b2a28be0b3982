"""`/routines`: what is published, for everybody who is signed in."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.answers import json_answer, picture_answer
from api.dependencies import Language, RoutineId, TheEngine, ThePictures
from api.describe import detail, summary
from api.identity import Me
from api.openapi import PICTURE, refusals
from api.pictures import Subject, Theme
from api.problems import NOT_FOUND, REQUEST_WRONG, SIGN_IN_NEEDED
from api.schemas import RoutineDetail, RoutineSummary

router = APIRouter(prefix="/api/v1/routines", tags=["Routines"])

Version = Annotated[int | None, Query(ge=1, le=10**9, description="A published version; else the newest.")]


@router.get(
    "",
    response_model=list[RoutineSummary],
    responses=refusals(SIGN_IN_NEEDED),
    summary="The published routines",
)
def list_routines(me: Me, engine: TheEngine, language: Language) -> Response:
    """All published routines, each with its newest version, and where you may start it."""
    return json_answer([summary(routine, me, language) for routine in engine.routines()], language)


@router.get(
    "/{routine}",
    response_model=RoutineDetail,
    responses=refusals(SIGN_IN_NEEDED, NOT_FOUND, REQUEST_WRONG),
    summary="One routine",
)
def get_routine(
    routine: RoutineId, me: Me, engine: TheEngine, language: Language, version: Version = None
) -> Response:
    """One routine with its states, roles, contacts and facts."""
    return json_answer(detail(engine.routine(routine, version), me, language), language)


@router.get(
    "/{routine}/diagram.svg",
    response_class=Response,
    responses={**PICTURE, **refusals(SIGN_IN_NEEDED, NOT_FOUND, REQUEST_WRONG)},
    summary="One routine as a picture",
)
def get_routine_diagram(
    routine: RoutineId,
    request: Request,
    me: Me,
    engine: TheEngine,
    pictures: ThePictures,
    language: Language,
    version: Version = None,
    theme: Theme = "light",
) -> Response:
    """The routine's picture as SVG: its steps numbered as everywhere, its decisions, events and timers."""
    subject = Subject(routine=engine.routine(routine, version), language=language, theme=theme)
    return picture_answer(request, pictures, subject)
