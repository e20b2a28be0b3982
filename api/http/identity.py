"""Who asks: a bearer token stands for a person with roles in units."""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Callable

from fastapi import Request
from fastapi.concurrency import run_in_threadpool

from api.http.problems.errors import SignInNeeded
from engine.run.instance import Person

REMEMBERED_SECONDS = 5.0
REMEMBERED_TOKENS = 10_000
_TOKEN = re.compile(r"[A-Za-z0-9._~+/=-]{1,200}", re.ASCII)


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


async def signed_in(request: Request, identities: Identities) -> Person:
    """The person whose token the request carries.

    Raises:
        SignInNeeded: no token, or one that is not valid.
    """
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    person = await identities.person(token.strip()) if scheme.lower() == "bearer" else None
    if person is None:
        raise SignInNeeded(given=bool(scheme))
    return person
