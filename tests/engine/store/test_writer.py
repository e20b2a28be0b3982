"""The queue: batches, answers, failures, closing."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future
from pathlib import Path
from typing import Any

import pytest

from engine.errors.store import StoreTrouble
from engine.said import Said
from engine.store.runner import Runner
from engine.store.sql.troubles import Unexplained
from engine.store.writer import LARGEST_BATCH, Writer

ROOT = Path(__file__).parents[3]


class Desk:
    """Does what it is given: answers with the work, raises for what is a failure. It can be held to let a batch gather."""

    def __init__(self) -> None:
        self.batches: list[list[Any]] = []
        self.gate = threading.Event()
        self.entered = threading.Event()
        self.gate.set()

    def carry_out(self, batch: Sequence[Any]) -> Sequence[Any]:
        """One batch."""
        self.batches.append(list(batch))
        self.entered.set()
        assert self.gate.wait(20)
        if any(each == "fails" for each in batch):
            raise ValueError("unexpected")
        return [ValueError("refused") if each == "refused" else each for each in batch]

    def holds(self, writer: Writer[Any]) -> Future[Any]:
        """Be at work on a first thing until `gate` is opened."""
        self.gate.clear()
        self.entered.clear()
        first = writer.submit("first")
        assert self.entered.wait(20)
        return first


def test_what_gathers_while_the_writer_is_busy_is_one_batch() -> None:
    desk = Desk()
    writer = Writer(desk.carry_out)
    desk.holds(writer)
    futures = [writer.submit(number) for number in range(5)]
    desk.gate.set()
    assert [each.result() for each in futures] == [0, 1, 2, 3, 4]
    assert desk.batches == [["first"], [0, 1, 2, 3, 4]]
    writer.close()


def test_a_batch_has_an_upper_bound() -> None:
    desk = Desk()
    writer = Writer(desk.carry_out)
    desk.holds(writer)
    for number in range(LARGEST_BATCH + 1):
        writer.submit(number)
    assert writer.waiting() == LARGEST_BATCH + 1
    desk.gate.set()
    writer.close()
    assert [len(batch) for batch in desk.batches] == [1, LARGEST_BATCH, 1]


def test_one_that_fails_unexpectedly_does_not_take_its_batch_along() -> None:
    desk = Desk()
    writer = Writer(desk.carry_out)
    desk.holds(writer)
    futures = [writer.submit(each) for each in (1, "fails", 2)]
    desk.gate.set()
    assert (futures[0].result(), futures[2].result()) == (1, 2)
    with pytest.raises(ValueError, match="unexpected"):
        futures[1].result()
    writer.close()


def test_trouble_that_nobody_has_words_for_is_told_to_the_one_whose_it_is() -> None:
    strange = Unexplained(Said("konstigt", "strange"))

    def carry_out(batch: Sequence[Any]) -> Sequence[Any]:
        if "fails" in batch:
            raise strange
        return batch

    desk = Desk()
    writer = Writer(desk.carry_out)
    desk.holds(writer)
    futures = [writer.submit(each) for each in (1, "fails", 2)]
    writer._carry_out = carry_out
    desk.gate.set()
    assert [each.exception() for each in futures] == [None, strange, None]
    writer.close()


def test_trouble_with_the_database_is_told_to_all_at_once_and_nothing_is_done_again() -> None:
    away = StoreTrouble(Said("borta", "away"))
    tries: list[int] = []

    def carry_out(batch: Sequence[Any]) -> Sequence[Any]:
        tries.append(len(batch))
        raise away

    desk = Desk()
    writer = Writer(desk.carry_out)
    desk.holds(writer)
    futures = [writer.submit(number) for number in range(3)]
    writer._carry_out = carry_out
    desk.gate.set()
    assert [each.exception() for each in futures] == [away] * 3
    assert tries == [3]
    writer.close()


def test_a_refusal_is_the_answer_of_its_own_future_only() -> None:
    desk = Desk()
    writer = Writer(desk.carry_out)
    desk.holds(writer)
    futures = [writer.submit(each) for each in ("refused", 1)]
    desk.gate.set()
    assert futures[1].result() == 1
    with pytest.raises(ValueError, match="refused"):
        futures[0].result()
    writer.close()


def test_who_has_given_up_is_not_served() -> None:
    desk = Desk()
    writer = Writer(desk.carry_out)
    desk.holds(writer)
    gone, here = writer.submit("gone"), writer.submit("here")
    assert gone.cancel()
    desk.gate.set()
    assert here.result() == "here"
    assert desk.batches[-1] == ["here"]
    with pytest.raises(CancelledError):
        gone.result()
    writer.close()


def test_who_is_being_served_cannot_give_up() -> None:
    desk = Desk()
    writer = Writer(desk.carry_out)
    first = desk.holds(writer)
    assert not first.cancel()
    desk.gate.set()
    assert first.result() == "first"
    writer.close()


@pytest.mark.parametrize("threads", [1, 3])
def test_closing_answers_everything_that_was_queued(threads: int) -> None:
    desk = Desk()
    writer = Writer(desk.carry_out, threads=threads)
    futures = [desk.holds(writer), *(writer.submit(number) for number in range(1000))]
    desk.gate.set()
    writer.close()
    assert all(each.done() for each in futures)
    assert [each.result() for each in futures[1:]] == list(range(1000))


def test_a_closed_writer_takes_nothing_more() -> None:
    writer = Writer(Desk().carry_out)
    writer.close()
    writer.close()
    with pytest.raises(RuntimeError, match="closed"):
        writer.submit(1)


def test_every_future_is_answered_exactly_once_when_many_submit_at_once() -> None:
    desk = Desk()
    writer = Writer(desk.carry_out, threads=2)
    answered: list[int] = []

    def client(number: int) -> None:
        for turn in range(100):
            future = writer.submit(number * 1000 + turn)
            future.add_done_callback(lambda done: answered.append(done.result()))

    threads = [threading.Thread(target=client, args=(number,)) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    writer.close()
    assert sorted(answered) == sorted(number * 1000 + turn for number in range(16) for turn in range(100))


def test_a_writer_at_work_says_so_until_it_is_closed() -> None:
    writer = Writer(Desk().carry_out, threads=2)
    assert writer.at_work()
    writer.close()
    assert not writer.at_work()


class Stops(Desk):
    """Stops the thread that carries it out."""

    stopped: threading.Thread

    def carry_out(self, batch: Sequence[Any]) -> Sequence[Any]:
        super().carry_out(batch)
        self.stopped = threading.current_thread()
        raise SystemExit


def test_a_thread_that_ends_is_seen_and_leaves_nobody_waiting(caplog: pytest.LogCaptureFixture) -> None:
    desk = Stops()
    writer = Writer(desk.carry_out)
    first = desk.holds(writer)
    desk.gate.set()
    with pytest.raises(RuntimeError, match="may be kept or not") as told:
        first.result(20)
    assert isinstance(told.value.__cause__, SystemExit)
    writer._threads[0].join(20)
    assert not writer.at_work()
    with pytest.raises(RuntimeError, match="the writer has ended"):
        writer.submit(1)
    assert "writer-0 ends" in caplog.text
    assert "raise SystemExit" in caplog.text
    writer.close()


def test_a_writer_with_a_thread_left_takes_what_comes() -> None:
    desk = Stops()
    writer = Writer(desk.carry_out, threads=2)
    first = desk.holds(writer)
    desk.gate.set()
    with pytest.raises(RuntimeError, match="may be kept or not"):
        first.result(20)
    desk.stopped.join(20)
    assert not writer.at_work()
    assert isinstance(writer.submit(1).exception(20), RuntimeError)
    writer.close()


def test_what_was_answered_before_a_thread_ended_stays_answered() -> None:
    def carry_out(batch: Sequence[Any]) -> Sequence[Any]:
        if len(batch) > 1:
            raise ValueError("one by one")
        if batch == ["stops"]:
            raise SystemExit
        return batch

    desk = Desk()
    writer = Writer(desk.carry_out)
    desk.holds(writer)
    futures = [writer.submit(each) for each in (1, "stops", 2)]
    writer._carry_out = carry_out
    desk.gate.set()
    assert futures[0].result(20) == 1
    assert [isinstance(each.exception(20), RuntimeError) for each in futures[1:]] == [True, True]
    writer.close()


def test_a_batch_that_gets_too_few_answers_leaves_nobody_waiting() -> None:
    writer: Writer[Any] = Writer(lambda batch: [])
    assert isinstance(writer.submit(1).exception(20), RuntimeError)
    writer.close()


def test_where_all_have_given_up_nothing_is_carried_out() -> None:
    desk = Desk()
    writer = Writer(desk.carry_out)
    desk.holds(writer)
    assert writer.submit("gone").cancel()
    desk.gate.set()
    writer.close()
    assert desk.batches == [["first"]]


class Listing(Runner):
    """A runner that knows whom it has let run."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def thread(self, work: Callable[[], None], name: str) -> threading.Thread:
        self.names.append(name)
        return super().thread(work, name)


def test_threads_are_those_of_the_runner_that_is_given() -> None:
    runner = Listing()
    Writer(Desk().carry_out, threads=2, name="w", runner=runner).close()
    assert runner.names == ["w-0", "w-1"]


def test_a_program_that_ends_is_not_held_up_by_a_writer_that_nobody_closed() -> None:
    program = "from engine.store.writer import Writer; print(Writer(list).submit(7).result())"
    ended = subprocess.run([sys.executable, "-c", program], cwd=ROOT, timeout=60, capture_output=True)
    assert (ended.returncode, ended.stdout.strip()) == (0, b"7")
