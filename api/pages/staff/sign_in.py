"""Signing in and out, and the language of the pages."""

from __future__ import annotations

import logging
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from api import demo
from api.http.guard.limits import limits
from api.http.where_from import where_from
from api.pages.staff import cookies
from api.pages.staff.entering import enter
from api.pages.staff.frame import staff_page
from api.pages.staff.visitor import TheForm, TheVisitor
from api.practice import trainer
from engine.run.instance import Person
from engine.said import CODE

_log = logging.getLogger("rutin.sign_in")

router = APIRouter(include_in_schema=False)


def _engine(request: Request) -> Any:
    return request.app.state.engine


TheEngine = Annotated[Any, Depends(_engine)]


@router.post("/sign-in")
async def sign_in(request: Request, form: TheForm) -> Response:
    """Signs in as one of the demonstration's people, or as whom a token stands for."""
    shown = await run_in_threadpool(_shown, request, form.text("person"))
    if shown is not None:
        return await enter(request, shown, form.text("next"))
    if form.has("trainer") and request.app.state.settings.practice and request.app.state.settings.only_here:
        token = await run_in_threadpool(trainer.key, request.app.state.engine)
        return await enter(request, trainer.PERSON, "/practice", token=token)
    tries, there = limits(request).tries, where_from(request)
    tries.check(there)
    token = form.text("token").strip()
    bearer = await request.app.state.identities.bearer(token)
    if bearer is None:
        _log.warning("a token that does not work was shown on the sign-in page from %s", there)
        tries.count(there)
        return RedirectResponse("/?refused=token#sign-in", 303)
    return await enter(request, bearer.person, form.text("next"), token=token)


def _shown(request: Request, token: str) -> Person | None:
    """The person of the demonstration that was chosen; None outside it."""
    state = request.app.state
    if not state.settings.demo or not token:
        return None
    people = demo.people(state.engine.routines())
    return next((each.person for each in people if each.token == token), None)


@router.post("/sign-out")
async def sign_out(request: Request, form: TheForm, engine: TheEngine) -> Response:
    """Ends the session, here and on the server; or one that the person has elsewhere; or all of them."""
    id = cookies.session_id(request)
    if id and form.has("elsewhere"):
        await run_in_threadpool(_end_elsewhere, engine, id, form.text("elsewhere"))
        return RedirectResponse("/person", 303)
    if id:
        await run_in_threadpool(_end, engine, id, everywhere=form.has("everywhere"))
    # Whoever comes next shows who they are, also where the organisation remembers whoever was here.
    response = RedirectResponse("/?anew=1#sign-in", 303)
    cookies.drop(request, response)
    return response


def _end(engine: Any, id: str, *, everywhere: bool) -> None:
    found = engine.sessions.find(id) if everywhere else None
    if found is not None and not found.locked:
        engine.sessions.end_everywhere(found.person.subject)
    engine.sessions.end(id)


def _end_elsewhere(engine: Any, id: str, key: str) -> None:
    found = engine.sessions.find(id)
    if found is not None and not found.locked:
        engine.sessions.end_open(id, key)


@router.get("/person")
def person(request: Request, visitor: TheVisitor) -> Response:
    """Who is signed in: roles, units, language, and out."""
    sessions = visitor.engine.sessions
    session = sessions.find(visitor.session)
    return staff_page(
        request,
        visitor,
        "person.html",
        grants=sorted(visitor.me.grants),
        has_pin=session is not None and session.has_pin,
        elsewhere=[each for each in sessions.open_of(visitor.session) if not each.is_this],
    )


@router.post("/language")
async def speak(visitor: TheVisitor, form: TheForm) -> Response:
    """The person's own choice, for as long as they are signed in."""
    chosen = form.text("language")
    if chosen in CODE:
        await run_in_threadpool(visitor.engine.sessions.speak, visitor.session, chosen)
    return RedirectResponse("/person", 303)
