"""A manager ends an instance early, with a reason."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from api.http.changing import Change
from api.http.dependencies import InstanceId
from api.http.problems.answering import kind_of
from api.pages.staff.fields import reason_read
from api.pages.staff.frame import staff_page
from api.pages.staff.visitor import TheForm, TheVisitor, Visitor
from engine.errors.root import Refusal
from engine.model.routine import REASON
from engine.run.commands import Cancel
from engine.said import Said

router = APIRouter(prefix="/instances", include_in_schema=False)


@router.get("/{instance}/cancel")
def ask(request: Request, instance: InstanceId, visitor: TheVisitor) -> Response:
    """Why it is to end early."""
    return _asked(request, visitor, instance)


def _asked(
    request: Request,
    visitor: Visitor,
    instance: str,
    reason: str = "",
    error: str = "",
    told: str = "",
    status: int = 200,
) -> Response:
    view = visitor.engine.records.view(instance, visitor.me, visitor.language)
    return staff_page(
        request,
        visitor,
        "cancel.html",
        status,
        view=view,
        reason=reason,
        error=error,
        told=told,
    )


@router.post("/{instance}/cancel")
async def cancel(request: Request, instance: InstanceId, visitor: TheVisitor, form: TheForm) -> Response:
    """Ends it, and what it has called."""
    typed = form.text(REASON)
    if form.only_shows:
        return await run_in_threadpool(_asked, request, visitor, instance, typed)
    reason = reason_read(typed)
    if isinstance(reason, Said):
        error = reason.say(visitor.language)
        return await run_in_threadpool(_asked, request, visitor, instance, typed, error, "", 422)
    change = Change(visitor, form.key, instance, form.revision)
    try:
        await change.carry_out(Cancel(**change.to, reason=reason))
    except Refusal as why:
        told, status = why.say(visitor.language), kind_of(why).status
        return await run_in_threadpool(_asked, request, visitor, instance, typed, "", told, status)
    return RedirectResponse(f"/instances/{instance}", 303)
