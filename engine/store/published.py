"""The published routines and the settings, as a case needs them: compiled once, found again by digest."""

from __future__ import annotations

import json
import threading
import time
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from engine.errors import NotFound, VersionTaken
from engine.problems import nearest
from engine.routine import Routine
from engine.run.context import Context
from engine.store import tables
from engine.store.changes import Changes
from engine.store.port import Store, Transaction
from engine.stored.formats import read
from engine.stored.routine import routine_to_stored
from engine.stored.routine_reader import routine_from_stored

KEPT = 256
"""How many compiled routines are kept in memory."""

FRESH_SECONDS = 1.0
"""How old the list of newest versions and the settings may be: what another process publishes is seen within this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedVersion:
    """One routine of a `publish`: `new` is False where the same content was published before."""

    routine: str
    version: int
    digest: str
    new: bool


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
            routine = read(
                "routine", digest, canonical, lambda document: routine_from_stored(document, digest)
            )
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

    def publish(
        self, routines: Sequence[Routine], settings: Mapping[str, str], at: datetime
    ) -> list[PublishedVersion]:
        """Publish routines and set settings, all or nothing. Raises VersionTaken."""

        def work(transaction: Transaction) -> list[PublishedVersion]:
            # Asked inside the transaction, which is begun again if somebody else publishes the same at the same time.
            self._read_at = float("-inf")
            changes = Changes()
            versions = [self._put(changes, routine, at) for routine in routines]
            known = self.context.settings
            for name, value in settings.items():
                put = changes.update if name in known else changes.insert
                put(tables.settings, {"name": name, "value": value})
            transaction.flush(changes)
            return versions

        versions = self._store.transact(work)
        self._read_at = float("-inf")
        return versions

    def _put(self, changes: Changes, routine: Routine, at: datetime) -> PublishedVersion:
        there = self.versions().get((routine.id, routine.version))
        if there not in (None, routine.digest):
            newest = max(version for id, version in self.versions() if id == routine.id)
            raise VersionTaken(routine.id, routine.version, newest + 1)
        if there is None:
            row = {
                "id": routine.id,
                "version": routine.version,
                "digest": routine.digest,
                "canonical": json.dumps(routine_to_stored(routine), ensure_ascii=False),
                "published_at": at,
            }
            changes.insert(tables.routines, row)
        return PublishedVersion(
            routine=routine.id, version=routine.version, digest=routine.digest, new=there is None
        )

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
