"""A choice is taken, and leads on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from api.http.changing import Change
from api.pages.staff.instance.places import choice_of
from api.pages.staff.instance.showing import refused
from api.pages.staff.visitor import Form, Visitor
from engine.errors.root import Refusal
from engine.errors.value import FactsWrong
from engine.run.commands import Choose
from engine.service.batch import Answer


async def taken(
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
        checked=form.ticks,
    )
    try:
        answer = await change.carry_out(command)
    except FactsWrong:
        raise
    except Refusal as why:
        return await refused(request, visitor, change.to["instance"], why)
    return RedirectResponse(await run_in_threadpool(_next, answer, command), 303)


def _next(answer: Answer, command: Choose) -> str:
    """Where it goes on: in what was just started beside it, else where the instance is now."""
    view = answer.view()
    step = next((each for each in view["steps"] if each["state"] == command.state), None)
    chosen = choice_of(step, command.choice) if step else None
    if chosen is not None and chosen["starts"]:
        started = [each for each in view["children"] if not each["called"] and each["status"] == "running"]
        own = [each for each in started if each["routine"] == chosen["starts"]]
        if own:
            return f"/instances/{own[-1]['id']}?saved=1"
    return f"/instances/{answer.instance}?saved=1"
