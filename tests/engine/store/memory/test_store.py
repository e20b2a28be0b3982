"""What the store in memory does otherwise than a database: nobody else can write there."""

from __future__ import annotations

from threading import Event

from engine.store.memory.store import MemoryStore


class Woken(Event):
    """Tells for how long it was waited for."""

    def __init__(self) -> None:
        super().__init__()
        self.waited: list[float | None] = []

    def wait(self, timeout: float | None = None) -> bool:
        self.waited.append(timeout)
        return True


def test_it_sleeps_as_long_as_is_said_or_until_it_is_woken() -> None:
    woken = Woken()
    MemoryStore().wait(lambda: 7.5, woken)
    assert woken.waited == [7.5]
