"""A phone that several share: it locks when nobody touches it, and opens with a PIN for the shift; or another person takes it."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request
from fastapi.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.http.language import wanted
from api.pages.rendering import chosen_language, page
from api.pages.staff import cookies
from api.pages.staff.frame import by_role, staff_page
from api.pages.staff.visitor import SignInFirst, TheForm, TheVisitor, Visitor, own_path
from engine.errors.value import FactsWrong
from engine.said import Said
from engine.service.access.sessions import PIN_TRIES, Session

router = APIRouter(include_in_schema=False)


@router.get("/pin")
def pin_page(request: Request, visitor: TheVisitor, next: str = "/home") -> Response:
    """Where a PIN for the shift is chosen."""
    return _chosen(request, visitor, own_path(next), None)


@router.post("/pin")
async def choose_pin(request: Request, visitor: TheVisitor, form: TheForm) -> Response:
    """The phone is shared, and locks; or it is the person's own, and does not."""
    next = own_path(form.text("next"))
    response = RedirectResponse(next, 303)
    if form.has("own"):
        await run_in_threadpool(visitor.engine.sessions.set_pin, visitor.session, None)
        cookies.share(request, response, shared=False)
        return response
    try:
        await run_in_threadpool(
            visitor.engine.sessions.set_pin, visitor.session, form.text("pin"), _locks_after(request)
        )
    except FactsWrong as wrong:
        return await run_in_threadpool(_chosen, request, visitor, next, wrong.problems["pin"])
    cookies.share(request, response, shared=True)
    return response


def _chosen(request: Request, visitor: Visitor, next: str, told: Said | None) -> Response:
    minutes = int(_locks_after(request).total_seconds()) // 60
    values: dict[str, Any] = {"next": next, "told": told, "minutes": minutes}
    return staff_page(request, visitor, "pin.html", 422 if told else 200, **values)


def _locks_after(request: Request) -> timedelta:
    found: timedelta = request.app.state.settings.locks_after
    return found


@router.post("/lock")
async def lock(visitor: TheVisitor, _form: TheForm) -> Response:
    """Locks at once, where there is a PIN to open with."""
    await run_in_threadpool(visitor.engine.sessions.lock, visitor.session)
    return RedirectResponse("/home", 303)


async def _locked(request: Request) -> tuple[str, Session]:
    """The session of this browser, locked or not. Raises SignInFirst where there is none."""
    id = cookies.session_id(request)
    found = await run_in_threadpool(request.app.state.engine.sessions.find, id) if id else None
    if id is None or found is None:
        raise SignInFirst
    return id, found


TheSession = Annotated[tuple[str, Session], Depends(_locked)]


@router.get("/unlock")
def unlock_page(request: Request, here: TheSession, next: str = "/home") -> Response:
    """Whose phone it is now, and where the PIN is typed."""
    _, session = here
    if not session.locked:
        return RedirectResponse(own_path(next), 303)
    return _asked(request, session, own_path(next), None)


@router.post("/unlock")
async def unlock(request: Request, here: TheSession, form: TheForm) -> Response:
    """Opens with the PIN; after a few wrong ones one signs in anew."""
    id, session = here
    next = own_path(form.text("next"))
    sessions = request.app.state.engine.sessions
    if not session.locked or await run_in_threadpool(sessions.unlock, id, form.text("pin")):
        return RedirectResponse(next, 303)
    if await run_in_threadpool(sessions.find, id) is None:
        response = RedirectResponse(f"/?next={quote(next)}#sign-in", 303)
        cookies.drop(request, response)
        return response
    return await run_in_threadpool(_asked, request, session, next, _WRONG)


def _asked(request: Request, session: Session, next: str, told: Said | None) -> HTMLResponse:
    engine, person = request.app.state.engine, session.person
    language = chosen_language(request) or wanted(request)
    name = engine.people.names([person.subject]).get(person.subject)
    whose = name or by_role(person, engine.routines(), language)
    return page(request, "unlock.html", 422 if told else 200, name=whose, next=next, told=told)


_WRONG = Said(
    f"Det var inte rätt PIN. Efter {PIN_TRIES} försök får du logga in på nytt.",
    f"That was not the right PIN. After {PIN_TRIES} tries you sign in anew.",
)
