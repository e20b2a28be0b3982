"""Who commits: a queue, and threads that drain it. What has gathered is one batch, one transaction; every caller is answered after it."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from engine.errors.store import StoreTrouble
from engine.store.runner import Runner
from engine.store.sql.troubles import Unexplained

A = TypeVar("A")

LARGEST_BATCH = 256

_log = logging.getLogger(__name__)


@dataclass(slots=True, kw_only=True)
class Submission(Generic[A]):
    """Something to be done, and the future that gets its answer: exactly one."""

    work: Any
    future: Future[A]


class Writer(Generic[A]):
    """Drains submissions in batches.

    `carry_out(batch)` does a whole batch in one transaction and returns an answer (a value or an exception) for each submission. Where it
    raises, nothing of the batch was written, and its submissions are done again one by one: one that fails does not take the rest along.
    Trouble with the database is everybody's, though: all are told at once, and nothing is done again that may have been written after all.
    `afterwards` is called by the thread when it has answered a batch: what nobody is to wait for.
    """

    def __init__(
        self,
        carry_out: Callable[[Sequence[Any]], Sequence[A | Exception]],
        *,
        threads: int = 1,
        name: str = "writer",
        runner: Runner | None = None,
        afterwards: Callable[[], None] = lambda: None,
    ) -> None:
        self._carry_out, self._afterwards = carry_out, afterwards
        self._runner = runner or Runner()
        self._queue: queue.SimpleQueue[Submission[A] | None] = self._runner.queue()
        self._closed = False
        self._gate = threading.Lock()
        self._threads = [self._runner.thread(self._run, f"{name}-{number}") for number in range(threads)]

    def submit(self, work: Any) -> Future[A]:
        """Put work on the queue. Raises RuntimeError after `close`, or where no thread lives that would carry it out."""
        submission: Submission[A] = Submission(work=work, future=self._runner.future())
        with self._gate:
            if self._closed:
                raise RuntimeError("the writer is closed")
            if not any(thread.is_alive() for thread in self._threads):
                raise RuntimeError("the writer has ended")
            self._queue.put(submission)
        return submission.future

    def waiting(self) -> int:
        """How many submissions stand in the queue, roughly."""
        return self._queue.qsize()

    def at_work(self) -> bool:
        """Whether all threads live: what is submitted is carried out."""
        return all(thread.is_alive() for thread in self._threads)

    def close(self) -> None:
        """Finish what is in the queue, then stop."""
        with self._gate:
            self._closed = True
            for _ in self._threads:
                self._queue.put(None)
        for thread in self._threads:
            thread.join()

    def _run(self) -> None:
        while True:
            batch, last = self._batch()
            # A caller that has given up (a closed connection) is not served; from here on it can't give up any more.
            batch = [each for each in batch if each.future.set_running_or_notify_cancel()]
            try:
                self._answer(batch)
                self._afterwards()
            except BaseException as wrong:
                # Not a batch that failed, but we: this thread ends, and nobody waits for it in vain.
                _log.critical("%s ends", threading.current_thread().name, exc_info=True)
                ended = RuntimeError("the writer has ended: what it had in hand may be kept or not")
                ended.__cause__ = wrong
                for each in batch:
                    if not each.future.done():
                        each.future.set_exception(ended)
                return
            if last:
                return

    def _batch(self) -> tuple[list[Submission[A]], bool]:
        first = self._queue.get()
        if first is None:
            return [], True
        batch = [first]
        while len(batch) < LARGEST_BATCH:
            try:
                following = self._queue.get_nowait()
            except queue.Empty:
                break
            if following is None:
                return batch, True
            batch.append(following)
        return batch, False

    def _answer(self, batch: list[Submission[A]]) -> None:
        if not batch:
            return
        try:
            answers = self._carry_out([each.work for each in batch])
        except Exception as wrong:
            if len(batch) == 1 or _is_everybodys(wrong):
                for each in batch:
                    each.future.set_exception(wrong)
                return
            for each in batch:
                self._answer([each])
            return
        for submission, answer in zip(batch, answers, strict=True):
            if isinstance(answer, Exception):
                submission.future.set_exception(answer)
            else:
                submission.future.set_result(answer)


def _is_everybodys(wrong: Exception) -> bool:
    return isinstance(wrong, StoreTrouble) and not isinstance(wrong, Unexplained)
