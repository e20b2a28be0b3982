"""Who works in the units that a manager leads: added with a role, and the role taken away; who is let in for a shift."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from api.http.request.paging import Cursor
from api.pages.staff.frame import name_of, role_titles, staff_page
from api.pages.staff.people.words import BY, DONE
from api.pages.staff.visitor import Form, TheForm, TheVisitor, Visitor
from engine.errors.person import NotYours
from engine.errors.value import FactsWrong
from engine.said import Said
from engine.service.people.entry import entry
from engine.service.people.managing import managed_units, roles_to_give

router = APIRouter(include_in_schema=False)

_A_PAGE = 50

PATH = "/unit/people"


def units_of(visitor: Visitor) -> list[str]:
    """The units that the visitor leads. Raises NotYours where there is none."""
    units = sorted(managed_units(visitor.me, visitor.engine.routines()))
    if not units:
        raise NotYours([Said("chefen", "the manager")], "role", "")
    return units


def the_unit(visitor: Visitor, wanted: str) -> str:
    """The unit that is meant, of those that the visitor leads."""
    units = units_of(visitor)
    return wanted if wanted in units else units[0]


@router.get(PATH)
def people(
    request: Request, visitor: TheVisitor, unit: str = "", cursor: Cursor = None, done: str = ""
) -> Response:
    """Who works in the unit, with their roles there."""
    return _page(request, visitor, the_unit(visitor, unit), cursor, done=done)


@router.post(PATH)
async def add(request: Request, visitor: TheVisitor, form: TheForm) -> Response:
    """Adds somebody in the unit, or a role of theirs."""
    return await run_in_threadpool(_add, request, visitor, form)


def _add(request: Request, visitor: Visitor, form: Form) -> Response:
    unit = the_unit(visitor, form.text("unit"))
    typed = {name: form.text(name) for name in ("subject", "name", "phone", "role")}
    if form.only_shows:
        return _page(request, visitor, unit, None, typed=typed)
    try:
        made = entry(typed["subject"], typed["name"], phone=typed["phone"], grants=[(typed["role"], unit)])
        visitor.engine.staff.give(visitor.me, made)
    except FactsWrong as wrong:
        return _page(request, visitor, unit, None, typed=typed, problems=wrong.problems)
    return RedirectResponse(_address(unit, "kept"), 303)


@router.post(f"{PATH}/take")
async def take(visitor: TheVisitor, form: TheForm) -> Response:
    """Takes a role in the unit away."""
    unit = the_unit(visitor, form.text("unit"))
    grant = form.text("role"), unit
    await run_in_threadpool(visitor.engine.staff.take, visitor.me, form.text("subject"), grant)
    return RedirectResponse(_address(unit, "taken"), 303)


@router.post(f"{PATH}/end")
async def end(visitor: TheVisitor, form: TheForm) -> Response:
    """Ends a shift that somebody was let in for."""
    unit = the_unit(visitor, form.text("unit"))
    await run_in_threadpool(visitor.engine.shifts.end, visitor.me, form.text("shift"))
    return RedirectResponse(_address(unit, "shift"), 303)


def _address(unit: str, done: str) -> str:
    return f"{PATH}?{urlencode({'unit': unit, 'done': done})}"


def _page(
    request: Request,
    visitor: Visitor,
    unit: str,
    cursor: str | None,
    *,
    typed: Mapping[str, str] | None = None,
    problems: Mapping[str, Said] | None = None,
    done: str = "",
) -> Response:
    engine = visitor.engine
    page = engine.people.holders(unit, cursor=cursor, most=_A_PAGE)
    gives = roles_to_give(engine.routines())
    found = [(each, each.held_in(unit)) for each in page.items]
    return staff_page(
        request,
        visitor,
        "people/unit.html",
        422 if problems else 200,
        unit=unit,
        units=units_of(visitor),
        people=found,
        more=page.next,
        shifts=engine.shifts.of_unit(visitor.me, unit),
        now=engine.now(),
        name_of=name_of(visitor),
        titles=role_titles(visitor),
        gives={role: title.say(visitor.language) for role, title in gives.items()},
        by=BY,
        typed=typed or {},
        errors={name: said.say(visitor.language) for name, said in (problems or {}).items()},
        done=DONE.get(done),
    )
