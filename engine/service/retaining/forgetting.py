"""What is kept for a while only, whatever it is of: answers of keys, who has read what, whom the last release half forgot."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from engine.service.retaining.holds import Holds
from engine.store.people import StoredPeople
from engine.store.port import Store

ANSWERS_KEPT = timedelta(days=30)
"""How long a key's answer is kept: longer than a phone is without signal."""


class Forgetting:
    """The engine's part for what a worker forgets as it goes."""

    def __init__(
        self, store: Store, people: StoredPeople, holds: Holds, clock: Callable[[], datetime]
    ) -> None:
        self._store, self._people, self._holds, self._clock = store, people, holds, clock

    def answers(self) -> None:
        """Forget the answers of keys that nobody will send again."""
        before = self._clock() - ANSWERS_KEPT
        self._store.transact(lambda transaction: transaction.forget_answers(before))

    def reads(self, kept: timedelta) -> None:
        """Forget who has read what longer ago than that, but for people who are held."""
        before, held = self._clock() - kept, self._holds.held_people()
        self._store.transact(lambda transaction: transaction.forget_reads(before, held))

    def rest(self) -> None:
        """Forget the rest of whom a program of the release before has forgotten, while both were at work: some at a time."""
        self._people.finish_forgetting()
