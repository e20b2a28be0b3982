"""The page of one step, or of the end: shown, and shown again with what was typed and why nothing was done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from starlette.responses import Response

from api.http.problems.answering import kind_of
from api.pages.staff.fields import Field, Fields
from api.pages.staff.frame import name_of, staff_page
from api.pages.staff.instance.drafts import Kept, draft_in, draft_of, keep, newer_words, others, progress
from api.pages.staff.instance.places import Place, View, asks_first, choice_in, parent_of, place_in, undo_of
from api.pages.staff.live import Live, of_instance
from api.pages.staff.visitor import SEEN, Form, Visitor
from engine.errors.request import NotFound
from engine.errors.root import RutinError
from engine.errors.step import MovedOn, NotPossibleHere
from engine.errors.value import FactsWrong
from engine.said import Said
from engine.service.drafts import Draft


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
    kept: Kept | None = None,
    drafts: Iterable[Draft] | None = None,
    undone: str = "",
) -> Response:
    """The step, with what was `told` of what was sent, what was typed (`form`) and what is wrong with it; `undone`: the choice that was
    taken back just now.

    `kept`: what came of keeping what was typed; without it, the page shows what is kept: `drafts`, where that has been read with the view.
    """
    parent = parent_of(visitor, view)

    def live(page: str) -> Live:
        return of_instance(request, visitor, view["id"], view["revision"], page)

    around: dict[str, Any] = {
        "view": view,
        "parent": parent,
        "undo": undo_of(view, parent),
        "told": told,
        "saved": saved,
    }
    if view["status"] != "running":
        return staff_page(
            request, visitor, "ended.html", status, live=live(f"/instances/{view['id']}"), **around
        )
    place = place_in(view, state)
    if place is None:
        place = place_in(view)
        left = Said(
            "Steget som du öppnade är inte öppet längre. Här är rutinen nu.",
            "The step that you opened is not open any more. This is where the routine is now.",
        )
        # A page that asks for itself says what is new by itself.
        around["told"] = told or ("" if SEEN in request.headers else left.say(visitor.language))
    if place is None:
        raise NotFound("state", state or "")
    step = place.step
    taken_back = choice_in(place, undone)
    controls = fields_of(visitor, view, asked_here(place))
    half = half_done(visitor, view, step, controls, form, errors or {}, kept, drafts)
    return staff_page(
        request,
        visitor,
        "step.html",
        status,
        live=live(f"/instances/{view['id']}/steps/{step['state']}"),
        **around,
        place=place,
        step=step,
        taken_back=taken_back["label"] if taken_back else "",
        half=half,
        fields=half.fields,
        missing=missing,
        errors=errors or {},
        picked=form.text("way") if form else "",
        asks_first=asks_first,
        name_of=name_of(visitor),
        me_subject=visitor.me.subject,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Half:
    """What is filled in of a page's form, by whomever. `said`: how far, and when it was saved; `number`: of the draft that the page shows;
    `newer`: that somebody else has saved since, with what they filled in that is not here (`others`).
    """

    fields: list[Field]
    ticked: frozenset[int]
    number: int
    said: str
    newer: str
    others: list[str]


def half_done(
    visitor: Visitor,
    view: View,
    step: View,
    controls: Fields,
    form: Form | None,
    errors: Mapping[str, str],
    kept: Kept | None,
    drafts: Iterable[Draft] | None,
) -> Half:
    """The page's form: as it was sent, else as it is kept, else as the facts are now."""
    if kept:
        draft = kept.draft
    elif drafts is not None:
        draft = draft_in(drafts, step["state"])
    else:
        draft = draft_of(visitor, view["id"], step["state"])
    theirs = controls.kept(draft.typed) if draft else controls.empty()
    fields = controls.filled(form, errors) if form else theirs
    ticked = form.ticks if form else draft.checked if draft else frozenset()
    newer = draft if kept and kept.newer else None
    return Half(
        fields=fields,
        ticked=ticked,
        number=draft.number if draft else 0,
        said=progress(visitor, None if newer else draft, ticked, len(step["checklist"])),
        newer=newer_words(visitor, newer),
        others=others(step, ticked, fields, theirs, newer) if newer else [],
    )


def asked_here(place: Place) -> View:
    """What asks in the step's own page: its only choice, or what it waits for; else nothing does."""
    return place.choices.asked or told_here(place.step) or {"ask": []}


def keep_here(visitor: Visitor, place: Place, form: Form) -> Kept:
    """Keeps what is filled in of the step's own page."""
    controls = fields_of(visitor, place.view, asked_here(place))
    return keep(visitor, place.view, place.step, form, controls)


def fields_of(visitor: Visitor, view: View, choice: View, *, at_once: bool = True) -> Fields:
    """What the choice, or what is waited for, asks; `at_once` as `Fields` has it."""
    routine = visitor.engine.routine(view["routine"], view["version"])
    engine = visitor.engine
    return Fields(
        routine, choice["ask"], visitor.language, engine.now(), engine.context.zone, at_once=at_once
    )


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
        if isinstance(why, MovedOn | NotPossibleHere):
            told = Said(
                "Rutinen har gått vidare sedan du öppnade sidan, så det du tryckte räknades inte. Kanske hann en kollega före. "
                "Här är rutinen nu.",
                "The routine has moved on since you opened the page, so what you tapped was not counted. Perhaps a colleague came first. "
                "This is where the routine is now.",
            ).say(visitor.language)
        return shown(request, visitor, view, None, told=told, status=status)

    return await run_in_threadpool(now)
