"""A server that leaves in order: first it says so to whoever sends people to it, then it finishes what it has, then it is gone."""

from __future__ import annotations

import signal
import socket
import time
from types import FrameType

import uvicorn
from fastapi import FastAPI

LONGEST = 30
"""Seconds that what has been begun may take to be finished."""


class LeavingServer(uvicorn.Server):
    """Told to stop (SIGTERM), it goes on for `drain` seconds while `/readyz` says that it leaves.

    Told again, or by Ctrl-C, it stops at once. Pages that are told of what is new are let go as soon as it is told: they have to come
    back elsewhere, and would keep it from leaving.

    When `run` returns, every request has been answered.
    """

    def __init__(self, config: uvicorn.Config, app: FastAPI, drain: float) -> None:
        super().__init__(config)
        self._app, self._drain = app, drain
        self._leaves_at: float | None = None
        self._let_go = False

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Called in the middle of anything: only notes what is wanted."""
        if sig != signal.SIGTERM:
            super().handle_exit(sig, frame)
        elif self._leaves_at is not None:
            self.should_exit = True
        else:
            # Not noted as uvicorn notes it: that would kill the process before the database is closed.
            self._app.state.leaving = True
            self._leaves_at = time.monotonic() + self._drain

    async def on_tick(self, counter: int) -> bool:
        """Asked ten times a second whether it is time."""
        if self._leaves_at is not None and not self._let_go:
            self._let_go_of_pages()
        if self._leaves_at is not None and time.monotonic() >= self._leaves_at:
            self.should_exit = True
        return await super().on_tick(counter)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Lets go of the pages too where it was not told before."""
        self._let_go_of_pages()
        await super().shutdown(sockets)

    def _let_go_of_pages(self) -> None:
        self._let_go = True
        self._app.state.streams.leave()
