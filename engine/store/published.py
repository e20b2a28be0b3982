"""The published routines and the settings: listed anew each second, compiled once, handed to each batch as a value."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from itertools import count

from cachetools import LRUCache

from engine.errors.published import DocumentChanged, VersionTaken
from engine.errors.request import NotFound
from engine.errors.stored import Unreadable
from engine.model.routine import Routine, Wait
from engine.problems import nearest
from engine.run.binding import HeldBack, UnreadRunning, held_back
from engine.run.context import Context, Library, latest_first
from engine.store import tables
from engine.store.port import Reader, Store, Transaction
from engine.store.runner import Runner
from engine.store.staged.changes import Changes
from engine.stored.formats import read
from engine.stored.routine import routine_to_stored
from engine.stored.routine_reader import routine_from_stored

_log = logging.getLogger(__name__)

KEPT = 256
"""How many compiled routines are kept in memory."""

FRESH_SECONDS = 1.0
"""How old the list of newest versions and the settings may be: what another process publishes is seen within this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedVersion:
    """One routine of a `publish`: `new` is False where the same content was published before.

    `any_fact`: the messages that may still bring any fact, until the routine's next version. `held_back`: what runs and does not get
    this version where it calls the routine; `unread`: what runs and can't be asked.
    """

    routine: str
    version: int
    digest: str
    new: bool
    any_fact: tuple[str, ...] = ()
    held_back: tuple[HeldBack, ...] = ()
    unread: tuple[UnreadRunning, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Listed:
    """What a look at the store found: (routine, version) → digest of all versions, and the library that they make.

    `number` orders looks by when they began; `at` is the runner's time then, in seconds.
    """

    versions: Mapping[tuple[str, int], str]
    library: Library
    number: int
    at: float


class Published:
    """What is published in a store. Safe to share between threads."""

    def __init__(self, store: Store, zone: tzinfo, runner: Runner | None = None) -> None:
        self._store, self._zone = store, zone
        self._seconds = (runner or Runner()).seconds
        self._compiled: LRUCache[str, Routine] = LRUCache(KEPT)
        self._numbers = count(1)
        nothing = Library(newest={}, pinned=self.pinned)
        self._listed = _Listed(versions={}, library=nothing, number=0, at=float("-inf"))
        self._lock = threading.Lock()

    def library(self) -> Library:
        """The newest versions and the settings, as of now."""
        return self._look().library

    def pinned(self, digest: str, reader: Reader | None = None) -> Routine:
        """The published routine with this digest; by `reader` where it is not in memory. Raises NotFound."""
        with self._lock:
            routine = self._compiled.get(digest)
        if routine is None:
            text = reader.document(digest) if reader else self._store.read(lambda own: own.document(digest))
            if text is None:
                raise NotFound("routine", digest)
            routine = read("routine", digest, text, lambda document: routine_from_stored(document, digest))
            self._keep(routine)
            self._take_along(routine, reader)
            self._keep(routine)  # As the latest that was used: what it takes along must not push it out.
        return routine

    def _keep(self, routine: Routine) -> None:
        with self._lock:
            self._compiled[routine.digest] = routine

    def _take_along(self, routine: Routine, reader: Reader | None) -> None:
        """Have in memory what the routine calls and starts too: whoever sees what they can do is not told by a second reading."""
        for name in dict.fromkeys(place.routine for place in routine.places()):
            digest = self._listed.library.newest.get(name)
            if digest is not None:
                with suppress(NotFound, Unreadable):  # Told where it is needed.
                    self.pinned(digest, reader)

    def version(self, routine: str, version: int | None = None) -> Routine:
        """A published version, the newest unless one is named. Raises NotFound with the nearest id."""
        listed = self._look()
        newest = listed.library.newest
        digest = newest.get(routine) if version is None else listed.versions.get((routine, version))
        if digest is None:
            asked = routine if version is None else f"{routine} version {version}"
            raise NotFound("routine", asked, nearest(routine, set(newest) - {routine}))
        return self.pinned(digest)

    def newest(self) -> tuple[list[Routine], list[str]]:
        """The newest version of each routine in the order of their ids, and the ids of those that can't be read."""
        library = self._look().library
        found, unread = [], []
        for id, digest in sorted(library.newest.items()):
            try:
                found.append(self.pinned(digest))
            except Unreadable as trouble:
                _log.error("%s", trouble)
                unread.append(id)
        return found, unread

    def attachment(self, digest: str) -> bytes:
        """The content of a document. Raises NotFound."""
        content = self._store.read(lambda reader: reader.attachment(digest))
        if content is None:
            raise NotFound("document", digest)
        return content

    def publish(
        self,
        routines: Sequence[Routine],
        settings: Mapping[str, str | None],
        at: datetime,
        documents: Mapping[str, bytes] | None = None,
    ) -> list[PublishedVersion]:
        """Publish routines with their documents (content by digest) and set settings (None: not decided any more), all or nothing.

        Raises:
            VersionTaken: a version number that is published with other content.
            DocumentChanged: a document of a version that is new is neither among those given nor kept already.
        """

        def work(transaction: Transaction) -> list[PublishedVersion]:
            # Asked inside the transaction, which is begun again if somebody else publishes the same at the same time.
            there, known = _read(transaction.reader)
            changes = Changes()
            versions = [self._put(changes, transaction.reader, there, routine, at) for routine in routines]
            for routine, version in zip(routines, versions, strict=True):
                if version.new:
                    _put_documents(changes, transaction.reader, routine, documents or {})
            for name, value in settings.items():
                if value is not None:
                    put = changes.update if name in known else changes.insert
                    put(tables.settings, {"name": name, "value": value})
                elif name in known:
                    changes.delete(tables.settings, {"name": name})
            versions = self._with_held_back(versions, routines, there, transaction.reader)
            transaction.flush(changes)
            return versions

        try:
            return self._store.transact(work)
        finally:
            # Also where it failed: nobody may know whether it was kept.
            self._look_again()

    def _with_held_back(
        self,
        versions: Sequence[PublishedVersion],
        routines: Sequence[Routine],
        there: Mapping[tuple[str, int], str],
        reader: Reader,
    ) -> list[PublishedVersion]:
        """The versions, with what runs that each leaves behind. Asked in the transaction: it is as of when they are published."""
        new = {(each.routine, each.version): each.digest for each in versions if each.new}
        if not any(id == routine for id, _ in there for routine, _ in new):
            return list(versions)
        fresh = {each.digest: each for each in routines}

        def pinned(digest: str) -> Routine:
            return fresh.get(digest) or self.pinned(digest, reader)

        everything = {**there, **new}
        newest, older = latest_first((key[0], everything[key]) for key in sorted(everything))
        library = Library(newest=newest, older=older, pinned=pinned)
        named = {digest: key for key, digest in everything.items()}
        running, unread = [], []
        for digest, how_many in reader.running().items():
            try:
                running.append((pinned(digest), how_many))
            except (NotFound, Unreadable) as trouble:
                _log.error("%s", trouble)
                routine, version = named.get(digest, (digest, 0))
                unread.append(UnreadRunning(routine=routine, version=version, count=how_many))
        told = tuple(sorted(unread, key=lambda each: (each.routine, each.version)))
        return [
            replace(each, held_back=tuple(held_back(each.routine, running, library)), unread=told)
            if each.new
            else each
            for each in versions
        ]

    def _put(
        self,
        changes: Changes,
        reader: Reader,
        there: Mapping[tuple[str, int], str],
        routine: Routine,
        at: datetime,
    ) -> PublishedVersion:
        before = there.get((routine.id, routine.version))
        if before is not None:
            published = routine if before == routine.digest else self.pinned(before, reader)
            if not _same(published, routine):
                newest = max(version for id, version in there if id == routine.id)
                raise VersionTaken(routine.id, routine.version, newest + 1)
            return PublishedVersion(
                routine=routine.id,
                version=routine.version,
                digest=before,
                new=False,
                any_fact=published.messages_with_any_fact(),
            )
        row = {
            "id": routine.id,
            "version": routine.version,
            "digest": routine.digest,
            "document": json.dumps(routine_to_stored(routine), ensure_ascii=False),
            "published_at": at,
        }
        changes.insert(tables.routines, row)
        return PublishedVersion(routine=routine.id, version=routine.version, digest=routine.digest, new=True)

    def _look(self) -> _Listed:
        """What is published; read again where that was done longer ago than `FRESH_SECONDS`."""
        begun, listed = self._seconds(), self._listed
        while begun - listed.at >= FRESH_SECONDS:
            number = next(self._numbers)
            found = self._listing(number, begun)
            with self._lock:
                # A look that began before another, or before something was published here, may have seen less.
                if number > self._listed.number:
                    self._listed = found
                    return found
                listed = self._listed
        return listed

    def _look_again(self) -> None:
        """What looks that have begun will find is too old."""
        with self._lock:
            self._listed = replace(self._listed, number=next(self._numbers), at=float("-inf"))

    def _listing(self, number: int, at: float) -> _Listed:
        versions, settings = self._store.read(_read)
        context = Context(settings=settings, zone=self._zone)
        # The versions come in their order: the last of each id is the newest.
        newest, older = latest_first((id, digest) for (id, _), digest in versions.items())
        library = Library(context=context, newest=newest, older=older, pinned=self.pinned)
        return _Listed(versions=versions, library=library, number=number, at=at)


def _put_documents(
    changes: Changes, reader: Reader, routine: Routine, documents: Mapping[str, bytes]
) -> None:
    """What several versions have in common is kept once."""
    for each in routine.documents.values():
        if reader.attachment(each.digest) is not None:
            continue
        if each.digest not in documents:
            raise DocumentChanged(routine.id, each.file)
        changes.insert(tables.attachments, {"digest": each.digest, "content": documents[each.digest]})


def _read(reader: Reader) -> tuple[Mapping[tuple[str, int], str], Mapping[str, str]]:
    return {(row["id"], row["version"]): row["digest"] for row in reader.routines()}, reader.settings()


def _same(published: Routine, routine: Routine) -> bool:
    """Whether the owner wrote the same: what was published in an earlier form has another digest, and its waits could not name facts."""
    written = {
        id: replace(state, any_fact=False) if isinstance(state, Wait) else state
        for id, state in published.states.items()
    }
    was = replace(published, digest="", scenarios=(), states=written)
    return was == replace(routine, digest="", scenarios=())
