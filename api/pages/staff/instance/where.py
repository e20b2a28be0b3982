"""How far along one is: what is done, now and left, and the picture."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from starlette.responses import Response

from api.http.answers import picture_answer
from api.http.dependencies import InstanceId
from api.http.kept.pictures import Subject
from api.pages.staff.frame import name_of, staff_page
from api.pages.staff.instance.places import View
from api.pages.staff.live import of_instance
from api.pages.staff.visitor import TheVisitor, Visitor
from diagrams.output import Look
from diagrams.type.palette import Theme
from engine.model.numbering import numbers
from engine.model.routine import MAIN, Routine, Step

router = APIRouter(prefix="/instances", include_in_schema=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A step on the way. `done`: what was chosen there, by whom and when, the latest time."""

    state: str
    number: str | None
    title: str
    now: bool
    done: Mapping[str, Any] | None


@router.get("/{instance}/where")
def where(request: Request, instance: InstanceId, visitor: TheVisitor) -> Response:
    """Done, now and left, with the picture below."""
    records = visitor.engine.records
    view = records.view(instance, visitor.me, visitor.language)
    history = records.history(instance, visitor.me, visitor.language)
    routine = visitor.engine.routine(view["routine"], view["version"])
    live = of_instance(request, visitor, instance, view["revision"], f"/instances/{instance}/where")
    stops = list(_stops(routine, view, history, visitor))
    return staff_page(
        request, visitor, "where.html", live=live, view=view, stops=stops, name_of=name_of(visitor)
    )


def _stops(
    routine: Routine, view: View, history: Sequence[Mapping[str, Any]], visitor: Visitor
) -> Iterator[Stop]:
    """What was done in its order, then what is open, then the rest of the usual way."""
    numbered = numbers(routine)
    open_now = {step["state"] for step in view["steps"]}
    done: dict[str, Mapping[str, Any]] = {}
    for entry in history:
        for each in entry["happened"]:
            if each.get("label") and each["kind"] in ("chosen", "skipped") and each.get("state"):
                done.pop(each["state"], None)
                done[each["state"]] = {**each, "at": entry["at"], "by": entry["by"]}
    for state, each in done.items():
        if state not in open_now:
            yield Stop(state=state, number=numbered.get(state), title=each["title"], now=False, done=each)
    for step in view["steps"]:
        yield Stop(state=step["state"], number=step["number"], title=step["title"], now=True, done=None)
    if view["status"] != "running":
        return
    order = routine.flows[MAIN].states
    reached = max((order.index(each) for each in (*open_now, *done) if each in order), default=-1)
    for state in order[reached + 1 :]:
        number = numbered.get(state)
        if isinstance(routine.states[state], Step) and number is not None and number.isdigit():
            title = routine.states[state].title.say(visitor.language)
            yield Stop(state=state, number=number, title=title, now=False, done=None)


@router.get("/{instance}/picture.svg")
async def picture(
    request: Request, instance: InstanceId, visitor: TheVisitor, theme: Literal["light", "dark"] = "light"
) -> Response:
    """You are here."""
    records = visitor.engine.records
    routine, found = await run_in_threadpool(records.instance, instance, visitor.me)
    chosen: Theme = theme
    subject = Subject(
        routine=routine,
        look=Look(format="svg", theme=chosen, language=visitor.language),
        instance=found,
        taken=await run_in_threadpool(records.taken, instance, visitor.me),
    )
    return await picture_answer(request, visitor.pictures, subject)
