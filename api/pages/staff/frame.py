"""What stands round every page for staff: who is signed in, in which language, and what a page is made with."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from fastapi import Request
from starlette.responses import HTMLResponse

from api import demo
from api.pages.rendering import in_practice, render
from api.pages.staff.live import Live
from api.pages.staff.times import Times
from api.pages.staff.visitor import Visitor, units
from engine.model.routine import Routine
from engine.run.instance import Person
from engine.said import Said


def staff_page(
    request: Request,
    visitor: Visitor,
    template: str,
    status: int = 200,
    *,
    live: Live | None = None,
    **values: Any,
) -> HTMLResponse:
    """The page from the template for staff, in the visitor's language. It is nobody else's, and is kept nowhere. `live`: what it
    follows while it is open.
    """
    return framed(request, visitor, f"staff/{template}", status, live=live, **values)


def framed(
    request: Request,
    visitor: Visitor,
    template: str,
    status: int = 200,
    *,
    live: Live | None = None,
    **values: Any,
) -> HTMLResponse:
    """As `staff_page`, from any template."""
    content = render(
        template,
        visitor.language,
        me=signature(visitor),
        times=times(visitor),
        key=lambda: secrets.token_urlsafe(16),
        here=request.url.path,
        answers_a_form=request.method == "POST",
        practice=in_practice(request),
        live=live,
        **values,
    )
    return HTMLResponse(content, status, {"Content-Language": visitor.language, "Cache-Control": "no-store"})


def times(visitor: Visitor) -> Times:
    """Says moments as of now, on the organisation's clock."""
    return Times(visitor.engine.now(), visitor.engine.context.zone)


def signature(visitor: Visitor) -> str:
    """Who is signed in, as a shared phone must show it: «Medarbetare, norra»."""
    if visitor.administers:
        trainer = visitor.practice
        title = Said("Utbildare", "Trainer") if trainer else Said("Administratör", "Administrator")
        return title.say(visitor.language)
    return by_role(visitor.me, visitor.engine.routines(), visitor.language)


def by_role(person: Person, routines: Iterable[Routine], language: str) -> str:
    """Somebody by roles and units: «Medarbetare, norra»; by subject where they have none."""
    titles = _titles(routines, language)
    roles = [titles.get(role, role) for role in sorted({role for role, _ in person.grants})]
    return ", ".join([*roles, *units(person)]) or person.subject


def name_of(visitor: Visitor) -> Callable[[str], str]:
    """What people call the person of a subject: by name where it is known, in the demonstration by the role, else by the subject."""
    titles: dict[str, str] = {}
    if visitor.demo:
        shown = demo.people(visitor.engine.routines())
        titles = {each.token: each.title.say(visitor.language) for each in shown}

    def name(subject: str) -> str:
        if subject not in titles:
            titles[subject] = visitor.engine.people.names([subject]).get(subject, subject)
        return titles[subject]

    return name


def role_titles(visitor: Visitor) -> dict[str, str]:
    """What the published routines call the roles."""
    return _titles(visitor.engine.routines(), visitor.language)


def _titles(routines: Iterable[Routine], language: str) -> dict[str, str]:
    return {role.id: role.title.say(language) for routine in routines for role in routine.roles.values()}


def roles_of(visitor: Visitor) -> Callable[[Mapping[str, Any]], str]:
    """Says whose a task of the worklist is, by the titles of its roles."""
    titles = role_titles(visitor)
    return lambda task: ", ".join(titles.get(role, role) for role in task["roles"])
