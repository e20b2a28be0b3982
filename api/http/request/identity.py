"""Who asks: a bearer token stands for a person with roles in units."""

from __future__ import annotations

import hashlib
import logging
import re
import time
from collections.abc import Callable

from cachetools import TTLCache
from fastapi import Request
from fastapi.concurrency import run_in_threadpool

from api.http.problems.errors import SignInNeeded
from api.oidc.problems import NotLetIn, Roleless, Silent
from api.oidc.sign_in import OrganisationSignIn
from engine.run.instance import Person
from engine.service.access.tokens import Bearer

REMEMBERED_SECONDS = 5.0
REMEMBERED_TOKENS = 10_000
_log = logging.getLogger("rutin.sign_in")
_TOKEN = re.compile(r"[A-Za-z0-9._~+/=-]{1,200}", re.ASCII)


class Identities:
    """Finds whom a token stands for, and remembers it for a few seconds: a token that is taken away or ends stops
    working within `REMEMBERED_SECONDS`. What is remembered is the token's hash, never the token."""

    def __init__(
        self,
        find: Callable[[str], Bearer | None],
        sign_in: OrganisationSignIn | None = None,
        granted: Callable[[str], frozenset[tuple[str, str]]] = lambda _: frozenset(),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._find, self._sign_in, self._granted = find, sign_in, granted
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

    async def caller(self, token: str) -> Bearer | None:
        """Whom the token stands for where the API is called: one of ours, or an access token of the organisation's sign-in.

        Raises Silent where that can't be told now.
        """
        if self._sign_in is None or token.count(".") != 2:
            return await self.bearer(token)
        digest = hashlib.sha256(token.encode()).digest()
        found = self._known.get(digest)
        if found is None:
            try:
                found = await self._provided(await self._sign_in.caller(token))
            except Silent:
                raise
            except NotLetIn as wrong:
                _log.warning("an access token was refused (%s): %s", wrong.reason, wrong.why)
                return None
            self._known[digest] = found
        return found

    async def _provided(self, said: Person) -> Bearer:
        held = said.grants | await run_in_threadpool(self._granted, said.subject)
        if not held:
            raise Roleless(f"{said.subject!r} holds nothing")
        return Bearer(Person(said.subject, held))


async def signed_in(request: Request, identities: Identities) -> Bearer:
    """Whom the token that the request carries stands for.

    Raises:
        SignInNeeded: no token, or one that is not valid.
    """
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    bearer = await identities.caller(token.strip()) if scheme.lower() == "bearer" else None
    if bearer is None:
        raise SignInNeeded(given=bool(scheme))
    return bearer
