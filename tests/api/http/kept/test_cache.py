"""What is made once and kept."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine

import pytest
from anyio import to_thread

from api.http.kept.cache import Kept


def done(work: Coroutine[None, None, None]) -> None:
    asyncio.run(work)


def never() -> str:
    pytest.fail("made again")


def test_a_thing_is_made_once() -> None:
    async def work() -> None:
        kept = Kept[str](2)
        assert await kept.once("a", lambda: "A") == await kept.once("a", never) == "A"

    done(work())


def test_those_used_last_are_kept() -> None:
    async def work() -> None:
        kept = Kept[str](2)
        for mark in ("a", "b", "a", "c"):
            await kept.once(mark, lambda mark=mark: mark)  # type: ignore[misc]
        assert await kept.once("a", never) == "a"
        assert await kept.once("b", lambda: "again") == "again"

    done(work())


def test_what_can_not_be_made_is_tried_again() -> None:
    async def work() -> None:
        kept = Kept[str](2)
        with pytest.raises(ZeroDivisionError):
            await kept.once("a", lambda: str(1 // 0))
        assert await kept.once("a", lambda: "A") == "A"

    done(work())


def test_what_is_kept_is_answered_while_another_thing_is_made() -> None:
    async def work() -> None:
        kept, begun, answered = Kept[str](2), asyncio.Event(), threading.Event()
        loop = asyncio.get_running_loop()

        def slow() -> str:
            loop.call_soon_threadsafe(begun.set)
            answered.wait(10)
            return "B"

        await kept.once("a", lambda: "A")
        making = asyncio.create_task(kept.once("b", slow))
        await begun.wait()
        assert await kept.once("a", never) == "A"
        answered.set()
        assert await making == "B"

    done(work())


def test_many_who_want_the_same_at_once_are_given_one_and_take_one_thread() -> None:
    async def work() -> None:
        kept, wanted = Kept[str](2), 100
        threads: set[int] = set()
        answered = threading.Event()

        def slow() -> str:
            threads.add(threading.get_ident())
            answered.wait(10)
            return "A"

        all_of_them = [asyncio.create_task(kept.once("a", slow)) for _ in range(wanted)]
        await asyncio.sleep(0)
        await asyncio.wait_for(to_thread.run_sync(threading.get_ident), 5)  # others have threads left
        answered.set()
        assert await asyncio.gather(*all_of_them) == ["A"] * wanted
        assert len(threads) == 1

    done(work())
