"""How often somebody may ask: more than any person does, and less than what keeps others waiting."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from cachetools import TTLCache
from fastapi import Request

from api.http.problems.errors import TooMany
from api.settings import Settings

WINDOW = 60.0
"""Seconds that are counted together."""

REMEMBERED = 10_000
"""Of how many people or addresses it is remembered how often they have asked; then those that have asked least lately are forgotten."""

_EXPORTS = (".pdf", ".png", ".docx", "/statistics", "/people/export")
"""How the address of what takes long to make ends."""

LIVE = "/live/"
"""How the address begins at which a page that is open asks by itself whether there is something new."""

LIVE_PER_MINUTE = 120
"""How often the pages that somebody has open may ask so: where the signal comes and goes, each comes back every few seconds."""


@dataclass(slots=True)
class _Asked:
    since: float
    times: int = 0
    is_told: bool = False


class Window:
    """At most `most` times in a window for each name."""

    def __init__(self, most: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._clock = most, clock
        self._asked: TTLCache[str, _Asked] = TTLCache(REMEMBERED, WINDOW, clock)
        self._lock = Lock()

    def count(self, name: str) -> None:
        """It has been done once more. Raises TooMany where that is too often."""
        with self._lock:
            asked = self._asked.get(name)
            if asked is None:
                self._asked[name] = asked = _Asked(self._clock())
            asked.times += 1
        if asked.times > self._most:
            self._refuse(asked)

    def check(self, name: str) -> None:
        """Raises TooMany where it has been done too often already."""
        with self._lock:
            asked = self._asked.get(name)
        if asked is not None and asked.times >= self._most:
            self._refuse(asked)

    def _refuse(self, asked: _Asked) -> None:
        is_first, asked.is_told = not asked.is_told, True
        raise TooMany(max(1.0, asked.since + WINDOW - self._clock()), is_first=is_first)


class Limits:
    """What is counted in this process. `tries`: what did not let anybody in, by where it came from."""

    def __init__(self, settings: Settings, clock: Callable[[], float] = time.monotonic) -> None:
        self._requests = Window(settings.requests_per_minute, clock)
        self._exports = Window(settings.exports_per_minute, clock)
        self._live = Window(LIVE_PER_MINUTE, clock)
        self.tries = Window(settings.tries_per_minute, clock)

    def ask(self, request: Request, who: str) -> None:
        """Counts the request as that person's, or that address's; apart from it what pages ask by themselves. Raises TooMany."""
        if request.scope["path"].startswith(LIVE):
            self._live.count(who)
            return
        self._requests.count(who)
        if request.scope["path"].endswith(_EXPORTS):
            self._exports.count(who)


def limits(request: Request) -> Limits:
    """The server's."""
    found: Limits = request.app.state.limits
    return found
