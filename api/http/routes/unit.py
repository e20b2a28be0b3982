"""`/unit`: who works in a unit, and who is let in for a shift; for its managers."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from api.http.answers import json_answer, page_answer, paper_answer
from api.http.dependencies import Caller, TheCaller
from api.http.openapi.contents import UnitName
from api.http.openapi.document import PAGED, PAPER, refusals
from api.http.openapi.people import EndedShift, GivenRole, ShiftToLetIn, TakenRole
from api.http.openapi.schemas.administration import Done
from api.http.openapi.schemas.person import LetInForShift, ShiftCode, UnitPerson
from api.http.problems import kinds
from api.http.request.exact_json import ExactJson
from api.http.request.paging import Cursor, Limit
from api.person_told import held_told
from api.unit_paper import unit_paper
from engine.service.cursor import MOST
from engine.service.people.entry import entry
from engine.service.people.managing import check_manages
from engine.service.people.register import Known
from engine.service.people.shifts import LetIn
from engine.values.moments import iso

router = APIRouter(prefix="/api/v1/unit", tags=["Your unit"], route_class=ExactJson)

_ASKED = (kinds.SIGN_IN_NEEDED, kinds.NOT_YOURS, kinds.REQUEST_WRONG)
_WRITTEN = (*_ASKED, kinds.FACTS_WRONG, kinds.MEDIA_TYPE_WRONG)

TheUnit = Annotated[UnitName, Query(description="A unit that you manage.")]


@router.get(
    "/people",
    response_model=list[UnitPerson],
    responses={**PAGED, **refusals(*_ASKED)},
    summary="Who works in the unit",
)
def list_unit_people(
    request: Request, unit: TheUnit, caller: TheCaller, cursor: Cursor = None, limit: Limit = MOST
) -> Response:
    """Who holds a role in the unit now, in the order in which they came, with their roles there and no others."""
    _check(caller, unit)
    page = caller.engine.people.holders(unit, cursor=cursor, most=limit)
    return page_answer(request, page, lambda known: _person(known, unit), caller.language)


@router.get(
    "/open.pdf",
    response_class=Response,
    responses={**PAPER, **refusals(*_ASKED, kinds.CANNOT_DRAW)},
    summary="All that is open, to print",
)
def get_open_paper(unit: TheUnit, caller: TheCaller) -> Response:
    """Each routine that runs in the unit, with where it stands, who has it, its times, what is filled in, and lines to go on by hand.
    Each is written down as read by you."""
    return paper_answer(unit_paper(caller.engine, unit, caller.me, caller.language), caller.language)


@router.post(
    "/people", response_model=UnitPerson, responses=refusals(*_WRITTEN), summary="Give somebody a role in it"
)
def give_role(content: GivenRole, caller: TheCaller) -> Response:
    """Somebody who is new, or one more role of theirs; never a manager's. Name and number of somebody who holds something elsewhere stay
    as they are."""
    made = entry(content.subject, content.name, phone=content.phone, grants=[(content.role, content.unit)])
    caller.engine.staff.give(caller.me, made)
    return json_answer(_person(caller.engine.people.one(made.subject), content.unit), caller.language)


@router.post(
    "/people/take",
    response_model=Done,
    responses=refusals(*_WRITTEN, kinds.NOT_FOUND),
    summary="Take a role in it away",
)
def take_role(content: TakenRole, caller: TheCaller) -> Response:
    """One that is written down. It is gone at once."""
    caller.engine.staff.take(caller.me, content.subject, (content.role, content.unit))
    return json_answer({"done": True}, caller.language)


@router.get(
    "/shifts",
    response_model=list[LetInForShift],
    responses=refusals(*_ASKED),
    summary="Who was let in for a shift",
)
def list_shifts(unit: TheUnit, caller: TheCaller) -> Response:
    """In the last week, the latest first; fifty of them at most."""
    _check(caller, unit)
    return json_answer(
        [_let_in(each) for each in caller.engine.shifts.of_unit(caller.me, unit)], caller.language
    )


@router.post(
    "/shifts", response_model=ShiftCode, responses=refusals(*_WRITTEN), summary="Let somebody in for a shift"
)
def let_in(content: ShiftToLetIn, caller: TheCaller) -> Response:
    """Somebody without an account. The code is told this once: it is typed on the page `/enter`, works once, and within an hour."""
    code = caller.engine.shifts.let_in(caller.me, content.name, (content.role, content.unit), content.until)
    told = {"code": code.text, "works_until": iso(code.works_until), "until": iso(code.ends_at)}
    return json_answer(told, caller.language)


@router.post(
    "/shifts/end",
    response_model=Done,
    responses=refusals(*_ASKED, kinds.NOT_FOUND, kinds.MEDIA_TYPE_WRONG),
    summary="End a shift",
)
def end_shift(content: EndedShift, caller: TheCaller) -> Response:
    """One that somebody was let in for, or a code that nobody has used. Whoever came in by it is out at once."""
    caller.engine.shifts.end(caller.me, content.shift)
    return json_answer({"done": True}, caller.language)


def _check(caller: Caller, unit: str) -> None:
    check_manages(caller.me, unit, caller.engine.routines())


def _person(known: Known, unit: str) -> dict[str, Any]:
    held = [held_told(each) for each in known.held_in(unit)]
    return {"subject": known.subject, "name": known.name, "grants": held}


def _let_in(each: LetIn) -> dict[str, Any]:
    return {
        "shift": each.id,
        "subject": each.subject,
        "role": each.role,
        "unit": each.unit,
        "by": each.by,
        "made_at": iso(each.made_at),
        "works_until": iso(each.works_until),
        "used_at": iso(each.used_at) if each.used_at else None,
        "until": iso(each.ends_at),
    }
