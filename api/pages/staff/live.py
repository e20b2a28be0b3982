"""What an open page follows, where it is told that there is something new, and what it then asks for."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from starlette.responses import PlainTextResponse, Response

from api.http.dependencies import InstanceId
from api.http.live.answer import Events
from api.http.live.streams import Streams
from api.http.request.headers import has_already
from api.pages.staff.visitor import SEEN, TheVisitor, Visitor, units
from engine.said import Said
from engine.service.cursor import Page

router = APIRouter(prefix="/live", include_in_schema=False)

NOTICES = 5
"""How many reminders a page shows."""

_CHANGED = Said("Läget har ändrats.", "Things have changed.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Live:
    """What a page follows. `path`: where that is told; `seen`: how it is on the page; `page`: where the page is asked for anew.

    `news`: what has come since, where the page is asked for anew. `quiet`: lists change before one's eyes, and say so to the ear alone.
    """

    path: str
    seen: str
    page: str
    news: str = ""
    quiet: bool = False


def of_instance(request: Request, visitor: Visitor, instance: str, revision: int, page: str) -> Live:
    """A page of an instance at that revision."""
    return Live(
        path=f"/live/instances/{instance}",
        seen=str(revision),
        page=page,
        news=_news(request, visitor, instance, revision),
    )


def of_work(page: str, tasks: Page[dict[str, Any]], notices: Sequence[Mapping[str, Any]]) -> Live:
    """A page of what waits, which shows these tasks and reminders first; whatever else it shows is read after them."""
    return Live(path="/live/work", seen=_mark(tasks, notices[:NOTICES]), page=page, quiet=True)


def _news(request: Request, visitor: Visitor, instance: str, revision: int) -> str:
    """What has come since the revision that a page which asks for itself has shown."""
    seen = request.headers.get(SEEN, "")
    if not (seen.isascii() and seen.isdigit() and int(seen) < revision):
        return ""
    answered = visitor.engine.following.answered(instance, visitor.me, int(seen), visitor.language)
    if answered is None:
        return _CHANGED.say(visitor.language)
    who = Said(" eller ", " or ").say(visitor.language).join(answered.roles)
    return (
        Said("{who} har svarat: {label}", "{who} has answered: {label}")
        .fill(who=who, label=answered.label)
        .say(visitor.language)
    )


@router.get("/work")
async def follow_work(request: Request, visitor: TheVisitor, seen: str = "") -> Response:
    """All that moves on in the units where the visitor has a role."""
    return await _followed(request, visitor, lambda: _work(visitor), seen, None)


@router.get("/instances/{instance}")
async def follow_instance(
    request: Request, instance: InstanceId, visitor: TheVisitor, seen: str = ""
) -> Response:
    """The instance's case."""
    case, _ = await run_in_threadpool(visitor.engine.following.now, instance, visitor.me)
    return await _followed(request, visitor, lambda: _revision(visitor, instance), seen, case)


async def _followed(
    request: Request, visitor: Visitor, now: Callable[[], str], seen: str, case: str | None
) -> Response:
    """How it is now, to whoever asks; to whoever wants events (`Accept`) that there is something new, each time."""
    if "text/event-stream" not in request.headers.get("accept", ""):
        tag = await run_in_threadpool(now)
        headers = {"ETag": f'"{tag}"'}
        return (
            Response(None, 304, headers)
            if has_already(request, tag)
            else PlainTextResponse(tag, headers=headers)
        )
    streams: Streams = request.app.state.streams
    stream = streams.open(visitor.me.subject, case=case, units=units(visitor.me))

    async def may_still() -> bool:
        found = await run_in_threadpool(visitor.engine.sessions.find, visitor.session, in_use=False)
        return found is not None and not found.locked and found.person == visitor.me

    try:
        is_new = await run_in_threadpool(now) != seen
    except BaseException:
        streams.close(stream)
        raise
    return Events(streams, stream, is_new=is_new, may_still=may_still)


def _revision(visitor: Visitor, instance: str) -> str:
    return str(visitor.engine.following.now(instance, visitor.me)[1])


def _work(visitor: Visitor) -> str:
    records = visitor.engine.records
    tasks = records.tasks(visitor.me, visitor.language)
    return _mark(tasks, records.notices(visitor.me, most=NOTICES).items)


def _mark(tasks: Page[dict[str, Any]], notices: Sequence[Mapping[str, Any]]) -> str:
    """What tells one worklist, with its reminders, from another."""
    told = json.dumps([tasks.items, tasks.next, notices], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:16]
