"""Open pages are told that there is something new: those of the case at once, those of units in turn; where there is room for them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from api.http.live import streams as module
from api.http.live.streams import AGAIN, MOST_OF_ONE, MOVED, TOLD_IN_A_TURN, Stream, Streams
from api.http.problems.errors import Leaving, TooMany
from engine.service.following import Moved

Following = list[Callable[[list[Moved] | None], None]]


def run(work: Callable[[Streams, Following, list[int]], Awaitable[None]], most: int = 1000) -> None:
    """Work with the pages of a server that has room for so many; whom they follow, and how many there have been."""
    following: Following = []
    counted: list[int] = []

    async def begun() -> None:
        await work(Streams(most, following.append, counted.append), following, counted)

    asyncio.run(begun())


async def told(stream: Stream) -> str | None:
    """What it has been told, if anything: what another thread tells is there after two turns of the loop."""
    for _ in range(3):
        await asyncio.sleep(0)
    return await stream.word(0)


def test_whoever_has_the_case_open_is_told_and_whoever_is_in_its_unit_and_nobody_else() -> None:
    async def work(streams: Streams, following: Following, _: list[int]) -> None:
        case, other = streams.open("a", case="a1"), streams.open("b", case="a2")
        unit = streams.open("c", units=["södra", "norra"])
        elsewhere = streams.open("d", units=["södra"])
        following[0]([Moved("a1", 3, "norra")])
        assert [await told(each) for each in (case, other, unit, elsewhere)] == [MOVED, None, MOVED, None]
        assert await told(case) is None

    run(work)


def test_it_is_followed_from_the_first_page_on_and_once() -> None:
    async def work(streams: Streams, following: Following, _: list[int]) -> None:
        assert following == []
        streams.close(streams.open("a", case="a1"))
        streams.open("b", case="a1")
        assert len(following) == 1

    run(work)


def test_what_comes_while_a_page_has_not_heard_of_the_last_is_told_once() -> None:
    async def work(streams: Streams, following: Following, _: list[int]) -> None:
        page = streams.open("a", case="a1")
        following[0]([Moved("a1", 3, "norra")])
        following[0]([Moved("a1", 4, "norra"), Moved("a1", 5, "norra")])
        assert await told(page) == MOVED
        assert await told(page) is None

    run(work)


def test_a_page_that_waits_is_woken_and_one_that_is_told_nothing_goes_on_in_its_time() -> None:
    async def work(streams: Streams, following: Following, _: list[int]) -> None:
        page = streams.open("a", case="a1")
        waits = asyncio.ensure_future(page.word(3600))
        await asyncio.sleep(0)
        following[0]([Moved("a1", 3, "norra")])
        assert await waits == MOVED
        assert await page.word(0.001) is None

    run(work)


def test_many_who_follow_a_unit_are_told_so_many_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "TURN_SECONDS", 0.001)

    async def work(streams: Streams, following: Following, _: list[int]) -> None:
        pages = [streams.open(f"p{number}", units=["norra"]) for number in range(3 * TOLD_IN_A_TURN + 1)]
        case = streams.open("a", case="a1")
        following[0]([Moved("a1", 3, "norra")])
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert sum(bool(each._words) for each in pages) == TOLD_IN_A_TURN
        assert await told(case) == MOVED
        following[0]([Moved("a1", 4, "norra")])
        assert [await each.word(10) for each in pages] == [MOVED] * len(pages)

    run(work)


def test_where_anything_may_have_moved_all_are_told_in_turn() -> None:
    async def work(streams: Streams, following: Following, _: list[int]) -> None:
        pages = [streams.open(f"p{number}", case=f"a{number}") for number in range(TOLD_IN_A_TURN + 1)]
        following[0](None)
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert [bool(each._words) for each in pages] == [True] * TOLD_IN_A_TURN + [False]

    run(work)


def test_one_person_has_room_for_some_pages_and_the_server_for_so_many() -> None:
    async def work(streams: Streams, _: Following, counted: list[int]) -> None:
        mine = [streams.open("a", case="a1") for _ in range(MOST_OF_ONE)]
        with pytest.raises(TooMany):
            streams.open("a", case="a1")
        streams.close(mine[0])
        streams.open("a", units=["norra"])
        others = [streams.open(f"p{number}", case="a1") for number in range(4)]
        with pytest.raises(TooMany):
            streams.open("b", case="a1")
        for each in (*others, *others):
            streams.close(each)
        assert counted[-1] == MOST_OF_ONE
        assert max(counted) == MOST_OF_ONE + 4

    run(work, MOST_OF_ONE + 4)


def test_nothing_is_left_of_a_page_that_was_closed() -> None:
    async def work(streams: Streams, following: Following, _: list[int]) -> None:
        pages = [streams.open("a", case="a1"), streams.open("a", units=["norra", "södra"])]
        streams._in_turn[pages[1]] = None
        for each in pages:
            streams.close(each)
        following[0]([Moved("a1", 3, "norra")])
        assert [await told(each) for each in pages] == [None, None]
        kept = (streams._all, streams._by_case, streams._by_unit, streams._of, streams._in_turn)
        assert [len(each) for each in kept] == [0] * len(kept)

    run(work)


def test_a_server_that_leaves_sends_all_away_and_takes_none() -> None:
    async def work(streams: Streams, _: Following, __: list[int]) -> None:
        pages = [streams.open("a", case="a1"), streams.open("b", units=["norra"])]
        streams.leave()
        assert [await told(each) for each in pages] == [AGAIN, AGAIN]
        with pytest.raises(Leaving):
            streams.open("c", case="a1")

    run(work)


def test_what_is_told_when_the_loop_is_gone_hurts_nobody() -> None:
    following: Following = []

    async def begun() -> None:
        Streams(1, following.append, lambda _: None).open("a", case="a1")

    asyncio.run(begun())
    following[0](None)
