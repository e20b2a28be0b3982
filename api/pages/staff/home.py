"""The first page: what to go on with, what waits, what can be started; and starting it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from api.http.changing import carry_out
from api.http.dependencies import RoutineId
from api.http.describe import summary
from api.http.problems.answering import kind_of
from api.pages.rendering import in_practice, practice_of
from api.pages.staff.fields import Fields
from api.pages.staff.frame import roles_of, staff_page
from api.pages.staff.going_on import going_on, next_timer, told_apart
from api.pages.staff.live import NOTICES, of_work
from api.pages.staff.visitor import AGAIN, NOW_BUTTON, Form, TheForm, TheVisitor, Visitor
from engine.errors.root import Refusal
from engine.errors.value import FactsWrong
from engine.model.routine import Routine
from engine.service.suggestions import answers

router = APIRouter(include_in_schema=False)

Task = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Waiting:
    """What waits, by whom it waits for."""

    first: Task | None
    mine: list[Task]
    for_roles: list[Task]
    others: list[Task]


@router.get("/home")
def home(request: Request, visitor: TheVisitor, kept: str = "") -> Response:
    """What to go on with first. `kept`: a step was saved half done, and left. An administrator sees to people, and to no step."""
    if visitor.administers:
        return RedirectResponse("/practice" if in_practice(request) else "/people", 303)
    engine, owner = visitor.engine, request.app.state.settings.suggestions_to
    tasks = engine.records.tasks(visitor.me, visitor.language)
    notices = engine.records.notices(visitor.me, most=NOTICES).items
    waiting = _parted(tasks)
    place, timer = _place(visitor, waiting.first)
    routines = [summary(each, visitor.me, visitor.language) for each in engine.routines()]
    return staff_page(
        request,
        visitor,
        "home.html",
        live=of_work("/home", tasks, notices),
        waiting=waiting,
        more=tasks.next,
        began=told_apart(visitor, tasks),
        kept=bool(kept),
        suggested=answers(visitor.me, owner)
        and bool(engine.suggestions.everybodys(visitor.me, owner, most=1).items),
        place=place,
        timer=timer,
        roles_of=roles_of(visitor),
        startable=[each for each in routines if each["start_units"]],
        others=[each for each in routines if not each["start_units"]],
        notices=notices,
        manages=manages(visitor),
    )


@router.get("/kept")
def kept_form(request: Request, visitor: TheVisitor) -> Response:
    """What one had typed when one was not signed in any more, to be shown again where it was typed."""
    found = visitor.engine.kept_forms.of(visitor.me.subject)
    if found is None:
        return RedirectResponse("/home", 303)
    fields = [each for each in parse_qsl(found.content, keep_blank_values=True) if each[0] not in _BUTTONS]
    return staff_page(request, visitor, "kept.html", path=found.path, fields=fields, again=AGAIN)


_BUTTONS = (NOW_BUTTON, "save")


def manages(visitor: Visitor) -> bool:
    """Whether some routine has the person for its manager."""
    mine = {role for role, _ in visitor.me.grants}
    return any(mine & set(routine.managers()) for routine in visitor.engine.routines())


def _parted(tasks: Iterable[Task]) -> _Waiting:
    """What is mine, the innermost of it first: what began last is what one is in the middle of, unless something is late."""
    mine: list[Task] = []
    for_roles: list[Task] = []
    others: list[Task] = []
    for each in tasks:
        {"mine": mine, "role": for_roles}.get(each["scope"], others).append(each)
    first = max(mine, key=lambda each: str(each["since"]), default=None)
    return _Waiting(
        first=first, mine=[each for each in mine if each is not first], for_roles=for_roles, others=others
    )


def _place(visitor: Visitor, task: Task | None) -> tuple[Mapping[str, Any] | None, Mapping[str, Any] | None]:
    """The open step of the task, for how far along it is, and what will happen in it by itself first."""
    if task is None:
        return None, None
    view = visitor.engine.records.view(task["instance"], visitor.me, visitor.language)
    step = next((each for each in view["steps"] if each["state"] == task["state"]), None)
    return step, next_timer(view, task["state"])


@router.get("/start/{routine}")
def start(request: Request, routine: RoutineId, visitor: TheVisitor) -> Response:
    """What the routine is, what it asks at its start, and the button."""
    return _start_page(request, visitor, routine, None, {})


def _start_page(
    request: Request,
    visitor: Visitor,
    routine: str,
    form: Form | None,
    errors: Mapping[str, str],
    said: str = "",
) -> Response:
    found, told = _told(visitor, routine)
    fields = _fields(visitor, found, told)
    return staff_page(
        request,
        visitor,
        "start.html",
        422 if errors or said else 200,
        routine=told,
        fields=fields.filled(form, errors) if form else fields.empty(),
        ongoing=going_on(visitor, routine),
        emergency=found.emergency.say(visitor.language) if found.emergency else None,
        unit=form.text("unit") if form else "",
        errors=errors,
        said=said,
        practise=practice_of(request, routine),
    )


def _told(visitor: Visitor, routine: str) -> tuple[Routine, Mapping[str, Any]]:
    found = visitor.engine.routine(routine)
    return found, summary(found, visitor.me, visitor.language)


def _fields(visitor: Visitor, routine: Routine, told: Mapping[str, Any]) -> Fields:
    engine = visitor.engine
    return Fields(routine, told["start_ask"], visitor.language, engine.now(), engine.context.zone)


@router.post("/start/{routine}")
async def begin(request: Request, routine: RoutineId, visitor: TheVisitor, form: TheForm) -> Response:
    """Starts it, once for each page that was shown, and leads into it."""

    def again(errors: Mapping[str, str], said: str = "") -> Response:
        return _start_page(request, visitor, routine, form, errors, said)

    if form.only_shows:
        return await run_in_threadpool(again, {})
    found, told = await run_in_threadpool(_told, visitor, routine)
    units = told["start_units"]
    unit = form.text("unit") if form.text("unit") in units else next(iter(units), "")
    values, errors = _fields(visitor, found, told).read(form)
    if errors:
        return await run_in_threadpool(again, errors)
    command = await run_in_threadpool(visitor.engine.starting, routine, visitor.me, unit, values)
    try:
        answer = await carry_out(visitor, command, form.key)
    except FactsWrong as wrong:
        said = {fact: each.say(visitor.language) for fact, each in wrong.problems.items()}
        return await run_in_threadpool(again, said)
    except Refusal as refused:
        response = await run_in_threadpool(again, {}, refused.say(visitor.language))
        response.status_code = kind_of(refused).status
        return response
    return RedirectResponse(f"/instances/{answer.instance}?saved=1", 303)
