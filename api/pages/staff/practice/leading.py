"""The trainer's pages: the clock, the groups, what they start, what is thrown in, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import segno
from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from markupsafe import Markup
from starlette.responses import RedirectResponse, Response

from api.http.dependencies import RoutineId
from api.http.own_address import own_address
from api.pages.staff.frame import role_titles, staff_page
from api.pages.staff.visitor import Form, TheAdministrator, TheForm, Visitor
from api.practice.clock import MovedClock, move, next_timer, tomorrow
from api.practice.faults import Faults
from api.practice.groups import Group, Groups
from api.practice.starts import Start, Starts
from api.practice.written import would_have_been_sent
from engine.model.routine import Routine
from engine.run.instance import Person
from engine.scenarios.compared import compared
from engine.scenarios.coverage import Way, all_ways
from engine.scenarios.way_names import name_of
from engine.service.engine import Engine

router = APIRouter(include_in_schema=False)

_LATEST = 20
_NAMED = 3
"""So many of a drill's ways are named."""
_BEFORE_ALL = datetime(2000, 1, 1, tzinfo=UTC)

MOVES = {"half_hour": timedelta(minutes=30), "hour": timedelta(hours=1)}


@router.get("/practice")
def overview(request: Request, visitor: TheAdministrator, fired: int | None = None) -> Response:
    """The clock, the groups, and what would have been sent."""
    engine = visitor.engine
    groups = Groups(engine)
    return staff_page(
        request,
        visitor,
        "practice/overview.html",
        fired=fired,
        now=engine.now(),
        next=next_timer(engine),
        groups=[(each, len(groups.there(each)), Starts(engine).of(each)) for each in groups.everybody()],
        sent=would_have_been_sent(engine, _LATEST),
    )


@router.post("/practice/clock")
async def move_clock(visitor: TheAdministrator, form: TheForm) -> Response:
    """Moves the clock on, once for each page that was shown."""
    fired = await run_in_threadpool(_move, visitor.engine, form)
    back = form.text("group")
    where = f"/practice/groups/{back}" if back.isalnum() else "/practice"
    return RedirectResponse(where if fired is None else f"{where}?fired={fired}", 303)


def _move(engine: Engine, form: Form) -> int | None:
    clock, to = engine.now, _moment(engine, form.text("to"))
    if to is None or not isinstance(clock, MovedClock) or not _is_first(engine, form):
        return None
    return move(engine, clock, to)


def _moment(engine: Engine, to: str) -> datetime | None:
    if to == "next":
        return next_timer(engine)
    if to == "tomorrow":
        return tomorrow(engine)
    return engine.now() + MOVES[to] if to in MOVES else None


def _is_first(engine: Engine, form: Form) -> bool:
    """Whether the form is sent for the first time: twice sent, it is done once."""
    until = datetime.now(UTC) + timedelta(days=1)
    return form.key is None or engine.sessions.is_first_use(f"practice {form.key}", until)


@router.post("/practice/groups")
async def begin_group(visitor: TheAdministrator, form: TheForm) -> Response:
    """A new group."""

    def begin() -> str:
        groups = Groups(visitor.engine)
        if not _is_first(visitor.engine, form):
            return ""
        return f"/groups/{groups.begin().code}"

    return RedirectResponse(f"/practice{await run_in_threadpool(begin)}", 303)


@router.get("/practice/groups/{code}")
def group_page(request: Request, code: str, visitor: TheAdministrator, fired: int | None = None) -> Response:
    """The group: how one comes in, what goes on and what can be thrown in, and what can be started."""
    engine, groups, titles = visitor.engine, Groups(visitor.engine), role_titles(visitor)
    group = groups.one(code)
    begun = Starts(engine).of(group)
    address = f"{own_address(request)}/practice/join"
    return staff_page(
        request,
        visitor,
        "practice/group.html",
        group=group,
        address=address,
        square=_square(f"{address}?code={group.code}"),
        there=[(titles.get(role, role), count) for role, count in groups.there(group)],
        now=engine.now(),
        next=next_timer(engine),
        fired=fired,
        going=_going(visitor, group, begun),
        begun=[(each, engine.routine(each.routine).title.say(visitor.language)) for each in begun],
        routines=engine.routines(),
    )


def _going(visitor: Visitor, group: Group, begun: Iterable[Start]) -> list[dict[str, object]]:
    """What goes on of what was started: where it is, and what can be thrown in."""
    engine = visitor.engine
    running: dict[str, list[Mapping[str, Any]]] = {}
    looks = Person(visitor.me.subject, frozenset({("", group.unit)}))
    for each in engine.records.instances(looks, visitor.language, whole_unit=True).items:
        running.setdefault(each["case"], []).append(each)
    return [
        {
            "start": start,
            "title": engine.routine(start.routine).title.say(visitor.language),
            "steps": [step["title"] for each in running[start.instance] for step in each["steps"]],
            "faults": Faults(engine).of(start.instance),
        }
        for start in begun
        if start.instance in running
    ]


@router.get("/practice/groups/{code}/drills/{routine}")
def drills_page(request: Request, code: str, routine: RoutineId, visitor: TheAdministrator) -> Response:
    """What of the routine can be practised, the most urgent first, for the group to start."""
    engine = visitor.engine
    found, group = engine.routine(routine), Groups(engine).one(code)
    told = [
        (each.scenario, [name_of(found, way, visitor.language) for way in each.ways[:_NAMED]])
        for each in Starts(engine).drills(routine).drills
    ]
    return staff_page(request, visitor, "practice/drills.html", group=group, routine=found, drills=told)


def _square(address: str) -> Markup:
    """What a phone's camera reads: it leads to where one chooses a role."""
    drawn = segno.make(address, error="m", micro=False)
    return Markup(drawn.svg_inline(svgclass="square", lineclass=None, omitsize=True, border=4, light="#fff"))


@router.post("/practice/groups/{code}/start")
async def begin(code: str, visitor: TheAdministrator, form: TheForm) -> Response:
    """Starts a routine or a drill for the group, once for each page that was shown."""

    def start() -> None:
        group: Group = Groups(visitor.engine).one(code)
        if _is_first(visitor.engine, form):
            routine, _, number = form.text("drill").partition(" ")
            Starts(visitor.engine).begin(group, routine, int(number) if number.isdecimal() else None)

    await run_in_threadpool(start)
    return RedirectResponse(f"/practice/groups/{code}#goes-on", 303)


@router.post("/practice/groups/{code}/fault")
async def throw_in(code: str, visitor: TheAdministrator, form: TheForm) -> Response:
    """Lets something happen, once for each page that was shown."""

    def throw() -> None:
        group = Groups(visitor.engine).one(code)
        start = Starts(visitor.engine).one(form.text("start"))
        if _is_first(visitor.engine, form):
            Faults(visitor.engine).throw(group, start.instance, form.text("fault"))

    await run_in_threadpool(throw)
    return RedirectResponse(f"/practice/groups/{code}#goes-on", 303)


@router.get("/practice/starts/{instance}")
def outcome(request: Request, instance: str, visitor: TheAdministrator) -> Response:
    """What was done, beside the drill's scenario; and what nobody has tried in this practice."""
    engine, start = visitor.engine, Starts(visitor.engine).one(instance)
    routine = engine.routine(start.routine, start.version)
    history = [(each.command, each.happened) for each in engine.records.whole(start.instance)]
    library = {each.id: each for each in engine.routines()}
    result = (
        compared(routine, start.scenario, history, library, visitor.language, engine.context)
        if start.scenario
        else None
    )
    return staff_page(
        request,
        visitor,
        "practice/outcome.html",
        start=start,
        title=routine.title.say(visitor.language),
        drill=start.scenario.title.say(visitor.language) if start.scenario else None,
        compared=result,
        running=bool(Faults(engine).running(start.instance)),
        untried=[name_of(routine, way, visitor.language) for way in _untried(engine, routine)],
        of=len(_ways(routine)),
    )


def _untried(engine: Engine, routine: Routine) -> list[Way]:
    """What no group of this practice has taken, in the routine's order."""
    taken = engine.followed.taken_since(routine.id, _BEFORE_ALL)
    return [way for way in _ways(routine) if way not in taken]


def _ways(routine: Routine) -> list[Way]:
    return [way for way in all_ways(routine) if way.kind != "exit"]  # a history does not tell which was taken
