"""What is made once and kept, by its mark: one thing is made at a time, in a thread; those who wait for it take none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from anyio import Lock, to_thread
from cachetools import LRUCache

T = TypeVar("T")


class Kept(Generic[T]):
    """Things of together at most `most` bytes, those used last. What is kept is answered also while another thing is being made.

    To be used in one event loop. `size` tells how many bytes a thing is; one that is larger than all the room is not kept.
    """

    def __init__(self, most: int, size: Callable[[T], int]) -> None:
        self._size = size
        self._made: LRUCache[str, T] = LRUCache(most, size)
        self._making = Lock()

    async def once(self, mark: str, make: Callable[[], T]) -> T:
        """The thing with that mark, as it was made before, else made now."""
        if (found := self._made.get(mark)) is not None:
            return found
        async with self._making:
            found = self._made.get(mark)
            if found is None:
                found = await to_thread.run_sync(make)
                if self._size(found) <= self._made.maxsize:
                    self._made[mark] = found
        return found
