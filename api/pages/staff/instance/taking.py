"""A choice is taken, and leads on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from api.http.changing import Change
from api.pages.staff.instance.places import choice_of
from api.pages.staff.instance.showing import refused
from api.pages.staff.visitor import Form, Visitor
from engine.errors.root import Refusal
from engine.errors.step import MovedOn
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
    *,
    done_at: datetime | None = None,
    paper: str | None = None,
) -> Response:
    """Leads on after the choice; a refusal is told above the step as it is now. Raises FactsWrong."""
    command = Choose(
        **change.to,
        state=state,
        choice=choice or form.text("choice"),
        facts=values,
        checked=form.ticks,
        done_at=done_at,
        paper=paper,
    )
    try:
        answer = await _carried_out(visitor, change, command, form)
    except FactsWrong:
        raise
    except Refusal as why:
        return await refused(request, visitor, change.to["instance"], why)
    return RedirectResponse(await run_in_threadpool(_next, answer, command), 303)


async def _carried_out(visitor: Visitor, change: Change, command: Choose, form: Form) -> Answer:
    """The choice, also where only a reminder has come or a step beside it was done since the page was shown: it is the same step still."""
    try:
        return await change.carry_out(command)
    except MovedOn:
        if not await run_in_threadpool(_is_here_still, visitor, command, form.text("since")):
            raise
    now = Change(visitor, form.key, command.instance, None)
    return await now.carry_out(replace(command, revision=None))


def _is_here_still(visitor: Visitor, command: Choose, since: str) -> bool:
    view = visitor.engine.records.view(command.instance, visitor.me, visitor.language)
    return any(step["state"] == command.state and step["since"] == since for step in view["steps"])


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
