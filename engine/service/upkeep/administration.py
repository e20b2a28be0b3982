"""What those who look after a Rutin see of it: what is to leave the house. No instances, no facts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from engine.errors.request import NotFound
from engine.said import Said
from engine.service.cursor import FIRST_DELIVERY, MOST, Page, page_of, read_place
from engine.service.sending import problem_from_stored
from engine.store.port import Reader, Store, Transaction
from engine.store.staged.changes import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A mail, SMS or webhook that has not left, without its text. `id` is the one that its receiver sees.

    `kind`: "mail", "sms", "webhook", or "notification" for what there is nobody to send to. `given_up`: its case has been told that it
    could not be sent, or the unit's managers see it; it is tried again all the same, once an hour.
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
        """What routines send and has not left, and what could not be told to people. Raises CursorWrong."""
        part, key, visit = read_place(cursor, FIRST_DELIVERY)

        def read(reader: Reader) -> list[Row]:
            rows = [] if part else [*reader.outbox_from((key, visit), most + 1)]
            if len(rows) <= most:
                rows += reader.notifications_given_up(None, key if part else "", most + 1 - len(rows))
            return rows

        return page_of(self._store.read(read), most, _delivery, _place)

    def send_again(self, id: str) -> None:
        """Let a delivery be tried now, and as often as a new one. Raises NotFound where it does not wait (any more)."""
        instance, _, visit = id.rpartition("-")
        is_outbox = bool(instance) and visit.isdecimal() and len(visit) < 10

        def work(transaction: Transaction) -> bool:
            now = self._clock()
            found = (
                transaction.send_again(instance, int(visit), now)
                if is_outbox
                else transaction.notification_again(id, now)
            )
            transaction.notify()
            return found

        if not self._store.transact(work):
            raise NotFound("delivery", id)
        self._wake()


def _place(row: Row) -> tuple[int, str, int]:
    return (0, row["instance_id"], row["visit"]) if "incident" in row else (1, row["id"], 0)


def _delivery(row: Row) -> Delivery:
    if "incident" not in row:
        return Delivery(
            id=row["id"],
            kind=row["way"] or "notification",
            attempts=row["attempts"],
            next_try=row["next_try"],
            problem=problem_from_stored(row["problem"]),
            given_up=True,
        )
    return Delivery(
        id=f"{row['instance_id']}-{row['visit']}",
        kind=row["kind"],
        attempts=row["attempts"],
        next_try=row["next_try"],
        problem=problem_from_stored(row["problem"]),
        given_up=bool(row["incident"]),
    )
