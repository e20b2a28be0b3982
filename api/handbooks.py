"""Handbooks of published routines, made once and kept while what they say is the same."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Mapping
from importlib.metadata import version
from threading import Lock

from diagrams.handbook import build
from diagrams.handbook.formats import Format, handbook_as
from engine.routine import Routine

KEPT = 60


class Handbooks:
    """Makes the handbook of one routine, one at a time, so that making them never takes all the threads of the server."""

    def __init__(
        self, library: Callable[[], Mapping[str, Routine]], settings: Callable[[], Mapping[str, str]] = dict
    ) -> None:
        """`library`: all routines by id, for the titles of those that are called or started; `settings`: what texts name."""
        self._library, self._settings = library, settings
        self._made: OrderedDict[str, bytes] = OrderedDict()
        self._making = Lock()

    def mark(self, routine: Routine, format: Format, language: str) -> str:
        """A short text that is the same as long as the handbook is."""
        seen = [
            version("rutin"),
            routine.digest,
            format,
            language,
            *(each.digest for each in self._library().values()),
            *(f"{name}={value}" for name, value in sorted(self._settings().items())),
        ]
        return hashlib.sha256(" ".join(seen).encode()).hexdigest()[:32]

    def content(self, routine: Routine, format: Format, language: str) -> bytes:
        """The handbook as a file of that format. Raises CannotDraw."""
        mark = self.mark(routine, format, language)
        with self._making:
            if mark not in self._made:
                handbook = build.handbook_of(
                    [routine], language=language, known=self._library(), settings=self._settings()
                )
                self._made[mark] = handbook_as(format, handbook)
            self._made.move_to_end(mark)
            while len(self._made) > KEPT:
                self._made.popitem(last=False)
            return self._made[mark]
