"""An instance is given to a named colleague, who goes on with it."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from api.http.changing import Change
from api.http.dependencies import InstanceId
from api.http.problems.answering import kind_of
from api.http.request.paging import Cursor
from api.pages.staff.frame import name_of, staff_page
from api.pages.staff.visitor import TheForm, TheVisitor, Visitor
from engine.errors.root import Refusal
from engine.errors.value import FactsWrong
from engine.run.commands import HandOver
from engine.said import Said

router = APIRouter(prefix="/instances", include_in_schema=False)


@router.get("/{instance}/hand-over")
def ask(request: Request, instance: InstanceId, visitor: TheVisitor, cursor: Cursor = None) -> Response:
    """To whom."""
    return _asked(request, visitor, instance, cursor=cursor)


def _asked(
    request: Request,
    visitor: Visitor,
    instance: str,
    *,
    cursor: str | None = None,
    told: str = "",
    status: int = 200,
) -> Response:
    view = visitor.engine.records.view(instance, visitor.me, visitor.language)
    page = visitor.engine.handing_over.successors(instance, visitor.me, cursor)
    return staff_page(
        request,
        visitor,
        "hand_over.html",
        status,
        view=view,
        colleagues=[each.subject for each in page.items],
        more=page.next,
        name_of=name_of(visitor),
        told=told,
    )


@router.post("/{instance}/hand-over")
async def give(request: Request, instance: InstanceId, visitor: TheVisitor, form: TheForm) -> Response:
    """Gives it, with what it has called."""

    async def again(**rest: Any) -> Response:
        return await run_in_threadpool(lambda: _asked(request, visitor, instance, **rest))

    to = form.text("to")
    if not to:
        return await again(told=_NOBODY.say(visitor.language), status=422)
    change = Change(visitor, form.key, instance, form.revision)
    try:
        await change.check_receiver(to)
        await change.carry_out(HandOver(**change.to, to=to))
    except FactsWrong as wrong:
        said = " ".join(each.say(visitor.language) for each in wrong.problems.values())
        return await again(told=said, status=422)
    except Refusal as why:
        return await again(told=why.say(visitor.language), status=kind_of(why).status)
    return RedirectResponse(f"/instances/{instance}?saved=1", 303)


_NOBODY = Said("Välj vem som ska ta över.", "Choose who is to take over.")
