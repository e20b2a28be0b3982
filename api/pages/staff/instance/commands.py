"""What can be done with a step beside its choices: taken back, told, taken and given back, seen to where it stands still."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from api.http.changing import Change
from api.http.dependencies import InstanceId
from api.pages.staff.fields import reason_read
from api.pages.staff.instance.drafts import bring_back
from api.pages.staff.instance.places import choice_in, place_in
from api.pages.staff.instance.showing import by_fact, fields_of, keep_here, refused, shown, told_here
from api.pages.staff.visitor import TheForm, TheVisitor, Visitor
from engine.errors.root import Refusal
from engine.errors.value import FactsWrong
from engine.model.routine import REASON
from engine.run.commands import Cancel, Command, Receive, Resolve, Take, TakeBack
from engine.said import Said

router = APIRouter(prefix="/instances", include_in_schema=False)


async def _commanded(
    request: Request, visitor: Visitor, change: Change, command: Command, then: str
) -> Response:
    try:
        await change.carry_out(command)
    except Refusal as why:
        return await refused(request, visitor, change.to["instance"], why)
    return RedirectResponse(then, 303)


@router.post("/{instance}/undo")
async def undo(request: Request, instance: InstanceId, visitor: TheVisitor, form: TheForm) -> Response:
    """«Jag tryckte fel»: leads to the step that is open again, with what stood in it."""
    change = Change(visitor, form.key, instance, form.revision)
    try:
        await change.carry_out(TakeBack(**change.to))
    except Refusal as why:
        return await refused(request, visitor, instance, why)
    return RedirectResponse(await run_in_threadpool(_back_in, visitor, instance), 303)


def _back_in(visitor: Visitor, instance: str) -> str:
    """The address of the step that is open again, which says what was taken back. What was filled in there stands again."""
    records = visitor.engine.records
    back = records.taken_back(instance, visitor.me)
    view = records.view_after(instance, visitor.me, visitor.language)
    place = place_in(view, back.state) if back else None
    choice = choice_in(place, back.choice) if back else None
    if back is None or place is None or choice is None:
        return f"/instances/{instance}"
    bring_back(visitor, view, place.step, back, fields_of(visitor, view, choice))
    return f"/instances/{instance}/steps/{back.state}?{urlencode({'undone': back.choice})}"


@router.post("/{instance}/steps/{state}/message")
async def tell(
    request: Request, instance: InstanceId, state: str, visitor: TheVisitor, form: TheForm
) -> Response:
    """What the step waits for has happened."""
    view = await run_in_threadpool(visitor.engine.records.view, instance, visitor.me, visitor.language)

    place = place_in(view, state)

    def again(errors: Mapping[str, str], status: int = 200) -> Response:
        """The page once more. What stands in it is kept meanwhile."""
        kept = keep_here(visitor, place, form) if place else None
        return shown(request, visitor, view, state, form=form, errors=errors, status=status, kept=kept)

    if form.only_shows:
        return await run_in_threadpool(again, {})
    awaited = told_here(place.step) if place else None
    values: dict[str, Any] = {}
    if awaited is not None:
        values, errors = (await run_in_threadpool(fields_of, visitor, view, awaited)).read(form)
        if errors:
            return await run_in_threadpool(again, errors, 422)
    change = Change(visitor, form.key, instance, form.revision)
    command = Receive(**change.to, message=form.text("message"), facts=values)
    try:
        await change.carry_out(command)
    except FactsWrong as wrong:
        return await run_in_threadpool(again, by_fact(wrong, visitor.language), 422)
    except Refusal as why:
        return await refused(request, visitor, instance, why)
    return RedirectResponse(f"/instances/{instance}?saved=1", 303)


@router.post("/{instance}/steps/{state}/take")
async def take(
    request: Request, instance: InstanceId, state: str, visitor: TheVisitor, form: TheForm
) -> Response:
    """Makes the step one's own, or gives it back."""
    change = Change(visitor, form.key, instance, form.revision)
    command = Take(**change.to, state=state, release=form.has("release"))
    return await _commanded(request, visitor, change, command, f"/instances/{instance}/steps/{state}")


@router.post("/{instance}/steps/{state}/incident")
async def resolve(
    request: Request, instance: InstanceId, state: str, visitor: TheVisitor, form: TheForm
) -> Response:
    """A manager decides how what stands still goes on."""
    change = Change(visitor, form.key, instance, form.revision)
    way, _, target = form.text("way").partition(" ")
    reason = reason_read(form.text(REASON))
    if isinstance(reason, Said):
        view = await run_in_threadpool(visitor.engine.records.view, instance, visitor.me, visitor.language)
        errors = {REASON: reason.say(visitor.language)}
        return await run_in_threadpool(
            lambda: shown(request, visitor, view, state, form=form, errors=errors, status=422)
        )
    command: Command = (
        Cancel(**change.to, reason=reason)
        if way == "cancel"
        else Resolve(**change.to, state=state, way=way, target=target, reason=reason)
    )
    return await _commanded(request, visitor, change, command, f"/instances/{instance}")
