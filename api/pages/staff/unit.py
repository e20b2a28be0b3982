"""What needs a manager in the unit: what is urgent, has stopped or did not arrive, all that is open; and the follow-up in figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from api.http.answers import paper_answer
from api.http.describe import summary
from api.pages.staff.frame import name_of, roles_of, staff_page, times
from api.pages.staff.going_on import told_apart
from api.pages.staff.home import manages
from api.pages.staff.live import of_work
from api.pages.staff.visitor import TheForm, TheVisitor, Visitor
from api.unit_paper import unit_paper
from engine.errors.request import NotFound
from engine.figures.statistics import FEWEST_PEOPLE, USUAL_PERIOD
from engine.model.routine import Routine, Step
from engine.run import who
from engine.service.cursor import MOST, Page
from engine.service.people.managing import managed_units
from engine.values import days

router = APIRouter(include_in_schema=False)

_PAGES = 5
"""How many pages of the worklist are looked through for what is urgent: more than any unit has open."""

Task = Mapping[str, Any]


@router.get("/unit")
def unit(request: Request, visitor: TheVisitor, sent: str = "", gone: str = "") -> Response:
    """What needs somebody, before all that is open. `sent`: something is tried again; `gone`: it was not there any more."""
    records = visitor.engine.records
    first, notices = records.tasks(visitor.me, visitor.language), records.notices(visitor.me).items
    said, tasks = times(visitor), _open(visitor, first)
    stopped = [each for each in tasks if each["incident"]]
    late = [each for each in tasks if each["limit"] and said.is_past(each["limit"]) and not each["incident"]]
    urgent = {each["instance"] for each in (*stopped, *late)}
    rest = [each for each in tasks if each not in stopped and each not in late]
    told = [each for each in notices if each["kind"] == "notify" and each["instance"] not in urgent]
    return staff_page(
        request,
        visitor,
        "unit.html",
        live=of_work("/unit", first, notices),
        late=late,
        told=told,
        stopped=stopped,
        undelivered=visitor.engine.undelivered.listed(visitor.me).items,
        rest=rest[:MOST],
        many=len(rest) > MOST,
        began=told_apart(visitor, tasks),
        roles_of=roles_of(visitor),
        name_of=name_of(visitor),
        manages=manages(visitor),
        managed=sorted(managed_units(visitor.me, visitor.engine.routines())),
        sent=bool(sent),
        gone=bool(gone),
    )


def _open(visitor: Visitor, page: Page[dict[str, Any]]) -> list[Task]:
    """All that is open in the units, from the first page on, as far as anybody looks."""
    found: list[Task] = list(page.items)
    for _ in range(_PAGES - 1):
        if page.next is None:
            break
        page = visitor.engine.records.tasks(visitor.me, visitor.language, page.next)
        found += page.items
    return found


@router.get("/unit/open.pdf")
def open_paper(unit: str, visitor: TheVisitor) -> Response:
    """All that is open in a unit, to print."""
    return paper_answer(unit_paper(visitor.engine, unit, visitor.me, visitor.language), visitor.language)


@router.post("/unit/send")
async def send_again(visitor: TheVisitor, form: TheForm) -> Response:
    """Tries once more what did not arrive."""
    try:
        await run_in_threadpool(visitor.engine.undelivered.send_again, visitor.me, form.text("delivery"))
    except NotFound:
        return RedirectResponse("/unit?gone=1#undelivered", 303)
    return RedirectResponse("/unit?sent=1#undelivered", 303)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Followed:
    """A step in figures: how often it was left, and the usual time there in minutes, None where it was not measured."""

    title: str
    visits: int
    minutes: int | None


@router.get("/unit/figures")
def figures(request: Request, visitor: TheVisitor) -> Response:
    """How the routines have been followed in the last whole months; nothing of what so few did that it would tell of them."""
    routines = [
        (summary(routine, visitor.me, visitor.language)["title"], _followed(visitor, routine))
        for routine in visitor.engine.routines()
        if any(who.manages(routine, visitor.me, unit) for _, unit in visitor.me.grants)
    ]
    return staff_page(request, visitor, "figures.html", routines=routines, fewest=FEWEST_PEOPLE)


def _followed(visitor: Visitor, routine: Routine) -> list[_Followed]:
    engine = visitor.engine
    zone = engine.context.zone
    today = engine.now().astimezone(zone).date()
    since, until = days.begins(today - USUAL_PERIOD, zone), days.ends(today, zone)
    found = engine.followed.statistics(routine.id, since, until, visitor.me)
    return [
        _Followed(
            title=state.title.say(visitor.language),
            visits=each.visits,
            minutes=None if each.median is None else round(each.median.total_seconds() / 60),
        )
        for state in routine.states.values()
        if isinstance(state, Step) and (each := found.states.get(state.id)) and each.may_be_shown
    ]
