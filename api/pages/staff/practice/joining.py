"""Coming in to a group that practises: by its code, as one of the roles."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, Response

from api.http.guard.limits import limits
from api.http.where_from import where_from
from api.pages.rendering import page
from api.pages.staff.entering import enter
from api.pages.staff.visitor import TheForm
from api.practice.groups import Group, Groups
from engine.said import Said

router = APIRouter(include_in_schema=False)

_LONGEST_CODE = 40

NO_GROUP = Said(
    "Det finns ingen grupp med den koden. Kontrollera bokstäverna, eller fråga den som leder övningen.",
    "There is no group with that code. Check its letters, or ask whoever leads the practice.",
)


@router.get("/practice/join")
def join_page(
    request: Request, code: Annotated[str, Query(max_length=_LONGEST_CODE)] = "", next: str = "/home"
) -> Response:
    """Where the code is typed; with a code that is right, the roles to choose from."""
    if not code:
        return _asked(request, "", next)
    tries, there = limits(request).tries, where_from(request)
    tries.check(there)
    groups = Groups(request.app.state.engine)
    found = groups.find(code)
    if found is None:
        tries.count(there)
        return _asked(request, code, next, NO_GROUP)
    return _roles(request, groups, found, next)


@router.post("/practice/join")
async def join(request: Request, form: TheForm) -> Response:
    """Lets whoever has the code in, as the role."""
    tries, there = limits(request).tries, where_from(request)
    tries.check(there)
    groups = Groups(request.app.state.engine)
    code, next = form.text("code")[:_LONGEST_CODE], form.text("next") or "/home"
    found = await run_in_threadpool(groups.find, code)
    if found is None:
        tries.count(there)
        return await run_in_threadpool(_asked, request, code, next, NO_GROUP)
    role = form.text("role")
    if role not in groups.titles():
        return await run_in_threadpool(_roles, request, groups, found, next)
    person = await run_in_threadpool(groups.join, found, role)
    return await enter(request, person, next)


def _asked(request: Request, code: str, next: str, told: Said | None = None) -> HTMLResponse:
    return page(request, "staff/practice/code.html", 422 if told else 200, code=code, next=next, told=told)


def _roles(request: Request, groups: Groups, group: Group, next: str) -> HTMLResponse:
    return page(request, "staff/practice/join.html", group=group, roles=groups.titles(), next=next)
