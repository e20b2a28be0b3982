"""«Föreslå ändring»: one sentence about a step, for whoever owns the routines; and its answer."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from api.http.dependencies import RoutineId
from api.http.request.paging import Cursor
from api.pages.staff.frame import name_of, role_titles, staff_page
from api.pages.staff.visitor import TheForm, TheVisitor, Visitor
from engine.errors.value import FactsWrong
from engine.model.routine import Routine
from engine.run.context import unfilled
from engine.service.suggestions import LONGEST, Suggestion, answers

router = APIRouter(include_in_schema=False)

Version = Annotated[int | None, Query(ge=1, le=2**31 - 1)]


def owner_of(request: Request) -> str | None:
    """The role that reads and answers, as the settings say."""
    role: str | None = request.app.state.settings.suggestions_to
    return role


@router.get("/suggest/{routine}")
def ask(
    request: Request, routine: RoutineId, visitor: TheVisitor, version: Version = None, state: str = ""
) -> Response:
    """What is to be better, in the step or in the routine."""
    return _asked(request, visitor, routine, version, state)


def _asked(
    request: Request,
    visitor: Visitor,
    routine: str,
    version: int | None,
    state: str,
    typed: str = "",
    error: str = "",
) -> Response:
    found = visitor.engine.routine(routine, version)
    step = _step(visitor, found, state)
    owner = owner_of(request)
    return staff_page(
        request,
        visitor,
        "suggest.html",
        422 if error else 200,
        routine=found,
        step=step,
        state=state if step else "",
        reader=role_titles(visitor).get(owner, owner) if owner else None,
        typed=typed,
        error=error,
        longest=LONGEST,
    )


@router.post("/suggest/{routine}")
async def suggest(
    request: Request, routine: RoutineId, visitor: TheVisitor, form: TheForm, version: Version = None
) -> Response:
    """Writes it down."""
    typed, state = form.text("text"), form.text("state")

    def write() -> Response:
        if form.only_shows:
            return _asked(request, visitor, routine, version, state, typed)
        try:
            visitor.engine.suggestions.suggest(
                visitor.me, routine, typed, version=version, state=state or None
            )
        except FactsWrong as wrong:
            error = wrong.problems["text"].say(visitor.language)
            return _asked(request, visitor, routine, version, state, typed, error)
        return RedirectResponse("/suggestions?saved=1", 303)

    return await run_in_threadpool(write)


@router.get("/suggestions")
def suggestions(request: Request, visitor: TheVisitor, saved: str = "", cursor: Cursor = None) -> Response:
    """One's own, with what was answered; and for the role that answers, what waits."""
    return _listed(request, visitor, saved=bool(saved), cursor=cursor)


def _listed(
    request: Request,
    visitor: Visitor,
    *,
    saved: bool = False,
    cursor: str | None = None,
    wrong: tuple[str, str, str] | None = None,
) -> Response:
    """`wrong`: which suggestion was answered with what, and what is wrong with that."""
    kept, owner = visitor.engine.suggestions, owner_of(request)
    reads = answers(visitor.me, owner)
    waiting = kept.everybodys(visitor.me, owner, cursor=cursor) if reads else None
    return staff_page(
        request,
        visitor,
        "suggestions.html",
        422 if wrong else 200,
        waiting=[(each, *_titles(visitor, each)) for each in waiting.items] if waiting else [],
        more=waiting.next if waiting else None,
        reads=reads,
        mine=[(each, *_titles(visitor, each)) for each in kept.mine(visitor.me, most=_OWN).items],
        name_of=name_of(visitor),
        saved=saved,
        wrong=wrong,
    )


_OWN = 20


def _titles(visitor: Visitor, suggestion: Suggestion) -> tuple[str, str]:
    """What the routine is called, and the step."""
    routine = visitor.engine.routine(suggestion.routine, suggestion.version)
    return routine.title.say(visitor.language), _step(visitor, routine, suggestion.state or "")


def _step(visitor: Visitor, routine: Routine, state: str) -> str:
    """What the step is called, with what would stand for the facts in it; "" for none."""
    step = routine.states.get(state)
    values = unfilled(routine, visitor.engine.context, visitor.language)
    return step.title.fill(values, visitor.language) if step else ""


@router.post("/suggestions/{id}")
async def answer(request: Request, id: str, visitor: TheVisitor, form: TheForm) -> Response:
    """Answers one."""
    typed = form.text("text")

    def write() -> Response:
        try:
            visitor.engine.suggestions.answer(visitor.me, owner_of(request), id, typed)
        except FactsWrong as wrong:
            error = wrong.problems["text"].say(visitor.language)
            return _listed(request, visitor, wrong=(id, typed, error))
        return RedirectResponse("/suggestions?saved=1", 303)

    return await run_in_threadpool(write)
