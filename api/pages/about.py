"""Help, and how accessible the pages are: open to all, with a way to report what does not work."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from api.pages.rendering import page

router = APIRouter(include_in_schema=False)


@router.get("/help")
def help(request: Request) -> HTMLResponse:
    """How the pages are used, and who helps."""
    return _about(request, "help.html")


@router.get("/accessibility")
def accessibility(request: Request) -> HTMLResponse:
    """What the law on accessible public services asks for: how far it goes, what is missing, how to report, who supervises."""
    return _about(request, "accessibility.html")


def _about(request: Request, template: str) -> HTMLResponse:
    settings = request.app.state.settings
    return page(
        request,
        template,
        organisation=settings.organisation,
        mail=settings.contact_mail,
        phone=settings.contact_phone,
    )
