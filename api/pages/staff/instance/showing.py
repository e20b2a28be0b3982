"""The page of one step, or of the end: shown, and shown again with what was typed and why nothing was done."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from starlette.responses import Response

from api.http.problems.answering import kind_of
from api.pages.staff.fields import Fields
from api.pages.staff.frame import name_of, staff_page
from api.pages.staff.instance.places import View, asks_first, parent_of, place_in, undo_of
from api.pages.staff.visitor import Form, Visitor
from engine.errors.request import NotFound
from engine.errors.root import RutinError
from engine.errors.step import NotPossibleHere
from engine.errors.value import FactsWrong
from engine.said import Said


def shown(
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
    parent = parent_of(visitor, view)
    around = {"view": view, "parent": parent, "undo": undo_of(view, parent), "told": told, "saved": saved}
    if view["status"] != "running":
        return staff_page(request, visitor, "ended.html", status, **around)
    place = place_in(view, state)
    if place is None:
        place = place_in(view)
        left = Said(
            "Steget som du öppnade är inte öppet längre. Här är rutinen nu.",
            "The step that you opened is not open any more. This is where the routine is now.",
        )
        around["told"] = told or left.say(visitor.language)
    if place is None:
        raise NotFound("step", state or "")
    asked = place.choices.asked or told_here(place.step)
    fields = []
    if asked is not None:
        controls = fields_of(visitor, view, asked)
        fields = controls.filled(form, errors or {}) if form else controls.empty()
    return staff_page(
        request,
        visitor,
        "step.html",
        status,
        **around,
        place=place,
        step=place.step,
        fields=fields,
        ticked=form.ticks if form else frozenset(),
        missing=missing,
        errors=errors or {},
        asks_first=asks_first,
        name_of=name_of(visitor),
        may_release=place.step["taken_by"] == visitor.me.subject,
    )


def fields_of(visitor: Visitor, view: View, choice: View) -> Fields:
    """What the choice, or what is waited for, asks."""
    routine = visitor.engine.routine(view["routine"], view["version"])
    engine = visitor.engine
    return Fields(routine, choice["ask"], visitor.language, engine.now(), engine.context.zone)


def told_here(step: View) -> View | None:
    """What the step waits for, where the visitor may tell that it has come."""
    awaited: View | None = step["waits_for"]
    return awaited if awaited and awaited["allowed"] else None


def by_fact(wrong: FactsWrong, language: str) -> dict[str, str]:
    """What is wrong, in words, by the fact."""
    return {fact: each.say(language) for fact, each in wrong.problems.items()}


async def refused(request: Request, visitor: Visitor, instance: str, why: RutinError) -> Response:
    """The step as it is now, with why nothing was done. Whoever may not see it is told so instead."""

    def now() -> Response:
        view = visitor.engine.records.view(instance, visitor.me, visitor.language)
        status = kind_of(why).status
        told = why.say(visitor.language)
        if isinstance(why, NotPossibleHere):
            told = Said(
                "Det du tryckte på gäller inte längre. Kanske har en kollega hunnit före. Här är rutinen nu.",
                "What you tapped does not apply any more. Perhaps a colleague came first. This is where the routine is now.",
            ).say(visitor.language)
        return shown(request, visitor, view, None, told=told, status=status)

    return await run_in_threadpool(now)
