"""Help, and how accessible the pages are: open to all, with a way to report what does not work."""

from __future__ import annotations

from datetime import date
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from api.http.own_address import own_address
from api.pages.rendering import page
from api.pages.staff.frame import framed
from api.pages.staff.visitor import AnyVisitor

router = APIRouter(include_in_schema=False)

ASSESSED = date(2026, 11, 30)
"""When we last went through all the pages: this day, and what is known to be missing, are gone over for each release."""


@router.get("/help")
def help(request: Request, visitor: AnyVisitor) -> HTMLResponse:
    """How the pages are used, and who helps."""
    return _about(request, visitor, "help.html")


@router.get("/accessibility")
def accessibility(request: Request, visitor: AnyVisitor) -> HTMLResponse:
    """What the law on accessible public services asks for: how far it goes, what is missing, how to report, who supervises."""
    settings = request.app.state.settings
    here: date | None = settings.accessibility_assessed
    return _about(
        request,
        visitor,
        "accessibility.html",
        organisation=settings.organisation,
        address=own_address(request),
        adds=settings.accessibility_adds,
        assessed=ASSESSED,
        assessed_here=here,
        updated=max(ASSESSED, here or ASSESSED),
    )


def _about(request: Request, visitor: AnyVisitor, template: str, **values: Any) -> HTMLResponse:
    """In the frame that whoever looks knows: staff keep their way home."""
    settings = request.app.state.settings
    values |= {"mail": settings.contact_mail, "phone": settings.contact_phone}
    if visitor is None:
        return page(request, template, frame="base.html", staff=False, **values)
    return framed(request, visitor, template, frame="staff/frame.html", staff=True, **values)
