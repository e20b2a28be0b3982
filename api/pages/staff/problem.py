"""What could not be done, told to whoever is signed in as a page for staff: what happened, and the way home."""

from __future__ import annotations

from fastapi import Request
from starlette.responses import HTMLResponse

from api.http.problems.kind import Kind
from api.pages import rendering
from api.pages.staff.frame import staff_page
from api.practice.opening import INSTANCE
from engine.errors.request import NotFound
from engine.errors.root import RutinError
from engine.said import Said

FROM_PRACTICE = Said(
    "Den här länken hör till en övning, och här arbetar man på riktigt. Du behöver inte göra något.",
    "This link belongs to a practice, and this is for real work. You need not do anything.",
)


def problem_page(request: Request, kind: Kind, error: RutinError) -> HTMLResponse:
    """The problem on a page for staff, where it is known who is signed in; else as all others see it."""
    visitor = getattr(request.state, "visitor", None)
    if visitor is None:
        return rendering.problem_page(request, kind, error)
    told = error.say(visitor.language)
    if isinstance(error, NotFound) and error.id.startswith(INSTANCE) and not visitor.practice:
        told = FROM_PRACTICE.say(visitor.language)
    return staff_page(
        request, visitor, "problem.html", kind.status, title=kind.title.say(visitor.language), told=told
    )
