"""Mail and webhooks that routines send: tried again until they have left, and told of to the cases that wait for them."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Mapping, Sequence
from datetime import timedelta

from engine.errors.root import Refusal
from engine.errors.stored import Unreadable
from engine.run.commands import Delivered
from engine.run.instance import SYSTEM
from engine.service import sending
from engine.service.engine import Engine
from engine.service.sending import AT_ONCE, CLAIM, DeliveryProblem, Message, Transport
from engine.store.staged.changes import Row
from engine.store.staged.effects import FAILED, SENT, WAITING

AFTER_FAILURE = timedelta(hours=1)
"""Between tries of what has failed, where the routine knows no other way than to wait for it."""

_log = logging.getLogger(__name__)


class Outbox:
    """A worker's part that sends what routines say is to be sent."""

    def __init__(
        self,
        engine: Engine,
        transports: Mapping[str, Transport],
        language: str,
        stopping: threading.Event,
    ) -> None:
        """`language`: what cases are told in that something could not be sent. `stopping`: begin on nothing more."""
        self._engine, self._transports = engine, transports
        self._language, self._stopping = language, stopping

    def work(self) -> int:
        """Send what waits, and tell the cases; returns how many were told."""
        told = self._tell()
        while not self._stopping.is_set() and (rows := self._claim()):
            for row in rows:
                self._deliver(row)
            told += self._tell()
        return told

    def _claim(self) -> Sequence[Row]:
        now = self._engine.now()
        return self._engine.backlog.claim(now, now + CLAIM, AT_ONCE)

    def _deliver(self, row: Row) -> None:
        message = _message(row)
        try:
            sending.send(self._transports, message)
        except DeliveryProblem as problem:
            row |= sending.not_sent(problem, row["attempts"], self._engine.now())
            if problem.left is not None:
                row["recipients"] = json.dumps(list(problem.left))
            _log.warning("delivery %s: %s", message.id, problem)
        else:
            row |= sending.sent()
        self._engine.backlog.put_back(row)

    def _tell(self) -> int:
        """Tell the cases of deliveries that were settled, also those that an earlier worker did not live to tell."""
        told = 0
        for row in self._engine.backlog.settled():
            command = Delivered(
                at=self._engine.now(),
                by=SYSTEM,
                instance=row["instance_id"],
                visit=row["visit"],
                problem=self._problem(row),
            )
            try:
                self._engine.submit(command).result()
            except Refusal:
                pass  # The state was left in the meantime: nobody is waiting for the word.
            except Unreadable as trouble:
                # Left for a worker that can read the case; the others are told all the same.
                _log.error("%s", trouble)
                continue
            told += 1
            self._after_telling(row)
        return told

    def _problem(self, row: Row) -> str | None:
        """Why it was given up, as the case is told."""
        why = sending.problem_from_stored(row["problem"]) if row["state"] == FAILED else None
        return None if why is None else why.say(self._language)

    def _after_telling(self, row: Row) -> None:
        """What was sent is done with. What failed is tried again, slowly, if the case still waits for it (its row is there)."""
        if row["state"] == SENT:
            self._engine.backlog.done_with(row)
        else:
            again = {"state": WAITING, "next_try": self._engine.now() + AFTER_FAILURE}
            self._engine.backlog.put_back({**row, **again})


def _message(row: Row) -> Message:
    return Message(
        id=f"{row['instance_id']}-{row['visit']}",
        kind=row["kind"],
        recipients=tuple(json.loads(row["recipients"])),
        subject=row["subject"],
        body=row["body"],
        origin=row["origin"],
    )
