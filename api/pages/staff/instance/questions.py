"""The page of a choice that asks, warns or starts something; and its answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from starlette.responses import Response

from api.http.changing import Change
from api.http.dependencies import InstanceId
from api.pages.staff.fields import NOW_BUTTON
from api.pages.staff.frame import staff_page
from api.pages.staff.instance.places import View, choice_in, place_in
from api.pages.staff.instance.showing import by_fact, fields_of, shown
from api.pages.staff.instance.taking import taken
from api.pages.staff.visitor import Form, TheForm, TheVisitor, Visitor, ticks
from engine.errors.value import FactsWrong

router = APIRouter(prefix="/instances", include_in_schema=False)


@router.get("/{instance}/steps/{state}/choices/{choice}")
def question(
    request: Request, instance: InstanceId, state: str, choice: str, visitor: TheVisitor
) -> Response:
    """The page of a choice that asks, warns or starts something."""
    view = visitor.engine.records.view(instance, visitor.me, visitor.language)
    checked = ticks(request.query_params.getlist("checked"))
    return _question(request, visitor, view, state, choice, None, {}, checked)


def _question(
    request: Request,
    visitor: Visitor,
    view: View,
    state: str,
    choice: str,
    form: Form | None,
    errors: Mapping[str, str],
    checked: frozenset[int],
    status: int = 200,
) -> Response:
    place = place_in(view, state) if view["status"] == "running" else None
    found = choice_in(place, choice)
    if place is None or found is None or not found["allowed"]:
        return shown(request, visitor, view, state)
    fields = fields_of(visitor, view, found)
    starts = None
    if found["starts"]:
        starts = visitor.engine.routine(found["starts"]).title.say(visitor.language)
    return staff_page(
        request,
        visitor,
        "choice.html",
        status,
        place=place,
        view=view,
        step=place.step,
        choice=found,
        fields=fields.filled(form, errors) if form else fields.empty(),
        errors=errors,
        checked=checked,
        starts=starts,
    )


@router.post("/{instance}/steps/{state}/choices/{choice}")
async def answer_question(
    request: Request, instance: InstanceId, state: str, choice: str, visitor: TheVisitor, form: TheForm
) -> Response:
    """What was asked is answered, and the choice taken."""
    view = await run_in_threadpool(visitor.engine.records.view, instance, visitor.me, visitor.language)

    def again(errors: Mapping[str, str], status: int = 200) -> Response:
        return _question(request, visitor, view, state, choice, form, errors, form.ticks, status)

    if form.has(NOW_BUTTON):
        return await run_in_threadpool(again, {})
    place = place_in(view, state)
    found = choice_in(place, choice)
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
