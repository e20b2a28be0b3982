"""What waits for its time: timers and deliveries, as a worker sees them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from threading import Event

from engine.store import tables
from engine.store.port import Store
from engine.store.staged.changes import Changes, Row


class Backlog:
    """The engine's part that workers look into. A delivery is a row of the outbox."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def next_timer(self) -> datetime | None:
        """When the next timer is due; None where none is set."""
        return self._store.read(lambda reader: reader.next_due())

    def next_delivery(self) -> datetime | None:
        """When something is to be sent next; None where nothing waits."""
        return self._store.read(lambda reader: reader.next_delivery())

    def sleep(self, seconds: Callable[[], float], woken: Event) -> None:
        """Until `woken` is set, something is written elsewhere, or `seconds()`, asked when nothing can be missed any more, have passed."""
        self._store.wait(seconds, woken)

    def claim(self, now: datetime, until: datetime, most: int) -> Sequence[Row]:
        """Deliveries to be tried now. Nobody else gets them before `until`."""
        return self._store.transact(lambda transaction: transaction.claim_outbox(now, until, most))

    def settled(self) -> Sequence[Row]:
        """Deliveries that were sent or given up, but whose case has not been told."""
        return self._store.read(lambda reader: reader.undelivered())

    def put_back(self, row: Row) -> None:
        """Keep a delivery as it stands now."""
        changes = Changes()
        changes.update(tables.outbox, row)
        self._store.write(changes)

    def done_with(self, row: Row) -> None:
        """Forget a delivery."""
        changes = Changes()
        changes.delete(tables.outbox, row)
        self._store.write(changes)
