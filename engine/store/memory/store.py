"""The store in memory: for tests, practice and trying out. It keeps nothing when the program stops."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from typing import TypeVar

from engine.store import tables
from engine.store.memory.reading import MemoryReader
from engine.store.memory.writing import MemoryTransaction
from engine.store.moved import Moved
from engine.store.port import Reader, Transaction
from engine.store.staged.changes import Changes, Key, Row

T = TypeVar("T")


class MemoryStore:
    """Tables as dictionaries, one transaction at a time."""

    writers = 1

    def __init__(self) -> None:
        self._tables: dict[str, dict[Key, Row]] = {table.name: {} for table in tables.metadata.sorted_tables}
        self._lock = threading.RLock()

    def transact(self, work: Callable[[Transaction], T]) -> T:
        """Run `work` alone. It writes in its flush, at its end, which writes all or nothing."""
        with self._lock:
            return work(MemoryTransaction(self._tables))

    def read(self, query: Callable[[Reader], T]) -> T:
        """Run `query` between transactions."""
        with self._lock:
            return query(MemoryReader(self._tables))

    def write(self, changes: Changes) -> None:
        """Write rows that belong to no case."""
        self.transact(lambda transaction: transaction.flush(changes))

    def wait(self, seconds: Callable[[], float], woken: threading.Event) -> None:
        """Nobody else can write here: sleep until woken."""
        woken.wait(seconds())

    def tell(self, moved: Iterable[Moved]) -> None:
        """There is nobody else."""

    def hear(self, take: Callable[[Iterable[Moved] | None], None], stop: threading.Event) -> None:
        """Nobody else can write here."""
        take(None)
        stop.wait()

    def clock(self) -> None:
        """It is here."""

    def close(self) -> None:
        """Nothing to give back."""
