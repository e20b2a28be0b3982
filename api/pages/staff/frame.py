"""What stands round every page for staff: who is signed in, in which language, and what a page is made with."""

from __future__ import annotations

import secrets
from typing import Any

from fastapi import Request
from starlette.responses import HTMLResponse

from api.pages.rendering import render
from api.pages.staff.times import Times
from api.pages.staff.visitor import Visitor, units
from engine.model.routine import Routine


def staff_page(
    request: Request, visitor: Visitor, template: str, status: int = 200, **values: Any
) -> HTMLResponse:
    """The page from the template, in the visitor's language. It is nobody else's, and is kept nowhere."""
    content = render(
        f"staff/{template}",
        visitor.language,
        me=signature(visitor),
        times=times(visitor),
        key=lambda: secrets.token_urlsafe(16),
        here=request.url.path,
        **values,
    )
    return HTMLResponse(content, status, {"Content-Language": visitor.language, "Cache-Control": "no-store"})


def times(visitor: Visitor) -> Times:
    """Says moments as of now, on the organisation's clock."""
    return Times(visitor.engine.now(), visitor.engine.context.zone)


def signature(visitor: Visitor) -> str:
    """Who is signed in, as a shared phone must show it: «Medarbetare, norra»."""
    titles = role_titles(visitor)
    roles = [titles.get(role, role) for role in sorted({role for role, _ in visitor.me.grants})]
    return ", ".join([*roles, *units(visitor.me)]) or visitor.me.subject


def role_titles(visitor: Visitor) -> dict[str, str]:
    """What the published routines call the roles."""
    return {
        role.id: role.title.say(visitor.language)
        for routine in visitor.engine.routines()
        for role in routine.roles.values()
    }


def language_of(visitor: Visitor, routine: Routine) -> str:
    """The language in which the routine's texts are shown."""
    return visitor.language if visitor.language in routine.languages else routine.languages[0]
