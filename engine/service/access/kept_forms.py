"""A form that came when whoever sent it was not signed in any more: kept until they are back, so that nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from engine.service.access.sessions import LONGEST, Sessions
from engine.store import tables
from engine.store.people import StoredPeople
from engine.store.port import Store, Transaction
from engine.store.staged.changes import Changes, Row

KEPT: timedelta = LONGEST
"""For how long: a shift."""

LONGEST_PATH, LARGEST = 400, 64 * 1024
"""In characters. What is larger is not kept."""


@dataclass(frozen=True, slots=True)
class KeptForm:
    """Where it was sent to, and its fields as they were encoded."""

    path: str
    content: str


class KeptForms:
    """The engine's part that keeps them: the latest of each person, who alone sees it."""

    def __init__(
        self, store: Store, people: StoredPeople, sessions: Sessions, clock: Callable[[], datetime]
    ) -> None:
        self._store, self._people, self._sessions, self._clock = store, people, sessions, clock

    def keep(self, session: str, form: KeptForm) -> bool:
        """Keeps it for whose session that was; False where nobody's is known, or the form is too large."""
        number = self._sessions.whose(session)
        if number is None or len(form.path) > LONGEST_PATH or len(form.content) > LARGEST:
            return False
        row: Row = {
            "person": number,
            "path": form.path,
            "content": form.content,
            "ends_at": self._clock() + KEPT,
        }

        def work(transaction: Transaction) -> None:
            changes = Changes()
            there = transaction.reader.kept_form(number)
            (changes.insert if there is None else changes.update)(tables.kept_forms, row)
            transaction.flush(changes)

        self._store.transact(work)
        return True

    def of(self, subject: str) -> KeptForm | None:
        """What is kept for the person."""
        number = self._people.find(subject)
        row = None if number is None else self._store.read(lambda reader: reader.kept_form(number))
        if row is None or self._clock() >= row["ends_at"]:
            return None
        return KeptForm(row["path"], row["content"])
