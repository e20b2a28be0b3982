"""`Engine`: the one door to routines, instances and their history. Sync inside; what writes answers with a future.

Its parts: `records`, what people can read; `followed`, how routines have been followed; `way_ahead`, where each choice leads; `drafts`,
what is half filled in; `handing_over`, what goes to a colleague; `suggestions`, what is to be better; `people`, `tokens`, `sessions` and
`phone_keys`, who they are; `backlog` and `notifications`, what waits for a worker; `notice_choices` and `undelivered`, what people hear of,
and what they could not; `following`, what others do meanwhile; `holds`, `erasing` and `forgetting`, what is kept for how long; `extracts`
and `archive`, what is handed out of it. The store stays behind the door.
"""

from __future__ import annotations

import logging
import secrets
import threading
import weakref
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Any, Self
from zoneinfo import ZoneInfo

from engine.errors.request import NotFound
from engine.model.head import Attachment
from engine.model.routine import Routine
from engine.problems import nearest
from engine.run import commands
from engine.run.commands import Command, StartCase
from engine.run.context import Context
from engine.run.instance import Person
from engine.service.access.kept_forms import KeptForms
from engine.service.access.phone_keys import PhoneKeys
from engine.service.access.sessions import Sessions
from engine.service.access.tokens import Tokens
from engine.service.batch import Answer, Batches, Order, Read, Tick, body_hash_of
from engine.service.drafts import Drafts
from engine.service.following import Following
from engine.service.handing_over import HandingOver
from engine.service.notifying.choices import NotificationChoices
from engine.service.notifying.notifications import Notifications
from engine.service.notifying.undelivered import Undeliverable
from engine.service.open_cases import UnitsOpen
from engine.service.origin import ORIGIN
from engine.service.people.extract import Extracts
from engine.service.people.register import Register
from engine.service.people.shifts import Shifts
from engine.service.people.staff import Staff
from engine.service.practised import Practised
from engine.service.records import Records
from engine.service.retaining.archive import Archive
from engine.service.retaining.erasing import Erasing
from engine.service.retaining.forgetting import Forgetting
from engine.service.retaining.holds import Holds
from engine.service.statistics import Followed
from engine.service.suggestions import Suggestions
from engine.service.upkeep.administration import Administration
from engine.service.upkeep.audit import Audit, audit
from engine.service.upkeep.backlog import Backlog
from engine.service.upkeep.write_check import WriteCheck
from engine.service.way_ahead import WayAhead
from engine.store.memory.store import MemoryStore
from engine.store.people import StoredPeople
from engine.store.port import Store
from engine.store.published import Published, PublishedVersion
from engine.store.runner import Runner
from engine.store.sql.store import SqlStore
from engine.store.writer import Writer

TICK_ROUNDS = 100

_log = logging.getLogger(__name__)


class Engine:
    """Everything that can be done with routines and instances. Open one with `Engine.open`; close it when done."""

    def __init__(
        self,
        store: Store,
        *,
        clock: Callable[[], datetime] | None = None,
        new_id: Callable[[], str] | None = None,
        wall: Callable[[], datetime] | None = None,
        zone: str = "Europe/Stockholm",
        runner: Runner | None = None,
    ) -> None:
        """`wall`: the clock that people sign in by, where the engine's own is moved in practice."""
        self.now: Callable[[], datetime] = clock or (lambda: datetime.now(UTC))
        """The time on the engine's clock."""
        wall = wall or self.now
        self._new_id = new_id or (lambda: secrets.token_hex(10))
        self.runner = runner or Runner()  # The threads of a worker on this engine run by it too.
        self._listening: weakref.WeakSet[threading.Event] = weakref.WeakSet()
        self._store, self._published = store, Published(store, ZoneInfo(zone), self.runner)
        self._people = StoredPeople(store, self.runner)
        self.records = Records(store, self._published, self._people, self.now, self._note_read)
        self.followed = Followed(store, self._published, self._people, self.now)
        self.way_ahead = WayAhead(self.records, self._published, self.now)
        self.drafts = Drafts(store, self.records, self._published, self._people, self.now, self._note_read)
        self.suggestions = Suggestions(store, self._published, self._people, self.now, self._new_id)
        self.people = Register(store, self._people, self.now)
        self.staff = Staff(store, self._people, self.routines, self.now)
        self.shifts = Shifts(store, self._people, self.routines, self.now)
        self.tokens = Tokens(store, self._people, wall)
        self.sessions = Sessions(store, self._people, self.people, self.tokens, wall)
        self.phone_keys = PhoneKeys(store, self._people)
        self.kept_forms = KeptForms(store, self._people, self.sessions, wall)
        self.practised = Practised(store)
        self.backlog = Backlog(store)
        self.administration = Administration(store, self.now, self._wake)
        self.notice_choices = NotificationChoices(store, self._people, self.now)
        self.notifications = Notifications(store, self._published, self.records, self.now)
        self.undelivered = Undeliverable(
            store, self._published, self._people, self.records, self.now, self._wake
        )
        self.holds = Holds(store, self._published, self._people, self.now, self._new_id)
        self.erasing = Erasing(store, self._published, self._people, self.now)
        self.archive = Archive(store, self._published, self._people, self.erasing, self.now)
        self.extracts = Extracts(store, self._published, self._people, self.now)
        self.forgetting = Forgetting(store, self._people, self.holds, self.now)
        self._write_check = WriteCheck(store, self.now)
        view_now = self.records.view_after
        self.following = Following(store, self.records, self.runner)
        self._batches = Batches(
            store, self._published, self._people, self.now, self._wake, view_now, self.following.moved
        )
        self.units_open = UnitsOpen(store, self._published, self.records, self.people, self._note_read)
        self.handing_over = HandingOver(
            store,
            self._people,
            self.records,
            self.people,
            self.tokens,
            self.now,
            lambda command, language: self.submit(command, language=language),
        )
        self._writer: Writer[Any] = Writer(
            self._batches.carry_out,
            threads=store.writers,
            runner=self.runner,
            afterwards=self.following.tell_others,
        )

    @classmethod
    def open(cls, url: str, *, read_only: bool = False, **rest: Any) -> Self:
        """An engine on `sqlite:///file`, `postgresql://…` or `memory://`; one that is `read_only` refuses every change.

        Raises StoreTrouble where that can't be used.
        """
        store: Store = MemoryStore() if url.startswith("memory:") else SqlStore(url, read_only=read_only)
        return cls(store, **rest)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, wrong: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Finish what is queued and give back the database."""
        self._writer.close()
        self.following.close()
        self._store.close()

    def at_work(self) -> bool:
        """Whether what is submitted is carried out: the writer's threads live."""
        return self._writer.at_work()

    def check_writable(self) -> None:
        """Raises StoreTrouble where nothing can be written now. Cheap: the database is asked every few seconds at most."""
        self._write_check.check()

    # Routines

    @property
    def context(self) -> Context:
        """The organisation's settings and time zone, as of now."""
        return self._published.library().context

    def routines(self) -> list[Routine]:
        """The newest version of each published routine that can be read, in the order of their ids."""
        return self._published.newest()[0]

    def unreadable_routines(self) -> list[str]:
        """The ids of the published routines whose newest version can't be read."""
        return self._published.newest()[1]

    def routine(self, routine: str, version: int | None = None) -> Routine:
        """A published routine, the newest version unless one is named. Raises NotFound with the nearest id."""
        return self._published.version(routine, version)

    def publish(
        self,
        routines: Iterable[Routine],
        settings: Mapping[str, str | None] | None = None,
        documents: Mapping[str, bytes] | None = None,
    ) -> list[PublishedVersion]:
        """Publish checked routines with their documents (content by digest), all or none, and set the organisation's settings; a
        value that is None is not decided any more.

        Raises:
            VersionTaken: a version number that is published with other content.
            DocumentChanged: a document is neither among those given nor kept already.
        """
        return self._published.publish(list(routines), settings or {}, self.now(), documents)

    def document(self, routine: str, document: str, version: int | None = None) -> Attachment:
        """A document of a published routine, the newest version unless one is named. Raises NotFound."""
        documents = self._published.version(routine, version).documents
        if document not in documents:
            raise NotFound("document", document, nearest(document, documents))
        return documents[document]

    def content_of(self, document: Attachment) -> bytes:
        """What a document of a published routine holds. Raises NotFound."""
        return self._published.attachment(document.digest)

    # Commands

    def submit(self, command: Command, *, key: str | None = None, language: str = "sv") -> Future[Answer]:
        """Queue a command. The future gets the Answer after the commit, or the Refusal as its exception.

        `key` makes it idempotent for the person: the same key with the same command does nothing again; with another, KeyReused.
        """
        body_hash = body_hash_of(command) if key else ""
        return self._writer.submit(
            Order(command=command, language=language, key=key, body_hash=body_hash, origin=ORIGIN.get())
        )

    def start(
        self, routine: str, person: Person, unit: str, facts: Mapping[str, Any] | None = None, **rest: Any
    ) -> Answer:
        """Start the newest published version of a routine as a case of its own."""
        return self.submit(self.starting(routine, person, unit, facts), **rest).result()

    def starting(
        self,
        routine: str,
        person: Person,
        unit: str,
        facts: Mapping[str, Any] | None = None,
        *,
        version: int | None = None,
        done_at: datetime | None = None,
        paper: str | None = None,
    ) -> StartCase:
        """The command that starts the newest published version, or of what began on paper the one that was printed.

        Raises NotFound with the nearest id.
        """
        found = self._published.version(routine, version)
        return StartCase(
            at=self.now(),
            by=person,
            done_at=done_at,
            paper=paper,
            instance=self._new_id(),
            routine=found.id,
            digest=found.digest,
            unit=unit,
            facts=dict(facts or {}),
        )

    def choose(
        self,
        instance: str,
        state: str,
        choice: str,
        person: Person,
        facts: Mapping[str, Any] | None = None,
        checked: Iterable[int] = (),
        revision: int | None = None,
        *,
        done_at: datetime | None = None,
        paper: str | None = None,
        **rest: Any,
    ) -> Answer:
        """Take a choice in a state. `done_at`, `paper`: of one that is registered afterwards, see `Command`."""
        command = commands.Choose(
            at=self.now(),
            by=person,
            done_at=done_at,
            paper=paper,
            instance=instance,
            revision=revision,
            state=state,
            choice=choice,
            facts=dict(facts or {}),
            checked=frozenset(checked),
        )
        return self.submit(command, **rest).result()

    def tick(self) -> int:
        """Fire the timers that are due now; returns how many fired. Some may be left for the next call."""
        fired = 0
        # Timers that arm each other in the past would be due for ever; everything else gets its turn in between.
        for _ in range(TICK_ROUNDS):
            count = self._writer.submit(Tick(now=self.now())).result()
            if not count:
                break
            fired += count
        return fired

    def listen(self) -> threading.Event:
        """An event of the caller's own, set when something that is due soon was written here: a worker's reason to look."""
        self._listening.add(event := self.runner.event())
        return event

    def numbers(self) -> Mapping[str, float]:
        """What monitoring wants to know: sizes, how late the latest timer is (seconds), how many commands wait for the writer, how far
        the clock is ahead of the database's (seconds).
        """
        sizes, due = self._store.read(lambda reader: (reader.counts(), reader.next_due()))
        late = max(0.0, (self.now() - due).total_seconds()) if due else 0.0
        return {
            **sizes,
            "timer_lag_seconds": late,
            "writer_queue": self._writer.waiting(),
            "clock_ahead_seconds": self.ahead_of_database().total_seconds(),
        }

    def ahead_of_database(self) -> timedelta:
        """How far the engine's clock is ahead of the database's (negative: behind). Nothing where both are one machine's."""
        there = self._store.clock()
        return self.now() - there if there is not None else timedelta()

    def audit(self) -> Audit:
        """Check every case's history and replay it."""
        return audit(self._store, self._published, self._people)

    def forget_person(self, subject: str) -> bool:
        """Forget who somebody was; False where nobody is known by that subject. Their tokens are worth nothing from then on.

        What they did stands, by a number that says no more whose it was: histories are checked and replayed as before.
        Raises PersonHeld where what is kept of them is held.
        """
        self.holds.check_may_be_forgotten(subject)
        return self._people.forget(subject)

    def _note_read(self, subject: str, instance: str, what: str) -> None:
        """Queued like a command; the reader does not wait for it."""
        read = Read(subject=subject, instance=instance, at=self.now(), what=what)
        self._writer.submit(read).add_done_callback(_log_unwritten)

    def _wake(self) -> None:
        for event in list(self._listening):
            event.set()


def _log_unwritten(read: Future[Any]) -> None:
    if not read.cancelled() and (wrong := read.exception()):
        _log.error("who read could not be written down: %s", wrong)
