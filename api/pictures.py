"""Pictures of routines and instances, drawn once and kept while what they show is the same."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Literal

from engine.routine import Routine
from engine.run.instance import Instance

Theme = Literal["light", "dark"]

KEPT = 200


class Pictures:
    """Draws SVG, one picture at a time, so that drawing never takes all the threads of the server."""

    def __init__(self) -> None:
        self._drawn: OrderedDict[Hashable, str] = OrderedDict()
        self._reading = Lock()
        self._drawing = Lock()

    def svg(self, routine: Routine, instance: Instance | None, language: str, theme: Theme) -> str:
        """The routine's picture, or, with `instance`, the same with the place marked where it is."""
        key = (routine.digest, instance and (instance.id, instance.revision), language, theme)
        picture = self._known(key)
        if picture is not None:
            return picture
        with self._drawing:
            picture = self._known(key)
            if picture is None:
                from diagrams import render  # heavy: loaded with the first picture

                picture = render.svg(routine, instance=instance, language=language, theme=theme)
                self._keep(key, picture)
        return picture

    def _known(self, key: Hashable) -> str | None:
        with self._reading:
            if key in self._drawn:
                self._drawn.move_to_end(key)
            return self._drawn.get(key)

    def _keep(self, key: Hashable, picture: str) -> None:
        with self._reading:
            self._drawn[key] = picture
            while len(self._drawn) > KEPT:
                self._drawn.popitem(last=False)
