"""What a thread has finished is heard of in the event loop: all that was finished at once by one call."""

from __future__ import annotations

import asyncio
import gc
from concurrent.futures import Future
from typing import Any
from unittest.mock import patch

import pytest

from api.http.finished import Finished


async def told(*works: Future[Any]) -> tuple[list[Any], int]:
    """What each came to or failed with, where all are finished before the loop looks, and how often it was called."""
    loop, finished = asyncio.get_running_loop(), Finished()
    waiting = [asyncio.ensure_future(finished.result_of(each)) for each in works]
    await asyncio.sleep(0)

    def finish() -> None:
        for number, each in enumerate(works):
            if each.set_running_or_notify_cancel():
                each.set_exception(ValueError(number)) if number % 2 else each.set_result(number)

    with patch.object(loop, "call_soon_threadsafe", wraps=loop.call_soon_threadsafe) as calls:
        finish()
        found = await asyncio.gather(*waiting, return_exceptions=True)
    return found, calls.call_count


def test_each_gets_what_its_work_came_to_and_the_loop_is_called_once_for_all() -> None:
    found, calls = asyncio.run(told(*(Future[Any]() for _ in range(4))))
    assert [found[0], found[2]] == [0, 2]
    assert [(type(each), each.args) for each in (found[1], found[3])] == [
        (ValueError, (1,)),
        (ValueError, (3,)),
    ]
    assert calls == 1


def test_it_is_called_again_for_what_is_finished_later() -> None:
    async def twice() -> list[int]:
        finished = Finished()
        found = []
        for number in range(2):
            work: Future[int] = Future()
            asyncio.get_running_loop().run_in_executor(None, work.set_result, number)
            found.append(await asyncio.wait_for(finished.result_of(work), 20))
        return found

    assert asyncio.run(twice()) == [0, 1]


def test_whoever_stops_waiting_takes_back_what_is_not_begun() -> None:
    async def given_up(work: Future[int]) -> None:
        waiting = asyncio.ensure_future(Finished().result_of(work))
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.wait([waiting])
        assert waiting.cancelled()

    work: Future[int] = Future()
    asyncio.run(given_up(work))
    assert work.cancelled()


def test_what_is_finished_after_somebody_has_stopped_waiting_is_nobodys() -> None:
    async def given_up(work: Future[int]) -> None:
        waiting = asyncio.ensure_future(Finished().result_of(work))
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.wait([waiting])

    work: Future[int] = Future()
    work.set_running_or_notify_cancel()
    asyncio.run(given_up(work))
    work.set_result(1)  # The loop is closed: it can't be called, and nothing is raised here.
    assert work.result() == 1


def test_work_that_was_taken_back_elsewhere_is_taken_back_here() -> None:
    async def asked(work: Future[int]) -> None:
        waiting = asyncio.ensure_future(Finished().result_of(work))
        await asyncio.sleep(0)
        work.cancel()
        await asyncio.wait_for(waiting, 20)

    with pytest.raises(asyncio.CancelledError):
        asyncio.run(asked(Future()))


def test_nothing_is_kept_of_a_loop_that_is_gone() -> None:
    finished = Finished()

    async def once() -> int:
        work: Future[int] = Future()
        work.set_result(1)
        return await finished.result_of(work)

    assert [asyncio.run(once()) for _ in range(3)] == [1, 1, 1]
    gc.collect()
    assert len(finished._by_loop) == 0
