"""The published routines and the settings, as a case needs them: compiled once, found again by digest."""

from __future__ import annotations

import json
import threading
import time
from collections import OrderedDict
from collections.abc import Mapping
from datetime import tzinfo

from engine.errors import NotFound
from engine.language.compile import compile_canonical
from engine.problems import nearest
from engine.routine import Routine
from engine.run.context import Context
from engine.store.port import Store

KEPT = 256
"""How many compiled routines are kept in memory."""

FRESH_SECONDS = 1.0
"""How old the list of newest versions and the settings may be: what another process publishes is seen within this."""


class Published:
    """The library of a store. Safe to share between threads."""

    def __init__(self, store: Store, zone: tzinfo) -> None:
        self._store, self._zone = store, zone
        self._compiled: OrderedDict[str, Routine] = OrderedDict()
        self._newest: Mapping[str, str] = {}
        self._versions: Mapping[tuple[str, int], str] = {}
        self._context = Context(zone=zone)
        self._read_at = float("-inf")
        self._lock = threading.Lock()

    @property
    def context(self) -> Context:
        """Settings and time zone."""
        self._refresh()
        return self._context

    def pinned(self, digest: str) -> Routine:
        """The published routine with this digest."""
        routine = self._compiled.get(digest)
        if routine is None:
            canonical = self._store.read(lambda reader: reader.canonical(digest))
            if canonical is None:
                raise NotFound("routine", digest)
            routine = compile_canonical(json.loads(canonical))
            with self._lock:
                self._compiled[digest] = routine
                while len(self._compiled) > KEPT:
                    self._compiled.popitem(last=False)
        return routine

    def latest(self, routine: str) -> Routine | None:
        """The newest published version, or None."""
        self._refresh()
        digest = self._newest.get(routine)
        return self.pinned(digest) if digest else None

    def version(self, routine: str, version: int | None = None) -> Routine:
        """A published version, the newest unless one is named. Raises NotFound with the nearest id."""
        self._refresh()
        digest = self._newest.get(routine) if version is None else self._versions.get((routine, version))
        if digest is None:
            asked = routine if version is None else f"{routine} version {version}"
            raise NotFound("routine", asked, nearest(routine, set(self._newest) - {routine}))
        return self.pinned(digest)

    def versions(self) -> Mapping[tuple[str, int], str]:
        """(routine, version) → digest of all that is published."""
        self._refresh()
        return self._versions

    def ids(self) -> list[str]:
        """The published routines' ids, in order."""
        self._refresh()
        return sorted(self._newest)

    def title_of(self, routine: str, language: str) -> str:
        """The newest version's title; the id where none is published."""
        found = self.latest(routine)
        return found.title.say(language) if found else routine

    def forget(self) -> None:
        """Read again at the next question."""
        self._read_at = float("-inf")

    def _refresh(self) -> None:
        now = time.monotonic()
        if now - self._read_at < FRESH_SECONDS:
            return
        rows, settings = self._store.read(lambda reader: (reader.routines(), reader.settings()))
        self._versions = {(row["id"], row["version"]): row["digest"] for row in rows}
        # Rows come in the order of their versions: the last of each id is the newest.
        self._newest = {row["id"]: row["digest"] for row in rows}
        if dict(settings) != dict(self._context.settings):
            self._context = Context(settings=settings, zone=self._zone)
        self._read_at = now
