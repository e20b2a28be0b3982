"""A fact that turned out wrong is corrected afterwards, with a reason. The old value stays in the history."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from api.http.changing import Change
from api.http.dependencies import InstanceId
from api.http.problems.answering import kind_of
from api.pages.staff.fields import Fields, reason_ask
from api.pages.staff.frame import staff_page
from api.pages.staff.instance.places import View
from api.pages.staff.instance.showing import by_fact, fields_of
from api.pages.staff.visitor import Form, TheForm, TheVisitor, Visitor
from engine.errors.request import NotFound
from engine.errors.root import Refusal
from engine.errors.value import FactsWrong
from engine.model.routine import REASON
from engine.run.commands import Correct
from engine.said import Said

router = APIRouter(prefix="/instances", include_in_schema=False)

_WHY = Said("Varför rättas den?", "Why is it corrected?")


@router.get("/{instance}/facts")
def facts(request: Request, instance: InstanceId, visitor: TheVisitor, saved: str = "") -> Response:
    """What is known, and what of it one may correct."""
    records = visitor.engine.records
    view = records.view(instance, visitor.me, visitor.language)
    known = records.facts(instance, visitor.me, visitor.language)
    fields = fields_of(visitor, view, {"ask": known}, at_once=False).empty()
    rows = list(zip(known, fields, strict=True))
    return staff_page(request, visitor, "facts.html", view=view, rows=rows, saved=bool(saved))


@router.get("/{instance}/facts/{fact}")
def fact(request: Request, instance: InstanceId, fact: str, visitor: TheVisitor) -> Response:
    """One fact, with the value that it has, and why it is another."""
    view, known, fields = _opened(visitor, instance, fact)
    return _shown(request, visitor, view, known, fields)


def _opened(visitor: Visitor, instance: str, fact: str) -> tuple[View, View, Fields]:
    records = visitor.engine.records
    view = records.view(instance, visitor.me, visitor.language)
    known = records.facts(instance, visitor.me, visitor.language)
    found = next((each for each in known if each["fact"] == fact), None)
    if found is None:
        raise NotFound("fact", fact)
    asks = [found, reason_ask(_WHY, visitor.language)]
    return view, found, fields_of(visitor, view, {"ask": asks}, at_once=False)


def _shown(
    request: Request,
    visitor: Visitor,
    view: View,
    fact: View,
    fields: Fields,
    form: Form | None = None,
    errors: Mapping[str, str] | None = None,
    told: str = "",
    status: int = 200,
) -> Response:
    return staff_page(
        request,
        visitor,
        "correct.html",
        422 if errors else status,
        view=view,
        fact=fact,
        fields=fields.filled(form, errors or {}) if form else fields.empty(),
        errors=errors or {},
        told=told,
    )


@router.post("/{instance}/facts/{fact}")
async def correct(
    request: Request, instance: InstanceId, fact: str, visitor: TheVisitor, form: TheForm
) -> Response:
    """Corrects it. What is left empty takes the value away."""
    view, known, fields = await run_in_threadpool(_opened, visitor, instance, fact)

    async def again(**rest: Any) -> Response:
        return await run_in_threadpool(
            lambda: _shown(request, visitor, view, known, fields, form=form, **rest)
        )

    if form.only_shows:
        return await again()
    values, errors = fields.read(form)
    if not errors and REASON not in values:
        errors = {REASON: _NO_REASON.say(visitor.language)}
    if errors:
        return await again(errors=errors)
    change = Change(visitor, form.key, instance, form.revision)
    command = Correct(**change.to, facts={fact: values.get(fact)}, reason=values[REASON])
    try:
        await change.carry_out(command)
    except FactsWrong as wrong:
        return await again(errors=by_fact(wrong, visitor.language))
    except Refusal as why:
        return await again(told=why.say(visitor.language), status=kind_of(why).status)
    return RedirectResponse(f"/instances/{instance}/facts?saved=1", 303)


_NO_REASON = Said("Skriv varför uppgiften rättas.", "Write why the fact is corrected.")
