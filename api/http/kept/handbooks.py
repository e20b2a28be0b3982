"""Handbooks of published routines, made once and kept while what they say is the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from api.http.kept.cache import Kept
from diagrams.handbook import build
from diagrams.handbook.formats import Format, handbook_as
from diagrams.material.edition import mark
from engine.model.routine import Routine

KEPT = 32 * 1024 * 1024
"""How many bytes of handbooks are kept in memory."""


class Handbooks:
    """Handbooks of one published routine each, made one at a time."""

    def __init__(
        self, library: Callable[[], Mapping[str, Routine]], settings: Callable[[], Mapping[str, str]] = dict
    ) -> None:
        """`library`: all routines by id, for the titles of those that are called or started; `settings`: what texts name."""
        self._library, self._settings = library, settings
        self._kept = Kept[bytes](KEPT, len)

    def mark(self, routine: Routine, format: Format, language: str) -> str:
        """A short text that is the same as long as the handbook is. It may read the store."""
        return mark(
            (routine, *self._library().values()), self._settings(), repr(routine.scenarios), format, language
        )

    async def content(self, routine: Routine, format: Format, language: str, mark: str) -> bytes:
        """The handbook with that mark, as a file of that format. Raises CannotDraw."""

        def make() -> bytes:
            handbook = build.handbook_of(
                [routine], language=language, known=self._library(), settings=self._settings()
            )
            return handbook_as(format, handbook)

        return await self._kept.once(mark, make)
