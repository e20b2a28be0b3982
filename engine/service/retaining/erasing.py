"""What is old enough goes, some at a time, with a receipt; and what would go, before anybody says yes."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from engine.run.instance import SYSTEM
from engine.service.retaining.going import ages_after, cases_going, suggestions_going
from engine.service.retaining.holds import known_number
from engine.service.retaining.receipts import Gone, Run, run_of, runs_of, summed, write_receipt
from engine.service.retaining.rules import Rules, rules_of
from engine.store.cases import CaseAge
from engine.store.people import StoredPeople
from engine.store.port import Reader, Store, Transaction
from engine.store.published import Published
from engine.store.staged.changes import Row
from engine.stored.receipt import Erased, Receipt

AT_ONCE = 200
"""How many are erased in one transaction: others write between two of them."""

_FIRST = (datetime(1970, 1, 1, tzinfo=UTC), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What may go now, by routine and unit. `held`: how many cases would go too if nobody held them; `without_rule`: routines whose cases
    are kept for ever."""

    may_go: tuple[Erased, ...]
    held: int
    without_rule: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Turn:
    """What one transaction of a run goes by."""

    run: str
    by: int
    rules: Rules
    now: datetime

    def erase_cases(self, transaction: Transaction, ids: Sequence[str]) -> Receipt | None:
        """Erases those of the cases that may go still."""
        transaction.lock_holds()
        ages = transaction.lock_ages(ids)
        going, _ = cases_going(transaction.reader, ages, self.rules, self.now)
        transaction.erase_cases(going)
        return self._receipt(transaction, going)

    def erase_suggestions(self, transaction: Transaction, ids: Sequence[str]) -> Receipt | None:
        """Erases those of the suggestions that may go still."""
        transaction.lock_holds()
        there = [row for id in ids if (row := transaction.reader.suggestion(id)) is not None]
        going = suggestions_going(transaction.reader, there, self.rules, self.now)
        transaction.erase_suggestions(going)
        return self._receipt(transaction, going)

    def _receipt(self, transaction: Transaction, going: Mapping[str, Gone]) -> Receipt | None:
        return write_receipt(transaction, self.run, self.by, going.values(), self.now) if going else None


class Erasing:
    """The engine's part for what is erased by its age."""

    def __init__(
        self,
        store: Store,
        published: Published,
        people: StoredPeople,
        clock: Callable[[], datetime],
        rest: Callable[[float], None] = time.sleep,
    ) -> None:
        """`rest`: waits for so many seconds, so that others come to write."""
        self._store, self._published, self._people = store, published, people
        self._clock, self._rest = clock, rest

    def rules(self) -> Rules:
        """What holds now: the newest versions' word, and the organisation's."""
        library = self._published.library()
        newest = [library.pinned(digest) for digest in library.newest.values()]
        return rules_of(newest, library.context.settings)

    def preview(self) -> Preview:
        """What may go now. Nothing is changed."""
        rules, now, held = self.rules(), self._clock(), 0
        gone: list[Gone] = []
        for page in self._pages(rules, now):
            going, kept = self._store.read(partial(cases_going, cases=page, rules=rules, now=now))
            gone += going.values()
            held += kept
        for rows in self._suggestions(rules, now):
            told = self._store.read(partial(suggestions_going, rows=rows, rules=rules, now=now))
            gone += told.values()
        without = tuple(sorted(id for id, rule in rules.by_routine.items() if rule is None))
        return Preview(may_go=summed(gone), held=held, without_rule=without)

    def erase(self, by: str = SYSTEM.subject) -> Run | None:
        """Erase for good what may go now, in transactions of some hundreds, each with its receipt; None where nothing went.

        What happens meanwhile counts: what is held, goes on or gets a longer time before its turn has come is kept. Raises NotFound
        where `by` is nobody who is known.
        """
        number = known_number(self._people, by)
        run, rules, now = secrets.token_hex(10), self.rules(), self._clock()
        done: list[Receipt] = []
        for page in self._pages(rules, now):
            for some in _parts([case.id for case in page]):
                turn = _Turn(run=run, by=number, rules=self.rules(), now=now)
                done += self._in_turn(partial(turn.erase_cases, ids=some))
        for rows in self._suggestions(rules, now):
            turn = _Turn(run=run, by=number, rules=self.rules(), now=now)
            done += self._in_turn(partial(turn.erase_suggestions, ids=[row["id"] for row in rows]))
        return run_of(now, done, self._people) if done else None

    def runs(self) -> list[Run]:
        """What has been erased so far, run by run, the first first. Raises Unreadable."""
        return runs_of(self._store.read(lambda reader: reader.receipts(0)), self._people)

    def _in_turn(self, work: Callable[[Transaction], Receipt | None]) -> list[Receipt]:
        """What one transaction did; then as long a rest as it took."""
        begun = time.monotonic()
        done = self._store.transact(work)
        if done is None:
            return []
        self._rest(time.monotonic() - begun)
        return [done]

    def _pages(self, rules: Rules, now: datetime) -> Iterator[Sequence[CaseAge]]:
        """The cases that may go by their age, some at a time; not whether they are held."""
        latest, after = rules.latest_end(now), ""
        while latest is not None:
            page = self._store.read(partial(ages_after, after))
            if not page:
                return
            after = page[-1].id
            if old := [case for case in page if case.at <= latest and rules.for_case(case, now)]:
                yield old

    def _suggestions(self, rules: Rules, now: datetime) -> Iterator[Sequence[Row]]:
        """The answered suggestions that may go by their age, some at a time."""
        latest, after = rules.latest_end(now), _FIRST
        while latest is not None:
            page = self._store.read(partial(_answered, after))
            if not page:
                return
            after = page[-1]["at"], page[-1]["id"]
            if old := [row for row in page if rules.for_suggestion(row, now)]:
                yield old
            if after[0] > latest:
                return


def _parts(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    return (ids[begin : begin + AT_ONCE] for begin in range(0, len(ids), AT_ONCE))


def _answered(after: tuple[datetime, str], reader: Reader) -> Sequence[Row]:
    return reader.answered_suggestions(after, AT_ONCE)
