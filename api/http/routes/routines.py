"""`/routines`: what is published, for everybody who is signed in."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from api.http.answers import document_answer, handbook_answer, json_answer
from api.http.dependencies import DocumentId, RoutineId, TheCaller
from api.http.describe import detail, summary
from api.http.kept.pictures import Subject
from api.http.looks import TheLook
from api.http.openapi.document import DOCUMENT, HANDBOOK, picture, refusals
from api.http.openapi.schemas.routine import RoutineDetail, RoutineSummary
from api.http.problems.kinds import NOT_FOUND, REQUEST_WRONG, SIGN_IN_NEEDED
from diagrams.handbook.formats import Format
from engine.model.routine import Routine

router = APIRouter(prefix="/api/v1/routines", tags=["Routines"])

Version = Annotated[int | None, Query(ge=1, le=10**9, description="A published version; else the newest.")]


def _published(routine: RoutineId, caller: TheCaller, version: Version = None) -> Routine:
    return caller.engine.routine(routine, version)


Published = Annotated[Routine, Depends(_published)]

_REFUSALS = refusals(SIGN_IN_NEEDED, NOT_FOUND, REQUEST_WRONG)


@router.get(
    "",
    response_model=list[RoutineSummary],
    responses=refusals(SIGN_IN_NEEDED),
    summary="The published routines",
)
def list_routines(caller: TheCaller) -> Response:
    """All published routines, each with its newest version, and where you may start it."""
    found = [summary(routine, caller.me, caller.language) for routine in caller.engine.routines()]
    return json_answer(found, caller.language)


@router.get(
    "/{routine}",
    response_model=RoutineDetail,
    responses=refusals(SIGN_IN_NEEDED, NOT_FOUND, REQUEST_WRONG),
    summary="One routine",
)
def get_routine(routine: RoutineId, caller: TheCaller, version: Version = None) -> Response:
    """One routine with its states, roles, contacts, links, documents and facts."""
    found = caller.engine.routine(routine, version)
    return json_answer(detail(found, caller.me, caller.language), caller.language)


@router.get(
    "/{routine}/diagram.svg",
    response_class=Response,
    responses={**picture("svg"), **_REFUSALS},
    summary="One routine as a picture",
)
async def get_routine_diagram(
    found: Published, request: Request, caller: TheCaller, shown: TheLook
) -> Response:
    """The routine's picture as SVG: its steps numbered as everywhere, its decisions, events and timers."""
    subject = Subject(routine=found, look=shown.look("svg", caller.language))
    return await shown.answer(request, caller, subject)


@router.get(
    "/{routine}/diagram.png",
    response_class=Response,
    responses={**picture("png"), **_REFUSALS},
    summary="One routine as a picture of points",
)
async def get_routine_diagram_png(
    found: Published, request: Request, caller: TheCaller, shown: TheLook
) -> Response:
    """The same picture as PNG, twice as large as it is on paper."""
    subject = Subject(routine=found, look=shown.look("png", caller.language))
    return await shown.answer(request, caller, subject)


@router.get(
    "/{routine}/diagram.pdf",
    response_class=Response,
    responses={**picture("pdf"), **_REFUSALS},
    summary="One routine as a picture on paper",
)
async def get_routine_diagram_pdf(
    found: Published, request: Request, caller: TheCaller, shown: TheLook
) -> Response:
    """The same picture as PDF, on as many pages as it takes to be read (A4 unless `paper` says otherwise)."""
    subject = Subject(routine=found, look=shown.look("pdf", caller.language))
    return await shown.answer(request, caller, subject)


@router.get(
    "/{routine}/handbook.{format}",
    response_class=Response,
    responses={**HANDBOOK, **refusals(SIGN_IN_NEEDED, NOT_FOUND, REQUEST_WRONG)},
    summary="One routine as a handbook",
)
async def get_routine_handbook(
    found: Published, format: Format, request: Request, caller: TheCaller
) -> Response:
    """The routine's official document and its training part as HTML, PDF (PDF/UA) or DOCX."""
    return await handbook_answer(request, caller.handbooks, found, format, caller.language)


@router.get(
    "/{routine}/documents/{document}",
    response_class=Response,
    responses={**DOCUMENT, **_REFUSALS},
    summary="A document of a routine",
)
def get_routine_document(
    routine: RoutineId, document: DocumentId, request: Request, caller: TheCaller, version: Version = None
) -> Response:
    """A form or a sheet that belongs to the routine, as it was when that version was published."""
    found = caller.engine.document(routine, document, version)
    return document_answer(request, caller.engine, found)
