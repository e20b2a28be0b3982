"""Who has signed in to the pages, and until when. Only the hashes of the sessions' ids are stored."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from engine.run.instance import Person
from engine.service.tokens import Tokens, token_hash
from engine.store import tables
from engine.store.changes import Changes, Row
from engine.store.people import StoredPeople
from engine.store.port import Store

LONGEST = timedelta(hours=12)
"""A session ends after so long, whatever goes on in it: longer than any shift, and shorter than until the next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Who is signed in. `language`: the one that the person has chosen, None for none."""

    person: Person
    language: str | None
    ends_at: datetime


class Sessions:
    """The engine's part that knows people by their sessions."""

    def __init__(
        self, store: Store, people: StoredPeople, tokens: Tokens, clock: Callable[[], datetime]
    ) -> None:
        self._store, self._people, self._tokens, self._clock = store, people, tokens, clock

    def begin(self, person: Person, *, token: str | None = None) -> str:
        """A new session's id, which is not kept. `token`: what the person has shown; the session allows what that allows, for as
        long as it does. Without one it allows what the person has now."""
        id = secrets.token_urlsafe(32)
        now = self._clock()
        self._people.know([person.subject], now)
        changes = Changes()
        changes.insert(
            tables.sessions,
            {
                "hash": token_hash(id),
                "person": self._people.number(person.subject),
                "grants": json.dumps(sorted(map(list, person.grants))),
                "token": token_hash(token) if token else None,
                "language": None,
                "started_at": now,
                "ends_at": now + LONGEST,
            },
        )
        self._store.write(changes)
        return id

    def find(self, id: str) -> Session | None:
        """The session, or None where there is none such (any more)."""
        row = self._row(id)
        if row is None or self._clock() >= row["ends_at"]:
            return None
        person = self._person(row)
        return Session(person=person, language=row["language"], ends_at=row["ends_at"]) if person else None

    def speak(self, id: str, language: str) -> None:
        """The person has chosen the language. Nothing happens where there is no such session."""
        row = self._row(id)
        if row is not None:
            changes = Changes()
            changes.update(tables.sessions, {**row, "language": language})
            self._store.write(changes)

    def end(self, id: str) -> None:
        """Signs out. Nothing happens where there is no such session."""
        row = self._row(id)
        if row is not None:
            changes = Changes()
            changes.delete(tables.sessions, row)
            self._store.write(changes)

    def forget_ended(self) -> None:
        """Deletes what is of no more use."""
        now = self._clock()
        self._store.transact(lambda transaction: transaction.forget_sessions(now))

    def _row(self, id: str) -> Row | None:
        hash = token_hash(id)
        return self._store.read(lambda reader: reader.session(hash))

    def _person(self, row: Row) -> Person | None:
        if row["token"] is not None:
            bearer = self._tokens.bearer_of(row["token"])
            return bearer.person if bearer else None
        grants = frozenset((role, unit) for role, unit in json.loads(row["grants"]))
        return Person(self._people.subject(row["person"]), grants)
