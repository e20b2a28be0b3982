"""One step a page: what to do, the choices, why one is closed; and taking one, taking it back, taking and giving back the step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from api.http.changing import Change
from api.http.dependencies import InstanceId
from api.http.problems.answering import kind_of
from api.pages.staff.fields import NOW_BUTTON, Fields
from api.pages.staff.frame import name_of, staff_page
from api.pages.staff.places import (
    Place,
    View,
    asks_first,
    child_to_follow,
    parent_of,
    place_in,
    undo_of,
)
from api.pages.staff.visitor import Form, TheForm, TheVisitor, Visitor
from engine.errors.request import NotFound
from engine.errors.root import Refusal, RutinError
from engine.errors.step import NotPossibleHere
from engine.errors.value import FactsWrong
from engine.run.commands import Cancel, Choose, Command, Receive, Resolve, Take, TakeBack
from engine.said import Said
from engine.service.batch import Answer

router = APIRouter(prefix="/instances", include_in_schema=False)


@router.get("/{instance}")
def follow(request: Request, instance: InstanceId, visitor: TheVisitor, saved: str = "") -> Response:
    """Where the instance is: its open step, what it has called, or its end."""
    view = visitor.engine.records.view(instance, visitor.me, visitor.language)
    child = child_to_follow(view)
    if child is not None:
        return RedirectResponse(f"/instances/{child}?saved={'1' if saved else ''}", 303)
    return _shown(request, visitor, view, saved=bool(saved))


@router.get("/{instance}/steps/{state}")
def step(request: Request, instance: InstanceId, state: str, visitor: TheVisitor) -> Response:
    """One open step; where it has been left, what is open now instead."""
    view = visitor.engine.records.view(instance, visitor.me, visitor.language)
    return _shown(request, visitor, view, state)


def _shown(
    request: Request,
    visitor: Visitor,
    view: View,
    state: str | None = None,
    *,
    saved: bool = False,
    told: str | None = None,
    status: int = 200,
    form: Form | None = None,
    errors: Mapping[str, str] | None = None,
    missing: frozenset[int] = frozenset(),
) -> Response:
    """The step, with what was `told` of what was sent, what was typed (`form`) and what is wrong with it."""
    if view["status"] != "running":
        parent = parent_of(visitor, view)
        undo = undo_of(view, parent)
        return staff_page(
            request,
            visitor,
            "ended.html",
            status,
            view=view,
            parent=parent,
            undo=undo,
            told=told,
            saved=saved,
        )
    place = place_in(visitor, view, state)
    if place is None:
        place = place_in(visitor, view)
        left = Said(
            "Steget som du öppnade är inte öppet längre. Här är rutinen nu.",
            "The step that you opened is not open any more. This is where the routine is now.",
        )
        told, state = told or left.say(visitor.language), None
    if place is None:
        raise NotFound("step", state or "")
    asked = place.choices.asked or _told_here(place.step)
    fields = []
    if asked is not None:
        controls = _fields(visitor, view, asked)
        fields = controls.filled(form, errors or {}) if form else controls.empty()
    ticked = {int(each) for each in form.texts("checked") if each.isdigit()} if form else set()
    return staff_page(
        request,
        visitor,
        "step.html",
        status,
        place=place,
        view=view,
        step=place.step,
        fields=fields,
        ticked=ticked,
        missing=missing,
        errors=errors or {},
        told=told,
        saved=saved,
        asks_first=asks_first,
        name_of=name_of(visitor),
        may_release=place.step["taken_by"] == visitor.me.subject,
    )


def _fields(visitor: Visitor, view: View, choice: View) -> Fields:
    routine = visitor.engine.routine(view["routine"], view["version"])
    engine = visitor.engine
    return Fields(routine, choice["ask"], visitor.language, engine.now(), engine.context.zone)


@router.post("/{instance}/steps/{state}")
async def tap(
    request: Request, instance: InstanceId, state: str, visitor: TheVisitor, form: TheForm
) -> Response:
    """A tap on one of the step's buttons: the choice is taken, or leads to the page on which it asks."""
    view = await run_in_threadpool(visitor.engine.records.view, instance, visitor.me, visitor.language)
    place = await run_in_threadpool(place_in, visitor, view, state)
    choice = _choice(place, form.text("choice"))

    def again(**rest: Any) -> Response:
        return _shown(request, visitor, view, state, form=form, **rest)

    if form.has(NOW_BUTTON):
        return await run_in_threadpool(again)
    if place is None or choice is None:
        return await _taken(
            request, visitor, Change(visitor, form.key, instance, form.revision), state, form, {}
        )
    missing = _unticked(place.step, form) if choice["needs_checklist"] else frozenset()
    if missing:
        return await run_in_threadpool(lambda: again(status=422, missing=missing))
    inline = place.choices.asked is choice
    if asks_first(choice) and not inline:
        query = urlencode([("checked", each) for each in form.texts("checked")])
        address = f"/instances/{instance}/steps/{state}/choices/{choice['choice']}"
        return RedirectResponse(f"{address}?{query}" if query else address, 303)
    values, errors = (await run_in_threadpool(_fields, visitor, view, choice)).read(form)
    if errors:
        return await run_in_threadpool(lambda: again(errors=errors, status=422))
    change = Change(visitor, form.key, instance, form.revision)
    try:
        return await _taken(request, visitor, change, state, form, values)
    except FactsWrong as wrong:
        said = _by_fact(wrong, visitor.language)
        return await run_in_threadpool(lambda: again(errors=said, status=422))


@router.get("/{instance}/steps/{state}/choices/{choice}")
def question(
    request: Request, instance: InstanceId, state: str, choice: str, visitor: TheVisitor
) -> Response:
    """The page of a choice that asks, warns or starts something."""
    view = visitor.engine.records.view(instance, visitor.me, visitor.language)
    checked = [each for each in request.query_params.getlist("checked") if each.isdigit()]
    return _question(request, visitor, view, state, choice, None, {}, checked)


def _question(
    request: Request,
    visitor: Visitor,
    view: View,
    state: str,
    choice: str,
    form: Form | None,
    errors: Mapping[str, str],
    checked: list[str],
    status: int = 200,
) -> Response:
    place = place_in(visitor, view, state) if view["status"] == "running" else None
    found = _choice(place, choice)
    if place is None or found is None or not found["allowed"]:
        return _shown(request, visitor, view, state)
    fields = _fields(visitor, view, found)
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
        checked = form.texts("checked")
        return _question(request, visitor, view, state, choice, form, errors, checked, status)

    if form.has(NOW_BUTTON):
        return await run_in_threadpool(again, {})
    place = await run_in_threadpool(place_in, visitor, view, state)
    found = _choice(place, choice)
    values: dict[str, Any] = {}
    if found is not None:
        values, errors = (await run_in_threadpool(_fields, visitor, view, found)).read(form)
        if errors:
            return await run_in_threadpool(again, errors, 422)
    change = Change(visitor, form.key, instance, form.revision)
    try:
        return await _taken(request, visitor, change, state, form, values, choice)
    except FactsWrong as wrong:
        return await run_in_threadpool(again, _by_fact(wrong, visitor.language), 422)


async def _taken(
    request: Request,
    visitor: Visitor,
    change: Change,
    state: str,
    form: Form,
    values: Mapping[str, Any],
    choice: str | None = None,
) -> Response:
    """Leads on after the choice; a refusal is told above the step as it is now. Raises FactsWrong."""
    command = Choose(
        **change.to,
        state=state,
        choice=choice or form.text("choice"),
        facts=values,
        checked=frozenset(int(each) for each in form.texts("checked") if each.isdigit() and len(each) < 4),
    )
    try:
        answer = await change.carry_out(command)
    except FactsWrong:
        raise
    except Refusal as refused:
        return await _refused(request, visitor, change.to["instance"], refused, state)
    return RedirectResponse(await run_in_threadpool(_next, answer, command), 303)


def _next(answer: Answer, command: Choose) -> str:
    """Where it goes on: in what was just started beside it, else where the instance is now."""
    view = answer.view()
    step = next((each for each in view["steps"] if each["state"] == command.state), None)
    chosen = _of(step, command.choice) if step else None
    if chosen is not None and chosen["starts"]:
        started = [each for each in view["children"] if not each["called"] and each["status"] == "running"]
        own = [each for each in started if each["routine"] == chosen["starts"]]
        if own:
            return f"/instances/{own[-1]['id']}?saved=1"
    return f"/instances/{answer.instance}?saved=1"


async def _refused(
    request: Request, visitor: Visitor, instance: str, refused: RutinError, state: str | None = None
) -> Response:
    """The step as it is now, with why nothing was done. Whoever may not see it is told so instead."""

    def shown() -> Response:
        view = visitor.engine.records.view(instance, visitor.me, visitor.language)
        status = kind_of(refused).status
        told = refused.say(visitor.language)
        if isinstance(refused, NotPossibleHere):
            told = Said(
                "Det du tryckte på gäller inte längre. Kanske har en kollega hunnit före. Här är rutinen nu.",
                "What you tapped does not apply any more. Perhaps a colleague came first. This is where the routine is now.",
            ).say(visitor.language)
        return _shown(request, visitor, view, None, told=told, status=status)

    return await run_in_threadpool(shown)


async def _commanded(
    request: Request, visitor: Visitor, change: Change, command: Command, then: str
) -> Response:
    try:
        await change.carry_out(command)
    except Refusal as refused:
        return await _refused(request, visitor, change.to["instance"], refused)
    return RedirectResponse(then, 303)


@router.post("/{instance}/undo")
async def undo(request: Request, instance: InstanceId, visitor: TheVisitor, form: TheForm) -> Response:
    """«Jag tryckte fel»."""
    change = Change(visitor, form.key, instance, form.revision)
    return await _commanded(request, visitor, change, TakeBack(**change.to), f"/instances/{instance}")


@router.post("/{instance}/steps/{state}/message")
async def tell(
    request: Request, instance: InstanceId, state: str, visitor: TheVisitor, form: TheForm
) -> Response:
    """What the step waits for has happened."""
    view = await run_in_threadpool(visitor.engine.records.view, instance, visitor.me, visitor.language)

    def again(errors: Mapping[str, str], status: int = 200) -> Response:
        return _shown(request, visitor, view, state, form=form, errors=errors, status=status)

    if form.has(NOW_BUTTON):
        return await run_in_threadpool(again, {})
    step = next((each for each in view["steps"] if each["state"] == state), None)
    awaited = _told_here(step) if step else None
    values: dict[str, Any] = {}
    if awaited is not None:
        values, errors = (await run_in_threadpool(_fields, visitor, view, awaited)).read(form)
        if errors:
            return await run_in_threadpool(again, errors, 422)
    change = Change(visitor, form.key, instance, form.revision)
    command = Receive(**change.to, message=form.text("message"), facts=values)
    try:
        await change.carry_out(command)
    except FactsWrong as wrong:
        return await run_in_threadpool(again, _by_fact(wrong, visitor.language), 422)
    except Refusal as refused:
        return await _refused(request, visitor, instance, refused)
    return RedirectResponse(f"/instances/{instance}?saved=1", 303)


def _told_here(step: View) -> View | None:
    """What the step waits for, where the visitor may tell that it has come."""
    awaited: View | None = step["waits_for"]
    return awaited if awaited and awaited["allowed"] else None


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
    reason = form.text("reason")
    command: Command = (
        Cancel(**change.to, reason=reason)
        if way == "cancel"
        else Resolve(**change.to, state=state, way=way, target=target, reason=reason)
    )
    return await _commanded(request, visitor, change, command, f"/instances/{instance}")


def _choice(place: Place | None, choice: str) -> View | None:
    return _of(place.step, choice) if place else None


def _of(step: View, choice: str) -> View | None:
    return next((each for each in step["choices"] if each["choice"] == choice), None)


def _unticked(step: View, form: Form) -> frozenset[int]:
    ticked = set(form.texts("checked"))
    return frozenset(each["item"] for each in step["checklist"] if str(each["item"]) not in ticked)


def _by_fact(wrong: FactsWrong, language: str) -> dict[str, str]:
    return {fact: each.say(language) for fact, each in wrong.problems.items()}
