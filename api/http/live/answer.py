"""An answer that does not end: events (`text/event-stream`) to a page, for as long as it is open."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable

from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from api.http.live.streams import AGAIN, HERE, MOVED, OVER, Stream, Streams

BEAT_SECONDS = 20.0
"""How often a page is told that it is heard, and it is looked at whether it may still be told: no proxy takes it for dead."""

BEATS = (25, 35)
"""After so many at most a page is to come back: what it should have been told and was not, it sees then."""


class Events(Response):
    """Tells a page what its stream is told, and closes that. `is_new`: there is something new already; `may_still`: whether the session
    still allows what it did.
    """

    def __init__(
        self, streams: Streams, stream: Stream, *, is_new: bool, may_still: Callable[[], Awaitable[bool]]
    ) -> None:
        # A proxy of nginx's is told not to gather what it passes on.
        super().__init__(media_type="text/event-stream", headers={"X-Accel-Buffering": "no"})
        del self.headers["content-length"]
        self._streams, self._stream, self._may_still = streams, stream, may_still
        self._is_new = is_new

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Until the page is closed, or is to come back."""
        gone = asyncio.ensure_future(_gone(receive))
        gone.add_done_callback(lambda _: self._stream.wake())
        try:
            await send(
                {"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers}
            )
            await send(_event(HERE))
            if self._is_new:
                await send(_event(MOVED))
            await self._tell(gone, send)
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            gone.cancel()
            self._streams.close(self._stream)

    async def _tell(self, gone: asyncio.Future[None], send: Send) -> None:
        left = random.randint(*BEATS)
        while not gone.done():
            word = await self._stream.word(BEAT_SECONDS)
            if gone.done():
                return
            if word is None:
                left -= 1
                word = HERE if await self._may_still() else OVER
                if word == HERE and not left:
                    word = AGAIN
            await send(_event(word))
            if word in (OVER, AGAIN):
                return


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _event(name: str) -> Message:
    # Without data browsers leave an event out.
    return {
        "type": "http.response.body",
        "body": f"event: {name}\ndata: 1\n\n".encode(),
        "more_body": True,
    }
