"""Pictures of routines and instances, drawn once and kept while what they show is the same."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from threading import Lock

from diagrams import render
from diagrams.render import Theme as Theme
from engine.routine import Routine
from engine.run.instance import Instance
from engine.run.taken import Stop

KEPT = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a picture shows: a routine, or an instance of it with the place marked and the way that it has `taken`."""

    routine: Routine
    language: str
    theme: Theme
    instance: Instance | None = None
    taken: Callable[[], Sequence[Stop]] = tuple


class Pictures:
    """Draws SVG, one picture at a time, so that drawing never takes all the threads of the server."""

    def __init__(
        self, library: Callable[[], Mapping[str, Routine]], settings: Callable[[], Mapping[str, str]] = dict
    ) -> None:
        """`library`: all routines by id, for the titles of those that are called or started; `settings`: what texts name."""
        self._library, self._settings = library, settings
        self._drawn: OrderedDict[str, str] = OrderedDict()
        self._reading = Lock()
        self._drawing = Lock()

    def mark(self, subject: Subject) -> str:
        """A short text that is the same as long as the picture is."""
        instance = subject.instance
        seen = [
            version("rutin"),
            subject.routine.digest,
            subject.language,
            subject.theme,
            *((instance.id, str(instance.revision)) if instance else ()),
            *(each.digest for each in self._library().values()),
            *(f"{name}={value}" for name, value in sorted(self._settings().items())),
        ]
        return hashlib.sha256(" ".join(seen).encode()).hexdigest()[:32]

    def svg(self, subject: Subject) -> str:
        """The picture. Raises CannotDraw."""
        mark = self.mark(subject)
        picture = self._known(mark)
        if picture is not None:
            return picture
        with self._drawing:
            picture = self._known(mark)
            if picture is None:
                picture = render.svg(
                    subject.routine,
                    instance=subject.instance,
                    taken=subject.taken(),
                    language=subject.language,
                    theme=subject.theme,
                    routines=self._library(),
                    settings=self._settings(),
                )
                self._keep(mark, picture)
        return picture

    def _known(self, mark: str) -> str | None:
        with self._reading:
            if mark in self._drawn:
                self._drawn.move_to_end(mark)
            return self._drawn.get(mark)

    def _keep(self, mark: str, picture: str) -> None:
        with self._reading:
            self._drawn[mark] = picture
            while len(self._drawn) > KEPT:
                self._drawn.popitem(last=False)
