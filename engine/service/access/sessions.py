"""Who has signed in to the pages, and until when. Only the hashes of the sessions' ids are stored."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from engine.run.instance import Person
from engine.service.access.tokens import Bearer, Tokens, token_hash
from engine.service.people import pins
from engine.service.people.register import Register
from engine.store import tables
from engine.store.people import StoredPeople
from engine.store.port import Store, Transaction
from engine.store.staged.changes import Changes, Row

LONGEST = timedelta(hours=12)
"""A session ends after so long, whatever goes on in it, unless it is begun with another end: longer than any shift, and shorter
than until the next."""

IDLE = timedelta(hours=2)
"""A session that nobody uses ends after so long, unless it is begun with another: longer than a visit."""

LOCKED_AFTER = timedelta(minutes=5)
"""A session with a PIN is locked when nobody has used it for so long, unless another time is set with the PIN."""

_KEY = 16
"""So many characters of its hash tell a session from the person's others."""

PIN_TRIES = 5
"""After so many wrong PINs the session is over."""

NOTED_EVERY = timedelta(minutes=1)
"""How often it is written down that a session is used: not with every page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provided:
    """What the organisation's sign-in calls the person and, where it tells that, their session there."""

    subject: str
    session: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Who is signed in. `administers`: for people, tokens and deliveries, and for no instance. `language`: the one that the person
    has chosen, None for none. `has_pin`: it locks when nobody uses it; `locked`: it is, and is of no use until it is unlocked.
    `asked_at`: when it was asked last whether whoever signed the person in still says so; None where there is nothing to ask by."""

    person: Person
    administers: bool
    language: str | None
    ends_at: datetime
    has_pin: bool = False
    locked: bool = False
    asked_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """A session that somebody has open. `key`: by which it is ended; `is_this`: it is the one that asks."""

    key: str
    started_at: datetime
    used_at: datetime
    is_this: bool


class Sessions:
    """The engine's part that knows people by their sessions."""

    def __init__(
        self,
        store: Store,
        people: StoredPeople,
        register: Register,
        tokens: Tokens,
        clock: Callable[[], datetime],
    ) -> None:
        self._store, self._people, self._clock = store, people, clock
        self._register, self._tokens = register, tokens

    def begin(
        self,
        person: Person,
        *,
        token: str | None = None,
        provided: Provided | None = None,
        lasts: timedelta = LONGEST,
        idle: timedelta = IDLE,
    ) -> str:
        """A new session's id, which is not kept. `token`: what the person has shown; the session allows what that allows, for as
        long as it does. Without one it allows what the person has now, and whatever is written down of them while it lasts.

        `provided`: who they are where the organisation signs people in. The session allows what is written down of them, or was said
        of them there last, at each moment; and it may be ended from there.
        """
        id = secrets.token_urlsafe(32)
        now = self._clock()
        self._people.know([person.subject], now)
        known = self._store.read(lambda reader: reader.people_called([person.subject]))
        changes = Changes()
        changes.insert(
            tables.sessions,
            {
                "hash": token_hash(id),
                "person": self._people.number(person.subject),
                "grants": json.dumps(sorted(map(list, person.grants))),
                "token": token_hash(token) if token else None,
                "language": known[0]["language"] if known else None,
                "started_at": now,
                "ends_at": now + lasts,
                "used_at": now,
                "idle_seconds": int(idle.total_seconds()),
                "provider_subject": token_hash(provided.subject) if provided else None,
                "provider_session": token_hash(provided.session) if provided and provided.session else None,
                "renewal": None,
                "asked_at": None,
                "pin": None,
                "lock_seconds": None,
                "pin_tries": 0,
            },
        )
        self._store.write(changes)
        return id

    def find(self, id: str, *, in_use: bool = True) -> Session | None:
        """The session, or None where there is none such (any more). It is used by this, unless it is locked or nobody does anything: a
        page that only asks for what is new (`in_use` false).
        """
        row = self._row(id)
        now = self._clock()
        if row is None or now >= row["ends_at"] or now >= _idle_end(row):
            return None
        bearer = self._bearer(row)
        if bearer is None:
            return None
        locked = row["pin"] is not None and now - row["used_at"] >= _locked_after(row)
        if in_use and not locked and now - row["used_at"] >= NOTED_EVERY:
            self._note(row, used_at=now)
        return Session(
            person=bearer.person,
            administers=bearer.administers,
            language=row["language"],
            ends_at=row["ends_at"],
            has_pin=row["pin"] is not None,
            locked=locked,
            asked_at=row["asked_at"] if row["renewal"] else None,
        )

    def keep_renewal(self, id: str, sealed: str | None) -> None:
        """Keeps what to ask by, the next time, whether whoever signed the person in still says so; as of now it was asked."""
        row = self._row(id)
        if row is not None:
            self._note(row, renewal=sealed, asked_at=self._clock())

    def claim_renewal(self, id: str, every: timedelta) -> str | None:
        """What to ask by, for one of all who come at once; None where somebody else asks, or it was asked so lately."""
        now, hash = self._clock(), token_hash(id)
        row = self._store.transact(lambda transaction: transaction.claim_renewal(hash, now, now - every))
        return row["renewal"] if row else None

    def expire(self, id: str) -> None:
        """The session is over as if by its time: what was just typed in it can be kept for the person."""
        row = self._row(id)
        if row is not None:
            self._note(row, ends_at=self._clock(), renewal=None)

    def set_pin(self, id: str, pin: str | None, locks_after: timedelta = LOCKED_AFTER) -> None:
        """The session locks from now on when nobody uses it for so long, and opens with the PIN; None: it does not lock.

        Raises:
            FactsWrong: by `pin`, where that is none, or one that anybody would try.
        """
        row = self._row(id)
        if row is not None:
            kept = pins.kept(pin) if pin is not None else None
            self._note(row, pin=kept, lock_seconds=int(locks_after.total_seconds()), pin_tries=0)

    def lock(self, id: str) -> None:
        """Locks now. Nothing happens where there is no PIN to open with."""
        row = self._row(id)
        if row is not None and row["pin"] is not None:
            self._note(row, used_at=min(row["used_at"], self._clock() - _locked_after(row)))

    def unlock(self, id: str, pin: str) -> bool:
        """Whether the PIN is right; then the session is in use again. After a few wrong ones it is over."""
        hash = token_hash(id)
        # Counted before it is looked at: of many at once none is tried for nothing.
        row = self._store.transact(lambda transaction: transaction.try_pin(hash))
        if row is None or row["pin_tries"] > PIN_TRIES:
            self.end(id)
            return False
        if pins.is_right(pin, row["pin"]):
            self._note(row, used_at=self._clock(), pin_tries=0)
            return True
        if row["pin_tries"] == PIN_TRIES:
            self.end(id)
        return False

    def whose(self, id: str) -> int | None:
        """The number of whoever's session it is, or was until it ended by itself; None where nobody's is known."""
        row = self._row(id)
        return None if row is None else int(row["person"])

    def speak(self, id: str, language: str) -> None:
        """The person has chosen the language, here and when they sign in again. Nothing happens where there is no such session."""
        row = self._row(id)
        if row is None:
            return

        def work(transaction: Transaction) -> None:
            changes = Changes()
            changes.update(tables.sessions, {**row, "language": language})
            for person in transaction.reader.people_from(row["person"] - 1, 1):
                if person["number"] == row["person"]:
                    changes.update(tables.people, {**person, "language": language})
            transaction.flush(changes)

        self._store.transact(work)

    def end(self, id: str) -> None:
        """Signs out. Nothing happens where there is no such session."""
        row = self._row(id)
        if row is not None:
            changes = Changes()
            changes.delete(tables.sessions, row)
            self._store.write(changes)

    def open_of(self, id: str) -> list[Open]:
        """All that whoever has the session has open, the one that was used last first."""
        row, now = self._row(id), self._clock()
        rows = () if row is None else self._store.read(lambda reader: reader.sessions_of(row["person"]))
        return [
            Open(
                key=each["hash"][:_KEY],
                started_at=each["started_at"],
                used_at=each["used_at"],
                is_this=each["hash"] == token_hash(id),
            )
            for each in rows
            if now < each["ends_at"] and now < _idle_end(each)
        ]

    def end_open(self, id: str, key: str) -> None:
        """Signs whoever has the session out of another of theirs. Nothing happens where they have none with that key."""
        row = self._row(id)
        rows = () if row is None else self._store.read(lambda reader: reader.sessions_of(row["person"]))
        changes = Changes()
        for each in rows:
            if each["hash"][:_KEY] == key:
                changes.delete(tables.sessions, each)
        self._store.write(changes)

    def end_everywhere(self, subject: str) -> int:
        """Signs the person out wherever they are signed in. Returns how many sessions that were."""
        number = self._people.find(subject)
        if number is None:
            return 0
        return self._store.transact(lambda transaction: transaction.end_sessions("person", number))

    def end_provided(self, provided: Provided) -> int:
        """Signs out whoever the organisation's sign-in says: the session there where it names one, else all of the person's."""
        session = provided.session
        return self._store.transact(
            lambda transaction: (
                transaction.end_sessions("provider_session", token_hash(session))
                if session
                else transaction.end_sessions("provider_subject", token_hash(provided.subject))
            )
        )

    def is_first_use(self, of: str, until: datetime) -> bool:
        """Whether `of` is shown for the first time; from now on it has been. `until`: when it would be refused by itself."""
        return self._store.transact(partial(_use, hash=token_hash(of), until=until))

    def forget_ended(self) -> None:
        """Deletes what is of no more use."""
        now = self._clock()
        self._store.transact(lambda transaction: transaction.forget_sessions(now))

    def _row(self, id: str) -> Row | None:
        hash = token_hash(id)
        return self._store.read(lambda reader: reader.session(hash))

    def _note(self, row: Row, **values: object) -> None:
        changes = Changes()
        changes.update(tables.sessions, {**row, **values})
        self._store.write(changes)

    def _bearer(self, row: Row) -> Bearer | None:
        if row["token"] is not None:
            return self._tokens.bearer_of(row["token"])
        subject = self._people.subject(row["person"])
        if row["provider_subject"] is not None:
            return Bearer(Person(subject, self._register.granted_or_vouched(subject)))
        grants = frozenset((role, unit) for role, unit in json.loads(row["grants"]))
        return Bearer(Person(subject, grants | self._register.granted(subject)))


def _idle_end(row: Row) -> datetime:
    end: datetime = row["used_at"] + timedelta(seconds=row["idle_seconds"])
    return end


def _locked_after(row: Row) -> timedelta:
    return timedelta(seconds=row["lock_seconds"])


def _use(transaction: Transaction, hash: str, until: datetime) -> bool:
    # Asked inside the transaction, which is begun again if somebody else uses the same at the same time.
    if transaction.reader.is_used(hash):
        return False
    changes = Changes()
    changes.insert(tables.used_once, {"hash": hash, "until": until})
    transaction.flush(changes)
    return True
