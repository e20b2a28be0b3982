"""A store that tells how often it was asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from engine.store.memory.store import MemoryStore
from engine.store.port import Reader

T = TypeVar("T")


class Counting(MemoryStore):
    """A store that counts how often it is read."""

    def __init__(self) -> None:
        super().__init__()
        self.reads = 0

    def read(self, query: Callable[[Reader], T]) -> T:
        self.reads += 1
        return super().read(query)
