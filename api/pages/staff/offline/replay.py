"""A step that was ticked without signal: registered as of when it was done, by the command that what was done on paper is registered by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

from api.http.changing import Change
from api.http.dependencies import InstanceId
from api.http.problems.answering import kind_of
from api.pages.edition import edition
from api.pages.staff.fields import Fields
from api.pages.staff.instance.places import place_in
from api.pages.staff.offline.phone import NOBODY
from api.pages.staff.visitor import AnyVisitor, Form, TheForm, Visitor
from engine.errors.request import KeyReused
from engine.errors.root import Refusal
from engine.errors.step import MovedOn, NotPossibleHere
from engine.errors.value import FactsWrong
from engine.run.commands import Choose
from engine.run.events.choosing import choices_of
from engine.run.explain import asked
from engine.said import Said, joined
from engine.values.durations import words
from engine.values.moments import read_moment

router = APIRouter(prefix="/offline", include_in_schema=False)

WRONG_CLOCK = timedelta(minutes=10)
"""A phone whose clock is further off than this is told of."""

_ABOUT = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
"""How exactly a wrong clock is told: in the largest of these that it is wrong by twice."""

_NEVER = -1
"""A revision that no instance has: what would be carried out for the first time is refused as moved on."""

_MOVED_ON = Said(
    "Rutinen hade gått vidare när det skickades, så det räknades inte. Kanske hann en kollega före.",
    "The routine had moved on when this was sent, so it was not counted. Perhaps a colleague came first.",
)


@router.post("/instances/{instance}/steps/{state}/{choice}")
async def replay(
    request: Request, instance: InstanceId, state: str, choice: str, visitor: AnyVisitor, form: TheForm
) -> Response:
    """Registers it, once. The answer proves itself by the form's nonce: only what has a proof counts as answered."""
    if visitor is None:
        return NOBODY
    key = await run_in_threadpool(visitor.engine.phone_keys.of, visitor.me.subject)
    told: dict[str, Any] = {
        "proof": key.proof(form.text("_nonce")),
        "edition": edition(),
        "clock": _clock(form, visitor),
    }
    if form.text("_owner") != key.owner:
        # Another person is signed in by now: it is not theirs to send.
        return JSONResponse({"edition": edition()}, 401)
    try:
        await _register(visitor, instance, state, choice, form)
    except Refusal as why:
        said = _said(why).say(visitor.language)
        now = await run_in_threadpool(_possible, visitor, instance)
        return JSONResponse({**told, "told": said, "now": now}, kind_of(why).status)
    return JSONResponse(told)


async def _register(visitor: Visitor, instance: str, state: str, choice: str, form: Form) -> None:
    routine, found = await run_in_threadpool(visitor.engine.records.instance, instance, visitor.me)
    done_at, since = _moment(form.text("_done")), _moment(form.text("_since"))
    there = routine.states.get(state)
    asks = next((each.ask for each in choices_of(routine, there) if each.id == choice), ()) if there else ()
    told = [asked(routine.facts[each.fact], each.required, visitor.language) for each in asks]
    # «I dag» was that of the day on which it was typed.
    fields = Fields(routine, told, visitor.language, done_at, visitor.engine.context.zone)
    values, wrong = fields.read(form)
    if wrong:
        raise FactsWrong({fact: Said(why, why) for fact, why in wrong.items()})
    change = Change(visitor, form.key, instance, None)
    command = Choose(
        **change.to, state=state, choice=choice, facts=values, checked=form.ticks, done_at=done_at
    )
    is_as_seen = any(each.state == state and each.since == since for each in found.tokens.values())
    try:
        await change.carry_out(command if is_as_seen else replace(command, revision=_NEVER))
    except KeyReused as reused:
        # It has been carried out, and the answer was lost: as this, or as the form was sent when there was signal. None of them can be
        # carried out anew, since the key is taken.
        for before in _as_it_was_sent(command, form):
            if await _is_done(change, before):
                return
        raise MovedOn(_NEVER, found.revision) from reused


def _as_it_was_sent(command: Choose, form: Form) -> Iterator[Choose]:
    online = replace(command, done_at=None)
    yield from (command, replace(online, revision=form.revision), online)


async def _is_done(change: Change, command: Choose) -> bool:
    try:
        await change.carry_out(command)
    except KeyReused:
        return False
    return True


def _moment(text: str) -> datetime:
    """Raises FactsWrong where that is none."""
    moment = read_moment(text)
    if moment is None:
        raise FactsWrong({"done_at": Said("Tiden går inte att läsa.", "The time can't be read.")})
    return moment


def _clock(form: Form, visitor: Visitor) -> str | None:
    """What is told of a phone whose clock is wrong; None where it is right, or does not say."""
    phone = read_moment(form.text("_phone"))
    ahead = phone - visitor.engine.now() if phone else timedelta()
    if abs(ahead) < WRONG_CLOCK:
        return None
    wrong, is_fast = abs(ahead), ahead > timedelta()
    wrong -= wrong % next(each for each in _ABOUT if wrong >= 2 * each)
    return Said(
        f"Telefonens klocka går {words(wrong)} {'före' if is_fast else 'efter'}. Ställ den rätt, så blir tiderna rätt.",
        f"The phone's clock is {words(wrong, 'en')} {'fast' if is_fast else 'slow'}. Set it right, and times will be right.",
    ).say(visitor.language)


def _said(why: Refusal) -> Said:
    if isinstance(why, MovedOn | NotPossibleHere):
        return _MOVED_ON
    if isinstance(why, FactsWrong):
        return joined(why.problems.values())
    return why.said()


def _possible(visitor: Visitor, instance: str) -> dict[str, Any] | None:
    """Where the instance is now, and what can be done there; None where that is not for the visitor."""
    try:
        view = visitor.engine.records.view(instance, visitor.me, visitor.language)
    except Refusal:
        return None
    place = place_in(view)
    if place is None or view["status"] != "running":
        return {"title": view["outcome_title"] or view["title"], "choices": []}
    allowed = [each["label"] for each in place.step["choices"] if each["allowed"] and not each["anytime"]]
    return {"title": place.step["title"], "choices": allowed}
