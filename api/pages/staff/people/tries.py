"""How often something may be tried from one address: what is short could be guessed."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock

from cachetools import TTLCache

_ADDRESSES = 10_000


class Tries:
    """Counts tries by address, for so many `seconds` after the first of them. Safe to share between threads."""

    def __init__(
        self, most: int = 10, seconds: float = 600.0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.seconds = seconds
        self._most = most
        self._counted: TTLCache[str, list[int]] = TTLCache(_ADDRESSES, seconds, clock)
        self._lock = Lock()

    def may_try(self, address: str) -> bool:
        """Whether one more is few enough. It is counted."""
        with self._lock:
            count = self._counted.setdefault(address, [0])
            count[0] += 1
            return count[0] <= self._most
