"""Asking the sign-in service: never for long, never for much, and never somewhere else than where it was asked."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from typing import Any

import httpx2

from api.oidc.problems import Silent

SECONDS = 8.0
"""How long one question may take in all."""

MOST = 256 * 1024
"""Bytes of an answer that are read."""

HEADERS = {"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "rutin"}


class Bounded(httpx2.AsyncHTTPTransport):
    """Answers of more than MOST bytes, or packed, are not read."""

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Asks."""
        response = await super().handle_async_request(request)
        if response.headers.get("content-encoding", "identity") != "identity":
            raise httpx2.DecodingError("a packed answer", request=request)
        assert isinstance(response.stream, httpx2.AsyncByteStream)
        response.stream = _BoundedStream(response.stream, request)
        return response


class _BoundedStream(httpx2.AsyncByteStream):
    def __init__(self, stream: httpx2.AsyncByteStream, request: httpx2.Request) -> None:
        self._stream, self._request = stream, request

    async def __aiter__(self) -> AsyncIterator[bytes]:
        length = 0
        async for part in self._stream:
            length += len(part)
            if length > MOST:
                raise httpx2.ReadError("an answer that is too long", request=self._request)
            yield part

    async def aclose(self) -> None:
        await self._stream.aclose()


async def get_json(address: str) -> Mapping[str, Any]:
    """The JSON object that stands at the address. Raises Silent."""
    try:
        async with (
            asyncio.timeout(SECONDS),
            httpx2.AsyncClient(transport=Bounded(), headers=HEADERS, timeout=SECONDS) as client,
        ):
            answer = await client.get(address)
        if answer.status_code != 200:
            raise Silent(f"{address} answered {answer.status_code}")
        found = json.loads(answer.content)
    except (TimeoutError, httpx2.HTTPError, httpx2.InvalidURL, ValueError, RecursionError) as wrong:
        raise Silent(f"{address}: {wrong!r}") from wrong
    if not isinstance(found, dict):
        raise Silent(f"{address} answered with no object")
    return found
