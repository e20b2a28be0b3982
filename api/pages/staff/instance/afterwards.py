"""What was done without Rutin is registered afterwards: which choice it was, when it was done, and from which line on paper."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from starlette.responses import Response

from api.http.changing import Change
from api.http.dependencies import InstanceId
from api.pages.staff.done_at import CLOCK, DONE, PAPER, read_written, typed
from api.pages.staff.frame import staff_page
from api.pages.staff.instance.places import Place, View, choice_in, place_in
from api.pages.staff.instance.showing import by_fact, fields_of, shown
from api.pages.staff.instance.taking import taken
from api.pages.staff.visitor import Form, TheForm, TheVisitor, Visitor
from engine.errors.value import FactsWrong

router = APIRouter(prefix="/instances", include_in_schema=False)


@router.get("/{instance}/steps/{state}/afterwards")
def afterwards(request: Request, instance: InstanceId, state: str, visitor: TheVisitor) -> Response:
    """Which of the step's choices it was."""
    view = visitor.engine.records.view(instance, visitor.me, visitor.language)
    place = _place(view, state)
    if place is None:
        return shown(request, visitor, view, state)
    choices = [each for each in place.step["choices"] if each["reason"] != "who"]
    return staff_page(request, visitor, "afterwards.html", view=view, step=place.step, choices=choices)


@router.get("/{instance}/steps/{state}/afterwards/{choice}")
def when(request: Request, instance: InstanceId, state: str, choice: str, visitor: TheVisitor) -> Response:
    """When it was done, and what the choice asks."""
    view = visitor.engine.records.view(instance, visitor.me, visitor.language)
    return _asked(request, visitor, view, state, choice, Form({}), {})


@router.post("/{instance}/steps/{state}/afterwards/{choice}")
async def register(
    request: Request, instance: InstanceId, state: str, choice: str, visitor: TheVisitor, form: TheForm
) -> Response:
    """The choice is taken, as of when it was done."""
    view = await run_in_threadpool(visitor.engine.records.view, instance, visitor.me, visitor.language)
    place = _place(view, state)
    found = choice_in(place, choice)

    def again(errors: Mapping[str, str], status: int = 422) -> Response:
        return _asked(request, visitor, view, state, choice, form, errors, status)

    if form.only_shows or place is None or found is None:
        return await run_in_threadpool(again, {}, 200)
    values, errors = (await run_in_threadpool(fields_of, visitor, view, found, at_once=False)).read(form)
    written = read_written(visitor, form, datetime.fromisoformat(place.step["since"]))
    errors |= written.errors
    if errors:
        return await run_in_threadpool(again, errors)
    change = Change(visitor, form.key, instance, form.revision)
    try:
        return await taken(
            request,
            visitor,
            change,
            state,
            form,
            values,
            choice,
            done_at=written.done_at,
            paper=written.paper,
        )
    except FactsWrong as refusal:
        said = by_fact(refusal, visitor.language)
        return await run_in_threadpool(
            again, {DONE if each == "done_at" else each: why for each, why in said.items()}
        )


def _place(view: View, state: str) -> Place | None:
    """The open step, where something is done in it."""
    place = place_in(view, state) if view["status"] == "running" else None
    return place if place is not None and place.step["kind"] == "step" else None


def _asked(
    request: Request,
    visitor: Visitor,
    view: View,
    state: str,
    choice: str,
    form: Form,
    errors: Mapping[str, str],
    status: int = 200,
) -> Response:
    place = _place(view, state)
    found = choice_in(place, choice)
    if place is None or found is None or found["reason"] == "who":
        return shown(request, visitor, view, state)
    controls = fields_of(visitor, view, found, at_once=False)
    is_sent = form.has(CLOCK)
    fields = controls.filled(form, errors) if is_sent else controls.empty()
    own = {DONE, PAPER, *(field.id for field in fields)}
    return staff_page(
        request,
        visitor,
        "afterwards_when.html",
        status,
        view=view,
        step=place.step,
        choice=found,
        fields=fields,
        errors=errors,
        wrong_time=errors.get(DONE),
        wrong_paper=errors.get(PAPER),
        others=[why for name, why in errors.items() if name not in own],
        typed=typed(form, visitor),
        ticked=form.ticks,
    )
