"""Pictures of routines and instances, drawn once and kept while what they show is the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from fastapi.concurrency import run_in_threadpool

from api.http.kept.cache import Kept
from diagrams import output
from diagrams.drawing.sheet import svg_of
from diagrams.material.edition import mark
from diagrams.output import Look
from diagrams.telling.routine_picture import picture_of
from diagrams.type.palette import LIVE
from engine.model.routine import Routine
from engine.run.instance import Instance
from engine.run.trace import Stop

KEPT = 64 * 1024 * 1024
"""How many bytes of pictures are kept in memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a picture shows: a routine, or an instance of it with the place marked and the way that it has `taken`."""

    routine: Routine
    look: Look
    instance: Instance | None = None
    taken: Sequence[Stop] = ()


class Pictures:
    """Pictures of what is published, drawn one at a time."""

    def __init__(
        self, library: Callable[[], Mapping[str, Routine]], settings: Callable[[], Mapping[str, str]] = dict
    ) -> None:
        """`library`: all routines by id, for the titles of those that are called or started; `settings`: what texts name."""
        self._library, self._settings = library, settings
        self._kept = Kept[tuple[bytes, ...]](KEPT, lambda files: sum(map(len, files)))

    def mark(self, subject: Subject) -> str:
        """A short text that is the same as long as the picture is. It may read the store."""
        instance = subject.instance
        here = (instance.id, str(instance.revision), repr(subject.taken)) if instance else ()
        routines = (subject.routine, *self._library().values())
        return mark(routines, self._settings(), repr(subject.look), *here)

    async def files(self, subject: Subject, mark: str) -> tuple[bytes, ...]:
        """The picture with that mark, one file for each page of it. Raises CannotDraw."""

        def draw() -> tuple[bytes, ...]:
            return output.drawn(
                subject.routine,
                subject.look,
                instance=subject.instance,
                taken=subject.taken,
                routines=self._library(),
                settings=self._settings(),
            )

        return await self._kept.once(mark, draw)

    async def for_page(self, routine: Routine, language: str, text_at: str) -> str:
        """The routine's picture as a part of a page that has its texts, in the colours of the page's style sheet. Raises CannotDraw."""

        def draw() -> tuple[bytes, ...]:
            shown = picture_of(
                routine, language=language, routines=self._library(), settings=self._settings()
            )
            return (svg_of(shown, LIVE, text_at=text_at).encode(),)

        as_sheet = await run_in_threadpool(self.mark, Subject(routine=routine, look=Look(language=language)))
        return (await self._kept.once(f"{as_sheet} {text_at}", draw))[0].decode()
