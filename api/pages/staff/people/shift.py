"""Somebody without an account is let in for a shift: the manager's page, which shows a code once, and the page where it is typed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Annotated

import segno
from fastapi import APIRouter, Query, Request
from fastapi.concurrency import run_in_threadpool
from markupsafe import Markup
from starlette.responses import HTMLResponse, Response

from api.http.guard.limits import limits
from api.http.own_address import own_address
from api.http.where_from import where_from
from api.pages.rendering import page
from api.pages.staff.entering import enter
from api.pages.staff.frame import staff_page
from api.pages.staff.people.unit import the_unit, units_of
from api.pages.staff.visitor import Form, TheForm, TheVisitor, Visitor
from engine.errors.value import FactsWrong
from engine.run.instance import Person
from engine.said import Said
from engine.service.people.managing import roles_to_give
from engine.service.people.shifts import CODE_LASTS, Code
from engine.values.moments import moment_said

router = APIRouter(include_in_schema=False)

_LONGEST_CODE = 40


@router.get("/unit/let-in")
def ask(request: Request, visitor: TheVisitor, unit: str = "") -> Response:
    """Who is let in, as what, and until when."""
    return _asked(request, visitor, the_unit(visitor, unit), {}, {})


@router.post("/unit/let-in")
async def let_in(request: Request, visitor: TheVisitor, form: TheForm) -> Response:
    """Makes a code and shows it, this once."""
    return await run_in_threadpool(_let_in, request, visitor, form)


def _let_in(request: Request, visitor: Visitor, form: Form) -> Response:
    engine, unit = visitor.engine, the_unit(visitor, form.text("unit"))
    typed = {name: form.text(name) for name in ("name", "role", "until")}
    if form.only_shows:
        return _asked(request, visitor, unit, typed, {})
    now = engine.now()
    until = _moment(typed["until"], now.astimezone(engine.context.zone))
    try:
        if form.key and not engine.sessions.is_first_use(f"let-in {form.key}", now + timedelta(hours=1)):
            raise FactsWrong({"key": _SHOWN})
        code = engine.shifts.let_in(visitor.me, typed["name"], (typed["role"], unit), until or now)
    except FactsWrong as wrong:
        return _asked(request, visitor, unit, typed, wrong.problems)
    return staff_page(
        request,
        visitor,
        "people/code.html",
        code=code,
        name=typed["name"],
        unit=unit,
        role=roles_to_give(engine.routines())[typed["role"]].say(visitor.language),
        address=own_address(request),
        square=_square(request, code),
    )


def _moment(text: str, now: datetime) -> datetime | None:
    """When the shift ends, as people write it: a time of day that has been is tomorrow's."""
    found = moment_said(text, now)
    if found is not None and found <= now < found + timedelta(days=1):
        found += timedelta(days=1)
    return found


def _asked(
    request: Request, visitor: Visitor, unit: str, typed: Mapping[str, str], problems: Mapping[str, Said]
) -> Response:
    gives = roles_to_give(visitor.engine.routines())
    return staff_page(
        request,
        visitor,
        "people/let_in.html",
        422 if problems else 200,
        unit=unit,
        units=units_of(visitor),
        gives={role: title.say(visitor.language) for role, title in gives.items()},
        typed=typed,
        errors={name: said.say(visitor.language) for name, said in problems.items()},
    )


def _square(request: Request, code: Code) -> Markup:
    """What a phone's camera reads the code from: it leads to the page where the code is typed, and stands there."""
    letters = code.text.replace(" ", "")
    drawn = segno.make(f"{own_address(request)}/enter?code={letters}", error="m", micro=False)
    return Markup(drawn.svg_inline(svgclass="square", lineclass=None, omitsize=True, border=4, light="#fff"))


@router.get("/enter")
def enter_page(request: Request, code: Annotated[str, Query(max_length=_LONGEST_CODE)] = "") -> HTMLResponse:
    """Where the code is typed. That it stands there uses it for nothing."""
    return page(request, "enter.html", code=code, told=None)


@router.post("/enter")
async def use(request: Request, form: TheForm) -> Response:
    """Lets whoever has the code in, for the shift."""
    tries, there = limits(request).tries, where_from(request)
    tries.check(there)
    engine, code = request.app.state.engine, form.text("code")[:_LONGEST_CODE]
    came = await run_in_threadpool(engine.shifts.use, code)
    if came is None:
        tries.count(there)
        return page(request, "enter.html", 422, code=code, told=_NO_CODE)
    return await enter(
        request, Person(came.subject, frozenset()), "/home", shift_ends=came.ends_at - engine.now()
    )


_HOURS = int(CODE_LASTS.total_seconds()) // 3600
_SHOWN = Said(
    "Koden har redan visats. Gör en ny om den inte hann användas.",
    "The code has been shown already. Make a new one if it was not used in time.",
)
_NO_CODE = Said(
    f"Koden gäller inte. Den fungerar en gång, inom {_HOURS} timme. Kontrollera bokstäverna, eller be chefen om en ny.",
    f"The code does not work. It works once, within {_HOURS} hour. Check its letters, or ask the manager for a new one.",
)
