"""Pictures of routines and instances, drawn once and kept while what they show is the same."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from threading import Lock

from diagrams import output
from diagrams.output import Look
from diagrams.palette import LIVE
from diagrams.panels import picture_of
from diagrams.sheet import svg_of
from engine.routine import Routine
from engine.run.instance import Instance
from engine.run.trace import Stop

KEPT = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a picture shows: a routine, or an instance of it with the place marked and the way that it has `taken`."""

    routine: Routine
    look: Look
    instance: Instance | None = None
    taken: Callable[[], Sequence[Stop]] = tuple


class Pictures:
    """Draws one picture at a time, so that drawing never takes all the threads of the server."""

    def __init__(
        self, library: Callable[[], Mapping[str, Routine]], settings: Callable[[], Mapping[str, str]] = dict
    ) -> None:
        """`library`: all routines by id, for the titles of those that are called or started; `settings`: what texts name."""
        self._library, self._settings = library, settings
        self._drawn: OrderedDict[str, tuple[bytes, ...]] = OrderedDict()
        self._reading = Lock()
        self._drawing = Lock()

    def mark(self, subject: Subject) -> str:
        """A short text that is the same as long as the picture is."""
        instance = subject.instance
        seen = [
            version("rutin"),
            subject.routine.digest,
            repr(subject.look),
            *((instance.id, str(instance.revision)) if instance else ()),
            *(each.digest for each in self._library().values()),
            *(f"{name}={value}" for name, value in sorted(self._settings().items())),
        ]
        return hashlib.sha256(" ".join(seen).encode()).hexdigest()[:32]

    def files(self, subject: Subject) -> tuple[bytes, ...]:
        """The picture, one file for each page of it. Raises CannotDraw."""

        def draw() -> tuple[bytes, ...]:
            return output.drawn(
                subject.routine,
                subject.look,
                instance=subject.instance,
                taken=subject.taken(),
                routines=self._library(),
                settings=self._settings(),
            )

        return self._once(self.mark(subject), draw)

    def for_page(self, routine: Routine, language: str, text_at: str) -> str:
        """The routine's picture as a part of a page that has its texts, in the colours of the page's style sheet. Raises CannotDraw."""

        def draw() -> tuple[bytes, ...]:
            shown = picture_of(
                routine, language=language, routines=self._library(), settings=self._settings()
            )
            return (svg_of(shown, LIVE, text_at=text_at).encode(),)

        mark = self.mark(Subject(routine=routine, look=Look(language=language)))
        return self._once(f"{mark} for a page", draw)[0].decode()

    def _once(self, mark: str, draw: Callable[[], tuple[bytes, ...]]) -> tuple[bytes, ...]:
        files = self._known(mark)
        if files is not None:
            return files
        with self._drawing:
            files = self._known(mark)
            if files is None:
                files = draw()
                self._keep(mark, files)
        return files

    def _known(self, mark: str) -> tuple[bytes, ...] | None:
        with self._reading:
            if mark in self._drawn:
                self._drawn.move_to_end(mark)
            return self._drawn.get(mark)

    def _keep(self, mark: str, files: tuple[bytes, ...]) -> None:
        with self._reading:
            self._drawn[mark] = files
            while len(self._drawn) > KEPT:
                self._drawn.popitem(last=False)
