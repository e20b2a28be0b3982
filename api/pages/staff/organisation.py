"""Signing in by the organisation's own sign-in: there, back, and out when it says so."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from typing import Any

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from api.http.guard.limits import limits
from api.http.own_address import own_address
from api.http.problems.errors import NoSuchAddress
from api.http.where_from import where_from
from api.oidc.problems import NotLetIn, Over, Reason, Roleless, Untrusted
from api.oidc.sign_in import SECONDS, Arrival, Attempt, OrganisationSignIn
from api.pages.staff import cookies
from api.pages.staff.entering import enter
from api.pages.staff.visitor import form_fields, own_path

router = APIRouter(include_in_schema=False)

_log = logging.getLogger("rutin.sign_in")

LONGEST_NEXT = 500
"""Characters of an address to go on to that a cookie has room for; one that is longer leads to the first page."""

BACK = "/sign-in/organisation/back"


@router.get("/sign-in/organisation")
async def go(request: Request) -> Response:
    """To where the organisation signs people in. A link, since no form may lead elsewhere."""
    sign_in = _sign_in(request)
    limits(request).ask(request, where_from(request))
    asked = own_path(request.query_params.get("next", ""))
    anew = "anew" in request.query_params
    try:
        address, attempt = await sign_in.begin(
            own_address(request) + BACK, asked if len(asked) <= LONGEST_NEXT else "/home", anew=anew
        )
    except NotLetIn as wrong:
        return _told(wrong.reason)
    response = RedirectResponse(address, 303)
    cookies.keep_attempt(request, response, attempt.text(), SECONDS)
    return response


@router.get(BACK)
async def come_back(request: Request) -> Response:
    """Whoever comes back is signed in, or told why not. A sign-in is finished once, and in the browser that began it."""
    sign_in = _sign_in(request)
    limits(request).ask(request, where_from(request))
    kept = cookies.attempt(request)
    attempt = Attempt.read(kept) if kept else None
    try:
        arrival = await sign_in.finish(attempt, request.query_params, own_address(request) + BACK)
        assert attempt is not None
        await _use_once(request, f"state {attempt.state}", attempt.at + SECONDS)
        await run_in_threadpool(_know, request.app.state, arrival)
        response = await enter(
            request, arrival.person, attempt.next, provided=arrival.provided, renewal=arrival.renewal
        )
    except NotLetIn as wrong:
        response = _told(wrong.reason)
    cookies.drop_attempt(request, response)
    return response


@router.post("/sign-in/organisation/sign-out")
async def sign_out(request: Request) -> Response:
    """The organisation's sign-in, not a browser, says who is signed out: everywhere, or in one session there."""
    sign_in = _sign_in(request)
    try:
        token = (await form_fields(request)).text("logout_token")
        who, id, over = await sign_in.signed_out(token)
        await _use_once(request, f"logout {id}", over)
    except (Untrusted, Over) as wrong:
        limits(request).tries.count(where_from(request))
        _log.warning("a word that somebody is signed out was refused: %s", wrong.why)
        return Response('{"error": "invalid_request"}', 400, media_type="application/json")
    await run_in_threadpool(request.app.state.engine.sessions.end_provided, who)
    return Response(None, 200, {"Cache-Control": "no-store"})


def _know(state: Any, arrival: Arrival) -> None:
    """Writes down what the organisation says of the person, for as long as the session. Raises Roleless."""
    people, said = state.engine.people, arrival.person
    until = state.engine.now() + state.settings.session_lasts
    people.vouched_for(said.subject, said.grants, until, arrival.name)
    if not people.granted_or_vouched(said.subject):
        raise Roleless(f"{said.subject!r} holds nothing")


async def _use_once(request: Request, what: str, until: int) -> None:
    sessions = request.app.state.engine.sessions
    if not await run_in_threadpool(sessions.is_first_use, what, datetime.fromtimestamp(until, UTC)):
        raise Over("shown a second time")


def _sign_in(request: Request) -> OrganisationSignIn:
    sign_in: OrganisationSignIn | None = request.app.state.sign_in
    if sign_in is None:
        raise NoSuchAddress(request.url.path)
    return sign_in


def _told(reason: Reason) -> Response:
    """To the start page, which says why."""
    return RedirectResponse(f"/?refused={reason}#sign-in", 303)
