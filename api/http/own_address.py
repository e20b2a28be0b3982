"""Under which address people reach this server: what the settings say, or where it listens. A request has no say in it."""

from __future__ import annotations

from fastapi import Request

from api.setting_kinds import is_loopback, origin


def own_address(request: Request) -> str:
    """The address for links and callbacks, without a slash at its end."""
    address: str | None = request.app.state.settings.address
    return address or _listening(request)


def is_own(request: Request, address: str) -> bool:
    """Whether a page of that origin is one of ours. A server without an address of its own is also called localhost, on its own machine."""
    if address == own_address(request):
        return True
    host, port = _socket(request)
    here = request.app.state.settings.address is None and is_loopback(host)
    return here and address == origin("http", "localhost", port)


def is_secure(request: Request) -> bool:
    """Whether people reach this server over TLS."""
    return own_address(request).startswith("https://")


def _listening(request: Request) -> str:
    host, port = _socket(request)
    return origin("http", host, port)


def _socket(request: Request) -> tuple[str, int | None]:
    """Where the connection came in."""
    host, port = request.scope.get("server") or ("localhost", None)
    return host, port
