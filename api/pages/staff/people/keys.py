"""Tokens and what has not left the house: what administrators see to beside people."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from api.http.request.paging import Cursor
from api.pages.staff.frame import role_titles, staff_page
from api.pages.staff.people.words import DONE
from api.pages.staff.visitor import TheAdministrator, TheForm

router = APIRouter(include_in_schema=False)

_A_PAGE = 50


@router.get("/tokens")
def tokens(request: Request, visitor: TheAdministrator, cursor: Cursor = None, done: str = "") -> Response:
    """Whose tokens there are, the newest first."""
    page = visitor.engine.tokens.everybodys(cursor, _A_PAGE)
    names = visitor.engine.people.names([each.subject for each in page.items])
    return staff_page(
        request,
        visitor,
        "people/tokens.html",
        tokens=page.items,
        names=names,
        titles=role_titles(visitor),
        more=page.next,
        done=DONE.get(done),
    )


@router.post("/tokens/end")
async def end_token(visitor: TheAdministrator, form: TheForm) -> Response:
    """Ends one token, now."""
    await run_in_threadpool(visitor.engine.tokens.end, form.text("subject"), form.text("token"))
    return RedirectResponse("/tokens?done=ended", 303)


@router.get("/deliveries")
def deliveries(
    request: Request, visitor: TheAdministrator, cursor: Cursor = None, done: str = ""
) -> Response:
    """What is to leave the house and has not."""
    page = visitor.engine.administration.deliveries(cursor, _A_PAGE)
    return staff_page(
        request, visitor, "people/deliveries.html", waiting=page.items, more=page.next, done=DONE.get(done)
    )


@router.post("/deliveries/send")
async def send_again(visitor: TheAdministrator, form: TheForm) -> Response:
    """Tries a delivery now."""
    await run_in_threadpool(visitor.engine.administration.send_again, form.text("delivery"))
    return RedirectResponse("/deliveries?done=sent", 303)
