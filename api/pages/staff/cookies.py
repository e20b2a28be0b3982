"""The cookie that holds a session's id, and where a form may come from."""

from __future__ import annotations

from fastapi import Request, Response

from api.http.problems.errors import FromElsewhere
from engine.service.sessions import LONGEST

_NAME = "rutin"


def session_id(request: Request) -> str | None:
    """The id in the request's cookie; None where it has none."""
    return request.cookies.get(_name(request))


def keep(request: Request, response: Response, id: str) -> None:
    """Gives the browser the id, for this origin alone and out of every script's reach."""
    response.set_cookie(
        _name(request),
        id,
        max_age=int(LONGEST.total_seconds()),
        path="/",
        secure=_is_secure(request),
        httponly=True,
        samesite="lax",
    )


def drop(request: Request, response: Response) -> None:
    """Takes the id back."""
    response.delete_cookie(
        _name(request), path="/", secure=_is_secure(request), httponly=True, samesite="lax"
    )


def check_origin(request: Request) -> None:
    """Raises FromElsewhere unless the form that was sent stood on a page of ours.

    Browsers say where a form comes from in `Sec-Fetch-Site`, and older ones in `Origin`; no other page can choose what they say.
    """
    site = request.headers.get("sec-fetch-site")
    own = f"{request.url.scheme}://{request.headers.get('host', '')}"
    if site is not None:
        if site != "same-origin":
            raise FromElsewhere()
    elif request.headers.get("origin") != own:
        raise FromElsewhere()


def _name(request: Request) -> str:
    """A name that a browser gives to no neighbour, where it is sent over TLS; it refuses that name on plain loopback."""
    return f"__Host-{_NAME}" if _is_secure(request) else _NAME


def _is_secure(request: Request) -> bool:
    return request.url.scheme == "https"
