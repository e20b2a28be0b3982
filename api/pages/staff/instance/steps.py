"""One step a page: what to do, the choices, why one is closed; and a tap on one of them."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from api.http.changing import Change
from api.http.dependencies import InstanceId
from api.pages.staff.instance.drafts import SAVE, left
from api.pages.staff.instance.places import Place, View, asks_first, child_to_follow, choice_in, place_in
from api.pages.staff.instance.showing import by_fact, fields_of, keep_here, shown
from api.pages.staff.instance.taking import taken
from api.pages.staff.visitor import Form, TheForm, TheVisitor, Visitor
from engine.errors.value import FactsWrong

router = APIRouter(prefix="/instances", include_in_schema=False)


@router.get("/{instance}")
def follow(request: Request, instance: InstanceId, visitor: TheVisitor, saved: str = "") -> Response:
    """Where the instance is: its open step, what it has called, or its end."""
    view, drafts = visitor.engine.drafts.with_view(instance, visitor.me, visitor.language)
    child = child_to_follow(view)
    if child is not None:
        return RedirectResponse(f"/instances/{child}?saved={'1' if saved else ''}", 303)
    return shown(request, visitor, view, saved=bool(saved), drafts=drafts)


@router.get("/{instance}/steps/{state}")
def step(
    request: Request, instance: InstanceId, state: str, visitor: TheVisitor, undone: str = ""
) -> Response:
    """One open step; where it has been left, what is open now instead. `undone`: the choice that was taken back just now."""
    view, drafts = visitor.engine.drafts.with_view(instance, visitor.me, visitor.language)
    return shown(request, visitor, view, state, drafts=drafts, undone=undone)


@router.post("/{instance}/steps/{state}")
async def tap(
    request: Request, instance: InstanceId, state: str, visitor: TheVisitor, form: TheForm
) -> Response:
    """A tap on one of the step's buttons: the choice is taken, or leads to the page on which it asks."""
    view = await run_in_threadpool(visitor.engine.records.view, instance, visitor.me, visitor.language)
    place = place_in(view, state)
    choice = choice_in(place, form.text("choice"))

    def again(**rest: Any) -> Response:
        """The page once more. What stands in it is kept meanwhile."""
        kept = keep_here(visitor, place, form) if place else None
        return shown(request, visitor, view, state, form=form, kept=kept, **rest)

    if form.has(SAVE) and place is not None:
        return await run_in_threadpool(_save, request, visitor, place, form)
    if form.only_shows:
        return await run_in_threadpool(again)
    change = Change(visitor, form.key, instance, form.revision)
    if place is None or choice is None:
        return await taken(request, visitor, change, state, form, {})
    missing = _unticked(place.step, form) if choice["needs_checklist"] else frozenset()
    if missing:
        return await run_in_threadpool(lambda: again(status=422, missing=missing))
    inline = place.choices.asked is choice
    if asks_first(choice) and not inline:
        await run_in_threadpool(keep_here, visitor, place, form)
        query = urlencode([("checked", each) for each in sorted(form.ticks)])
        address = f"/instances/{instance}/steps/{state}/choices/{choice['choice']}"
        return RedirectResponse(f"{address}?{query}" if query else address, 303)
    values, errors = (await run_in_threadpool(fields_of, visitor, view, choice)).read(form)
    if errors:
        return await run_in_threadpool(lambda: again(errors=errors, status=422))
    try:
        return await taken(request, visitor, change, state, form, values)
    except FactsWrong as wrong:
        said = by_fact(wrong, visitor.language)
        return await run_in_threadpool(lambda: again(errors=said, status=422))


def _save(request: Request, visitor: Visitor, place: Place, form: Form) -> Response:
    step, kept = place.step, keep_here(visitor, place, form)
    answer = left(request, visitor, step, form, kept)
    return answer or shown(request, visitor, place.view, step["state"], form=form, kept=kept, status=409)


def _unticked(step: View, form: Form) -> frozenset[int]:
    return frozenset(each["item"] for each in step["checklist"]) - form.ticks
