"""What those who look after a Rutin see of it: what is to leave the house. No instances, no facts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from engine.errors.request import NotFound
from engine.said import Said
from engine.service.cursor import FIRST_DELIVERY, MOST, Page, page_of, read_place
from engine.service.sending import problem_from_stored
from engine.store.changes import Row
from engine.store.port import Store, Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A mail or webhook that has not left, without its text. `id` is the one that its receiver sees.

    `given_up`: its case has been told that it could not be sent; it is tried again all the same, once an hour.
    """

    id: str
    kind: str
    attempts: int
    next_try: datetime
    problem: Said | None
    given_up: bool


class Administration:
    """The engine's part for administrators, beside `tokens` and `people`. `wake` wakes the workers of this process."""

    def __init__(self, store: Store, clock: Callable[[], datetime], wake: Callable[[], None]) -> None:
        self._store, self._clock, self._wake = store, clock, wake

    def deliveries(self, cursor: str | None = None, most: int = MOST) -> Page[Delivery]:
        """What is to leave the house and has not. Raises CursorWrong."""
        after = read_place(cursor, FIRST_DELIVERY)
        rows = self._store.read(lambda reader: reader.outbox_from(after, most + 1))
        return page_of(rows, most, _delivery, lambda row: (row["instance_id"], row["visit"]))

    def send_again(self, id: str) -> None:
        """Let a delivery be tried now, and as often as a new one. Raises NotFound where it does not wait (any more)."""
        instance, _, visit = id.rpartition("-")

        def work(transaction: Transaction) -> bool:
            found = transaction.send_again(instance, int(visit), self._clock())
            transaction.notify()
            return found

        if not (instance and visit.isdecimal() and len(visit) < 10) or not self._store.transact(work):
            raise NotFound("delivery", id)
        self._wake()


def _delivery(row: Row) -> Delivery:
    return Delivery(
        id=f"{row['instance_id']}-{row['visit']}",
        kind=row["kind"],
        attempts=row["attempts"],
        next_try=row["next_try"],
        problem=problem_from_stored(row["problem"]),
        given_up=bool(row["incident"]),
    )
