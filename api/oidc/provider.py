"""The sign-in service as it is now: where to go and with which keys it signs, asked for seldom and never by many at once."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Generic, TypeVar

from joserfc.errors import JoseError
from joserfc.jwk import Key, KeySet, import_key

from api.oidc import metadata
from api.oidc.fetching import get_json
from api.oidc.metadata import Metadata
from api.oidc.problems import Silent

KEPT_SECONDS = 3600.0
"""How long what the service says of itself is believed."""

ASKED_EVERY_SECONDS = 30.0
"""How often it is asked for keys at most, whatever key a token names."""

SILENT_SECONDS = 5.0
"""How long it is left alone when it has not answered: all who come meanwhile are told at once."""

MOST_KEYS = 50
_PUBLIC_KINDS = ("RSA", "EC", "OKP")

T = TypeVar("T")
_log = logging.getLogger("rutin.sign_in")


class Provider:
    """One sign-in service. Belongs to one event loop."""

    def __init__(self, issuer: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._issuer, self._clock = issuer, clock
        self._metadata = _Kept(self._ask_for_metadata, clock)
        self._keys = _Kept(self._ask_for_keys, clock)

    async def metadata(self) -> Metadata:
        """Where to go. Raises Silent."""
        return await self._metadata.get()

    async def keys(self, kid: object) -> KeySet:
        """Its keys, asked for anew where none is called `kid` and they have not just been asked for. Raises Silent."""
        keys = await self._keys.get()
        is_known = kid is None or any(key.kid == kid for key in keys)
        return keys if is_known else await self._keys.get(not_older_than=ASKED_EVERY_SECONDS)

    async def _ask_for_metadata(self) -> Metadata:
        address = self._issuer.rstrip("/") + metadata.WELL_KNOWN
        return metadata.read(await get_json(address), self._issuer)

    async def _ask_for_keys(self) -> KeySet:
        address = (await self.metadata()).keys_at
        return _public_keys(await get_json(address), address)


class _Kept(Generic[T]):
    """One thing that is asked for, by one at a time, and kept; that there was no answer is kept too, for a while."""

    def __init__(self, ask: Callable[[], Awaitable[T]], clock: Callable[[], float]) -> None:
        self._ask, self._clock = ask, clock
        self._lock = asyncio.Lock()
        self._found: tuple[float, T] | None = None
        self._silent: tuple[float, str] | None = None

    async def get(self, not_older_than: float = KEPT_SECONDS) -> T:
        async with self._lock:
            now = self._clock()
            if self._found and now - self._found[0] < not_older_than:
                return self._found[1]
            if self._silent and now - self._silent[0] < SILENT_SECONDS:
                raise Silent(self._silent[1])
            try:
                found = await self._ask()
            except Silent as silent:
                _log.warning("the sign-in service does not answer: %s", silent.why)
                self._silent = self._clock(), silent.why
                raise
            self._found = self._clock(), found
            return found


def _public_keys(document: Mapping[str, Any], address: str) -> KeySet:
    """The keys that can have signed something: public ones. A secret that both sides know is no key of a service."""
    listed = document.get("keys")
    keys: list[Key] = []
    for each in listed[:MOST_KEYS] if isinstance(listed, list) else ():
        if (
            not isinstance(each, dict)
            or each.get("kty") not in _PUBLIC_KINDS
            or each.get("use", "sig") != "sig"
        ):
            continue
        try:
            keys.append(import_key(each))
        except (JoseError, ValueError, TypeError, KeyError):
            continue
    if not keys:
        raise Silent(f"{address} has no key")
    return KeySet(keys)
