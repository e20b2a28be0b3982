"""What is made once and kept, by its mark: one thing is made at a time, in a thread; those who wait for it take none."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

from anyio import Lock, to_thread

T = TypeVar("T")


class Kept(Generic[T]):
    """At most `most` things, those used last. What is kept is answered also while another thing is being made.

    To be used in one event loop.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._made: OrderedDict[str, T] = OrderedDict()
        self._making = Lock()

    async def once(self, mark: str, make: Callable[[], T]) -> T:
        """The thing with that mark, as it was made before, else made now."""
        if (found := self._found(mark)) is not None:
            return found
        async with self._making:
            found = self._found(mark)
            if found is None:
                found = await to_thread.run_sync(make)
                self._keep(mark, found)
        return found

    def _found(self, mark: str) -> T | None:
        if mark in self._made:
            self._made.move_to_end(mark)
        return self._made.get(mark)

    def _keep(self, mark: str, made: T) -> None:
        self._made[mark] = made
        while len(self._made) > self._most:
            self._made.popitem(last=False)
