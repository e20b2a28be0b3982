"""A routine that began on paper is started afterwards: when it began, by which version, and from which form."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from api.http.changing import carry_out
from api.http.dependencies import RoutineId
from api.http.describe import summary
from api.http.problems.answering import kind_of
from api.pages.staff.done_at import DONE, PAPER, read_written, typed
from api.pages.staff.fields import Fields
from api.pages.staff.frame import staff_page
from api.pages.staff.visitor import Form, TheForm, TheVisitor, Visitor
from engine.errors.request import NotFound
from engine.errors.root import Refusal
from engine.errors.value import FactsWrong
from engine.model.routine import Routine
from engine.run.afterwards import FURTHEST_BACK
from engine.said import Said

router = APIRouter(include_in_schema=False)

VERSION = "_version"
_NO_VERSION = Said(
    "Skriv versionen som den står överst på blanketten, till exempel {newest}.",
    "Write the version as it stands at the top of the form, for example {newest}.",
)


@router.get("/start/{routine}/afterwards")
def start_afterwards(request: Request, routine: RoutineId, visitor: TheVisitor) -> Response:
    """When it began, and what it asks at its start."""
    return _page(request, visitor, visitor.engine.routine(routine), None, {})


@router.post("/start/{routine}/afterwards")
async def begin_afterwards(
    request: Request, routine: RoutineId, visitor: TheVisitor, form: TheForm
) -> Response:
    """Starts it as of when it began, in the version of the form."""
    newest = await run_in_threadpool(visitor.engine.routine, routine)

    def again(errors: Mapping[str, str], said: str = "", status: int = 422) -> Response:
        return _page(request, visitor, newest, form, errors, said, status)

    if form.only_shows:
        return await run_in_threadpool(again, {}, "", 200)
    found = await run_in_threadpool(_printed, visitor, newest, form)
    units = summary(newest, visitor.me, visitor.language)["start_units"]
    unit = form.text("unit") if form.text("unit") in units else next(iter(units), "")
    values, errors = _fields(visitor, found or newest).read(form)
    written = read_written(visitor, form, visitor.engine.now() - FURTHEST_BACK)
    errors |= written.errors
    if found is None:
        errors[VERSION] = _NO_VERSION.fill(newest=newest.version).say(visitor.language)
    if errors or found is None:
        return await run_in_threadpool(again, errors)
    command = await run_in_threadpool(
        lambda: visitor.engine.starting(
            routine,
            visitor.me,
            unit,
            values,
            version=found.version,
            done_at=written.done_at,
            paper=written.paper,
        )
    )
    try:
        answer = await carry_out(visitor, command, form.key)
    except FactsWrong as wrong:
        problems = wrong.problems.items()
        said = {DONE if fact == "done_at" else fact: each.say(visitor.language) for fact, each in problems}
        return await run_in_threadpool(again, said)
    except Refusal as refused:
        return await run_in_threadpool(again, {}, refused.say(visitor.language), kind_of(refused).status)
    return RedirectResponse(f"/instances/{answer.instance}?saved=1", 303)


def _printed(visitor: Visitor, newest: Routine, form: Form) -> Routine | None:
    """The version that the form was printed of; None where there is none."""
    text = form.text(VERSION).strip()
    if not (text.isascii() and text.isdigit() and len(text) < 8):
        return None
    try:
        return visitor.engine.routine(newest.id, int(text))
    except NotFound:
        return None


def _fields(visitor: Visitor, routine: Routine) -> Fields:
    engine = visitor.engine
    asks = summary(routine, visitor.me, visitor.language)["start_ask"]
    return Fields(routine, asks, visitor.language, engine.now(), engine.context.zone, at_once=False)


def _page(
    request: Request,
    visitor: Visitor,
    routine: Routine,
    form: Form | None,
    errors: Mapping[str, str],
    said: str = "",
    status: int = 200,
) -> Response:
    controls = _fields(visitor, routine)
    fields = controls.filled(form, errors) if form else controls.empty()
    own = {DONE, PAPER, VERSION, *(field.id for field in fields)}
    return staff_page(
        request,
        visitor,
        "start_afterwards.html",
        status,
        routine=summary(routine, visitor.me, visitor.language),
        fields=fields,
        emergency=routine.emergency.say(visitor.language) if routine.emergency else None,
        unit=form.text("unit") if form else "",
        printed=form.text(VERSION) if form else str(routine.version),
        wrong_version=errors.get(VERSION),
        wrong_time=errors.get(DONE),
        wrong_paper=errors.get(PAPER),
        others=[why for name, why in errors.items() if name not in own],
        errors=errors,
        typed=typed(form, visitor),
        said=said,
    )
