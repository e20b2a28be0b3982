"""Who asks: a bearer token stands for a person with roles in units."""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Callable

from cachetools import TTLCache
from fastapi import Request
from fastapi.concurrency import run_in_threadpool

from api.http.problems.errors import SignInNeeded
from engine.service.tokens import Bearer

REMEMBERED_SECONDS = 5.0
REMEMBERED_TOKENS = 10_000
_TOKEN = re.compile(r"[A-Za-z0-9._~+/=-]{1,200}", re.ASCII)


class Identities:
    """Finds whom a token stands for, and remembers it for a few seconds: a token that is taken away or ends stops
    working within `REMEMBERED_SECONDS`. What is remembered is the token's hash, never the token."""

    def __init__(
        self, find: Callable[[str], Bearer | None], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._find = find
        self._known: TTLCache[bytes, Bearer] = TTLCache(REMEMBERED_TOKENS, REMEMBERED_SECONDS, clock)

    async def bearer(self, token: str) -> Bearer | None:
        """Whom the token stands for, or None."""
        if not _TOKEN.fullmatch(token):
            return None
        digest = hashlib.sha256(token.encode()).digest()
        found = self._known.get(digest)
        if found is None:
            found = await run_in_threadpool(self._find, token)
            if found is not None:
                self._known[digest] = found
        return found


async def signed_in(request: Request, identities: Identities) -> Bearer:
    """Whom the token that the request carries stands for.

    Raises:
        SignInNeeded: no token, or one that is not valid.
    """
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    bearer = await identities.bearer(token.strip()) if scheme.lower() == "bearer" else None
    if bearer is None:
        raise SignInNeeded(given=bool(scheme))
    return bearer
