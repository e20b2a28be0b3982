"""Pages that are open and follow something: each is told that there is something new, and never what. All of it in the event loop.

Whoever follows a case is told at once. Those who follow units are told in turn, so many a second: each of them then asks for a whole page.
"""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from api.http.problems.errors import Leaving, TooMany
from engine.service.following import Moved

MOST_OF_ONE = 8
"""How many pages of one person are told at the same time: their phone's, and some windows at a desk."""

TURN_SECONDS, TOLD_IN_A_TURN = 0.2, 10
"""How those who follow units are told in turn."""

COME_BACK_SECONDS = 60.0
"""When whoever was refused is to try again."""

HERE, MOVED, OVER, AGAIN = "here", "moved", "over", "again"
"""What a page is told: it is heard; there is something new; what it may see has changed, or the session is over; come back in a while."""


@dataclass(eq=False, slots=True, kw_only=True)
class Stream:
    """One open page. `who`: whose; `case`: what it follows, or all that moves on in `units`."""

    who: str
    case: str | None
    units: frozenset[str]
    _words: deque[str] = field(default_factory=deque)
    _waiter: asyncio.Future[None] | None = None

    def tell(self, word: str) -> None:
        """What it has not taken yet it is told once."""
        if word not in self._words:
            self._words.append(word)
            self.wake()

    async def word(self, seconds: float) -> str | None:
        """The next word that it is told; None where none comes in so many seconds."""
        if not self._words:
            loop = asyncio.get_running_loop()
            self._waiter = loop.create_future()
            timer = loop.call_later(seconds, self.wake)
            try:
                await self._waiter
            finally:
                timer.cancel()
                self._waiter = None
        return self._words.popleft() if self._words else None

    def wake(self) -> None:
        """Let `word` look."""
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)


class Streams:
    """The open pages of one server process, at most `most`. `follow` is called with `hear` when the first comes; `count` with how many
    there are, whenever that changes.
    """

    def __init__(
        self,
        most: int,
        follow: Callable[[Callable[[Iterable[Moved] | None], None]], None],
        count: Callable[[int], None],
    ) -> None:
        self._most, self._follow, self._count = most, follow, count
        self._loop: asyncio.AbstractEventLoop | None = None
        self._all: dict[Stream, None] = {}
        self._by_case: dict[str, set[Stream]] = {}
        self._by_unit: dict[str, set[Stream]] = {}
        self._of: Counter[str] = Counter()
        self._in_turn: dict[Stream, None] = {}
        self._turn: asyncio.TimerHandle | None = None
        self._leaving = False

    def open(self, who: str, *, case: str | None = None, units: Iterable[str] = ()) -> Stream:
        """One more page that is told. Raises TooMany where there is no room for it, Leaving where none comes any more."""
        if self._leaving:
            raise Leaving
        if len(self._all) >= self._most or self._of[who] >= MOST_OF_ONE:
            raise TooMany(COME_BACK_SECONDS)
        if self._loop is None:
            self._loop = asyncio.get_running_loop()
            self._follow(self.hear)
        stream = Stream(who=who, case=case, units=frozenset(units))
        self._all[stream] = None
        self._of[who] += 1
        for place, name in self._places(stream):
            place.setdefault(name, set()).add(stream)
        self._count(len(self._all))
        return stream

    def close(self, stream: Stream) -> None:
        """The page is there no more."""
        if stream not in self._all:
            return
        del self._all[stream]
        self._of[stream.who] -= 1
        if not self._of[stream.who]:
            del self._of[stream.who]
        for place, name in self._places(stream):
            place[name].discard(stream)
            if not place[name]:
                del place[name]
        self._in_turn.pop(stream, None)
        self._count(len(self._all))

    def hear(self, moved: Iterable[Moved] | None) -> None:
        """What has moved on, told in any thread; None: anything may have."""
        loop = self._loop
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(self._tell, moved)

    def leave(self) -> None:
        """All are told to come back, to another server perhaps; none comes any more. Called in the loop."""
        self._leaving = True
        for stream in self._all:
            stream.tell(AGAIN)

    def _places(self, stream: Stream) -> list[tuple[dict[str, set[Stream]], str]]:
        if stream.case is not None:
            return [(self._by_case, stream.case)]
        return [(self._by_unit, unit) for unit in stream.units]

    def _tell(self, moved: Iterable[Moved] | None) -> None:
        if moved is None:
            self._in_turn |= self._all
        for each in moved or ():
            for stream in self._by_case.get(each.case, ()):
                stream.tell(MOVED)
            self._in_turn |= dict.fromkeys(self._by_unit.get(each.unit, ()))
        if self._turn is None:
            self._tell_some()

    def _tell_some(self) -> None:
        self._turn = None
        for stream in list(self._in_turn)[:TOLD_IN_A_TURN]:
            del self._in_turn[stream]
            stream.tell(MOVED)
            assert self._loop is not None
            self._turn = self._turn or self._loop.call_later(TURN_SECONDS, self._tell_some)
