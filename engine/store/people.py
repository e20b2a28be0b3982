"""The people of a store, by their numbers: looked up once, kept for a while, numbered when they are first seen."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import cache, partial
from threading import Lock

from cachetools import TTLCache

from engine.errors.request import NotFound
from engine.run.instance import SYSTEM
from engine.store import tables
from engine.store.port import Store, Transaction
from engine.store.runner import Runner
from engine.store.staged.changes import Changes
from engine.stored.people import NOBODY, number_of_removed, removed

KEPT, KEPT_SECONDS = 100_000, 60.0
"""How many people are remembered, and for how long: somebody removed by another process is forgotten here within this."""


AT_ONCE = 500
"""How many are seen to at a time of those who are half forgotten."""


class StoredPeople:
    """Who is who in a store. Safe to share between threads."""

    def __init__(self, store: Store, runner: Runner | None = None) -> None:
        self._store, seconds = store, (runner or Runner()).seconds
        self._numbers: TTLCache[str, int] = TTLCache(KEPT, KEPT_SECONDS, seconds)
        self._subjects: TTLCache[int, str] = TTLCache(KEPT, KEPT_SECONDS, seconds)
        self._lock = Lock()

    def number(self, subject: str) -> int:
        """The subject's number. Raises KeyError where it has none."""
        number = self.find(subject)
        if number is None:
            raise KeyError(subject)
        return number

    def find(self, subject: str) -> int | None:
        """The subject's number, or None where it has none."""
        if subject == SYSTEM.subject:
            return NOBODY
        if (number := number_of_removed(subject)) is not None:
            return number
        with self._lock:
            number = self._numbers.get(subject)
        if number is None:
            number = self._store.read(lambda reader: reader.person_number(subject))
            if number is not None:
                self._remember(number, subject)
        return number

    def subject(self, number: int) -> str:
        """Whose number it is; somebody who was removed has a subject that is nobody else's."""
        if number == NOBODY:
            return SYSTEM.subject
        with self._lock:
            subject = self._subjects.get(number)
        if subject is None:
            found = self._store.read(lambda reader: reader.person_subject(number))
            subject = found or removed(number)
            self._remember(number, subject)
        return subject

    def know(self, subjects: Iterable[str], at: datetime) -> None:
        """Give each of the subjects a number that has none yet. It stands also where what they came to do is refused.

        Raises:
            NotFound: nobody may be called as those are who have been removed.
        """
        for subject in dict.fromkeys(subjects):
            if number_of_removed(subject) is not None:
                raise NotFound("person", subject)
            if self.find(subject) is None:
                number = self._store.transact(partial(_add, subject=subject, at=at))
                self._remember(number, subject)

    def forget(self, subject: str) -> bool:
        """Remove who the subject's number is; False where it has none. What the number did stands. Its tokens are worth nothing more."""
        number = self.find(subject)
        if number is None or number == NOBODY:
            return False
        self._store.transact(lambda transaction: transaction.forget_person(number))
        with self._lock:
            self._numbers.pop(subject, None)
            self._subjects.pop(number, None)
        return True

    def finish_forgetting(self) -> None:
        """Forget the rest of those whom a program of the release before has forgotten, some at a time: it knew of their subject and name
        alone."""
        for number in self._store.read(lambda reader: reader.half_forgotten(AT_ONCE)):
            self._store.transact(partial(_forget, number=number))

    def _remember(self, number: int, subject: str) -> None:
        with self._lock:
            self._subjects[number] = subject
            self._numbers[subject] = number


class AskedOnce:
    """The people of a store as one batch asks for them: each is looked up once."""

    def __init__(self, people: StoredPeople) -> None:
        self.find, self.subject = cache(people.find), cache(people.subject)

    def number(self, subject: str) -> int:
        """The subject's number. Raises KeyError where it has none."""
        number = self.find(subject)
        if number is None:
            raise KeyError(subject)
        return number


def _forget(transaction: Transaction, number: int) -> None:
    transaction.forget_person(number)


def _add(transaction: Transaction, subject: str, at: datetime) -> int:
    # Asked inside the transaction, which is begun again if somebody else numbers the same subject, or takes the number, at the same time.
    there = transaction.reader.person_number(subject)
    if there is not None:
        return there
    number = transaction.reader.last_person() + 1
    changes = Changes()
    row = {"number": number, "subject": subject, "name": None, "known_since": at, "mail": None, "phone": None}
    row |= {"language": None, "is_forgotten": False}
    changes.insert(tables.people, row)
    transaction.flush(changes)
    return number
