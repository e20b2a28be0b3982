"""Who asks: a bearer token stands for a person with roles in units."""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Callable
from typing import Annotated

from fastapi import Depends, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from api.errors import SignInNeeded
from engine.run.instance import Person

REMEMBERED_SECONDS = 5.0
REMEMBERED_TOKENS = 10_000
_TOKEN = re.compile(r"[A-Za-z0-9._~+/=-]{1,200}", re.ASCII)

_scheme = HTTPBearer(
    auto_error=False,
    scheme_name="token",
    description="A token of `rutin token`, or in demonstration mode one of those on the start page.",
)


class Identities:
    """Finds the person of a token, and remembers it for a few seconds: a token that is taken away stops
    working within `REMEMBERED_SECONDS`. What is remembered is the token's hash, never the token."""

    def __init__(
        self, find: Callable[[str], Person | None], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._find = find
        self._clock = clock
        self._known: dict[bytes, tuple[float, Person]] = {}

    async def person(self, token: str) -> Person | None:
        """The person whose token it is, or None."""
        if not _TOKEN.fullmatch(token):
            return None
        digest = hashlib.sha256(token.encode()).digest()
        until, person = self._known.get(digest, (0.0, None))
        if person is not None and self._clock() < until:
            return person
        found = await run_in_threadpool(self._find, token)
        if found is None:
            self._known.pop(digest, None)
            return None
        if len(self._known) >= REMEMBERED_TOKENS:
            self._known.clear()
        self._known[digest] = (self._clock() + REMEMBERED_SECONDS, found)
        return found


async def signed_in(
    request: Request, credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_scheme)]
) -> Person:
    """The person whose token the request carries.

    Raises:
        SignInNeeded: no token, or one that is not valid.
    """
    if credentials is None:
        raise SignInNeeded(given="authorization" in request.headers)
    identities: Identities = request.app.state.identities
    person = await identities.person(credentials.credentials)
    if person is None:
        raise SignInNeeded(given=True)
    return person


Me = Annotated[Person, Depends(signed_in)]
