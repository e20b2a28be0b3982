"""Whether anything can be written now, asked of the database seldom enough that anybody may ask it of us."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock

from engine.errors.store import StoreTrouble
from engine.store.port import Store

GOOD_FOR = timedelta(seconds=5)
"""How long one try is good."""


class WriteCheck:
    """A small write that changes nothing, and what came of it."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store, self._clock = store, clock
        self._lock = Lock()
        self._tried_at: datetime | None = None
        self._trouble: StoreTrouble | None = None

    def check(self) -> None:
        """Raises StoreTrouble where nothing can be written."""
        with self._lock:
            now = self._clock()
            if self._tried_at is None or not timedelta() <= now - self._tried_at < GOOD_FOR:
                self._trouble = self._tried()
                self._tried_at = now
            if self._trouble is not None:
                raise self._trouble

    def _tried(self) -> StoreTrouble | None:
        try:
            self._store.transact(lambda transaction: transaction.try_to_write())
        except StoreTrouble as trouble:
            return trouble
        return None
