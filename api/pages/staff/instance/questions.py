"""The page of a choice that asks, warns or starts something; and its answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from starlette.responses import Response

from api.http.changing import Change
from api.http.dependencies import InstanceId
from api.pages.staff.frame import staff_page
from api.pages.staff.going_on import going_on
from api.pages.staff.instance.drafts import SAVE, Kept, keep, left
from api.pages.staff.instance.places import View, choice_in, place_in
from api.pages.staff.instance.showing import by_fact, fields_of, half_done, shown
from api.pages.staff.instance.taking import taken
from api.pages.staff.live import of_instance
from api.pages.staff.visitor import Form, TheForm, TheVisitor, Visitor, ticks
from engine.errors.value import FactsWrong
from engine.service.drafts import Draft

router = APIRouter(prefix="/instances", include_in_schema=False)


@router.get("/{instance}/steps/{state}/choices/{choice}")
def question(
    request: Request, instance: InstanceId, state: str, choice: str, visitor: TheVisitor
) -> Response:
    """The page of a choice that asks, warns or starts something."""
    view, drafts = visitor.engine.drafts.with_view(instance, visitor.me, visitor.language)
    ticked = ticks(request.query_params.getlist("checked"))
    return _question(request, visitor, view, state, choice, ticked, drafts=drafts)


def _question(
    request: Request,
    visitor: Visitor,
    view: View,
    state: str,
    choice: str,
    ticked: frozenset[int],
    *,
    form: Form | None = None,
    errors: Mapping[str, str] | None = None,
    status: int = 200,
    kept: Kept | None = None,
    drafts: Iterable[Draft] | None = None,
) -> Response:
    place = place_in(view, state) if view["status"] == "running" else None
    found = choice_in(place, choice)
    if place is None or found is None or not found["allowed"]:
        return shown(request, visitor, view, state, drafts=drafts)
    controls = fields_of(visitor, view, found)
    half = half_done(visitor, view, place.step, controls, form, errors or {}, kept, drafts)
    starts = None
    if found["starts"]:
        starts = visitor.engine.routine(found["starts"]).title.say(visitor.language)
    return staff_page(
        request,
        visitor,
        "choice.html",
        status,
        live=of_instance(request, visitor, view["id"], view["revision"], request.url.path),
        place=place,
        view=view,
        step=place.step,
        choice=found,
        half=half,
        fields=half.fields,
        errors=errors or {},
        checked=sorted(ticked or half.ticked),
        starts=starts,
        ongoing=going_on(visitor, found["starts"]) if found["starts"] else [],
    )


@router.post("/{instance}/steps/{state}/choices/{choice}")
async def answer_question(
    request: Request, instance: InstanceId, state: str, choice: str, visitor: TheVisitor, form: TheForm
) -> Response:
    """What was asked is answered, and the choice taken."""
    view = await run_in_threadpool(visitor.engine.records.view, instance, visitor.me, visitor.language)

    place = place_in(view, state)
    found = choice_in(place, choice)

    def again(errors: Mapping[str, str], status: int = 200, kept: Kept | None = None) -> Response:
        """The page once more. What stands in it is kept meanwhile."""
        return _question(
            request,
            visitor,
            view,
            state,
            choice,
            form.ticks,
            form=form,
            errors=errors,
            status=status,
            kept=kept or keep_it(),
        )

    def keep_it() -> Kept:
        if place is None or found is None:
            return Kept(draft=None)
        return keep(visitor, view, place.step, form, fields_of(visitor, view, found))

    def save() -> Response:
        kept = keep_it()
        answer = left(request, visitor, place.step, form, kept) if place else None
        return answer or again({}, 409, kept)

    if form.has(SAVE):
        return await run_in_threadpool(save)
    if form.only_shows:
        return await run_in_threadpool(again, {})
    values: dict[str, Any] = {}
    if found is not None:
        values, errors = (await run_in_threadpool(fields_of, visitor, view, found)).read(form)
        if errors:
            return await run_in_threadpool(again, errors, 422)
    change = Change(visitor, form.key, instance, form.revision)
    try:
        return await taken(request, visitor, change, state, form, values, choice)
    except FactsWrong as wrong:
        return await run_in_threadpool(again, by_fact(wrong, visitor.language), 422)
