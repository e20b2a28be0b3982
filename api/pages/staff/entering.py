"""Coming in: a new session for this browser, whichever way the person has shown who they are."""

from __future__ import annotations

import logging
from datetime import timedelta
from urllib.parse import quote

from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from api.http.where_from import where_from
from api.oidc.sealing import Renewal
from api.pages.staff import cookies, renewing
from api.pages.staff.visitor import own_path
from engine.run.instance import Person
from engine.service.access.sessions import Provided

_log = logging.getLogger("rutin.sign_in")


async def enter(
    request: Request,
    person: Person,
    next: str,
    *,
    token: str | None = None,
    provided: Provided | None = None,
    renewal: Renewal | None = None,
    shift_ends: timedelta | None = None,
) -> Response:
    """Signs the person in, and leads to `next` where that is a path of ours. `token`, `provided`: what they have shown; `renewal`: what
    to ask by whether that still holds.

    On a phone that several share a PIN for the shift is chosen first. `shift_ends`: whoever is let in for a shift is signed in until
    then, however seldom they look: they could not come in again.

    A session that this browser had is not gone on with: somebody else may have put it there.
    """
    state = request.app.state
    sessions, settings = state.engine.sessions, state.settings
    id = await run_in_threadpool(
        lambda: sessions.begin(
            person,
            token=token,
            provided=provided,
            lasts=shift_ends or settings.session_lasts,
            idle=shift_ends or settings.session_idle,
        )
    )
    if renewal:
        await renewing.keep(request, id, renewal)
    old = cookies.session_id(request)
    if old:
        await run_in_threadpool(sessions.end, old)
    shown = (
        "a token"
        if token
        else "the organisation's sign-in"
        if provided
        else "a code"
        if shift_ends
        else "choice"
    )
    _log.info("signed in: %r by %s from %s", person.subject, shown, where_from(request))
    path = own_path(next)
    response = RedirectResponse(f"/pin?next={quote(path)}" if cookies.is_shared(request) else path, 303)
    cookies.keep(request, response, id, shift_ends or settings.session_lasts)
    return response
