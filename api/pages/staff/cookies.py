"""The cookie that holds a session's id, and where a form may come from."""

from __future__ import annotations

import base64
import logging
from datetime import timedelta

from fastapi import Request, Response

from api.http.own_address import is_own, is_secure
from api.http.problems.errors import FromElsewhere
from engine.problems import clipped

_log = logging.getLogger("rutin.pages")

_NAME = "rutin"

_A_YEAR = 365 * 24 * 3600
"""Seconds."""
_ATTEMPT = "rutin-sign-in"


def session_id(request: Request) -> str | None:
    """The id in the request's cookie; None where it has none."""
    return request.cookies.get(_name(request))


def keep(request: Request, response: Response, id: str, lasts: timedelta) -> None:
    """Gives the browser the id for so long, for this origin alone and out of every script's reach."""
    response.set_cookie(
        _name(request),
        id,
        max_age=int(lasts.total_seconds()),
        path="/",
        secure=is_secure(request),
        httponly=True,
        samesite="lax",
    )


def drop(request: Request, response: Response) -> None:
    """Takes the id back."""
    response.delete_cookie(_name(request), path="/", secure=is_secure(request), httponly=True, samesite="lax")


def keep_attempt(request: Request, response: Response, text: str, seconds: int) -> None:
    """Lets the browser keep a sign-in that it has begun elsewhere, until it comes back."""
    response.set_cookie(
        _name(request, _ATTEMPT),
        base64.urlsafe_b64encode(text.encode()).decode(),
        max_age=seconds,
        path="/",
        secure=is_secure(request),
        httponly=True,
        samesite="lax",
    )


def attempt(request: Request) -> str | None:
    """What the browser has kept of a sign-in that it has begun; None where that is nothing, or can't be read."""
    kept = request.cookies.get(_name(request, _ATTEMPT), "")
    try:
        return base64.urlsafe_b64decode(kept).decode() or None
    except ValueError:
        return None


def drop_attempt(request: Request, response: Response) -> None:
    """The sign-in is over, however it went."""
    response.delete_cookie(
        _name(request, _ATTEMPT), path="/", secure=is_secure(request), httponly=True, samesite="lax"
    )


def is_shared(request: Request) -> bool:
    """Whether this browser is on a phone that several share."""
    return f"{_name(request)}-shared" in request.cookies


def share(request: Request, response: Response, *, shared: bool) -> None:
    """Remembers whether several share the phone, whoever is signed in."""
    response.set_cookie(
        f"{_name(request)}-shared",
        "yes",
        max_age=_A_YEAR if shared else 0,
        path="/",
        secure=is_secure(request),
        httponly=True,
        samesite="lax",
    )


def check_origin(request: Request) -> None:
    """Raises FromElsewhere unless the form that was sent stood on a page of ours.

    Browsers say where a form comes from in `Sec-Fetch-Site` and `Origin`, old ones in one of them; no other page can choose what they say.
    """
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if site is None and origin is None:
        raise FromElsewhere()
    if site not in (None, "same-origin"):
        raise FromElsewhere()
    if origin is not None and not is_own(request, origin):
        _log.warning("a form came from %s, which is not RUTIN_ADDRESS: refused", clipped(origin))
        raise FromElsewhere()


def _name(request: Request, name: str = _NAME) -> str:
    """A name that a browser gives to no neighbour, where it is sent over TLS; it refuses that name on plain loopback.

    A practice has cookies of its own: one host may have both on two ports, which share their cookies.
    """
    name = f"{name}-practice" if request.app.state.settings.practice else name
    return f"__Host-{name}" if is_secure(request) else name
