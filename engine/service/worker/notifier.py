"""A worker's part that tells people what waits for them, by mail and SMS."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping, Sequence

from engine.errors.root import RutinError
from engine.errors.store import StoreTrouble
from engine.service import sending
from engine.service.engine import Engine
from engine.service.notifying.kinds import WAYS
from engine.service.notifying.notifications import Held
from engine.service.sending import DeliveryProblem, Transport
from engine.store.staged.changes import Row

_log = logging.getLogger(__name__)


class Notifier:
    """Tells each receiver by each way on its own: one that can't be reached is nothing to the others."""

    def __init__(
        self,
        engine: Engine,
        transports: Mapping[str, Transport],
        language: str,
        server: str,
        stopping: threading.Event,
    ) -> None:
        """`language`: for who has chosen none. `server`: the address that links begin with. `stopping`: begin on nothing more."""
        self._engine, self._transports = engine, transports
        self._language, self._server, self._stopping = language, server, stopping

    def work(self) -> int:
        """Tell what is due now; returns how many messages were sent."""
        sent = 0
        while not self._stopping.is_set() and (rows := self._engine.notifications.claim()):
            self._spread([row for row in rows if row["way"] is None])
            sent += sum(self._seen_to(row, self._tell) for row in rows if row["way"] is not None)
        return sent

    def _spread(self, rows: Sequence[Row]) -> None:
        """All at once; where one of them stands in the way, one by one."""
        notifications, ways = self._engine.notifications, self._transports.keys() & {*WAYS}

        def alone(row: Row) -> bool:
            notifications.spread([row], ways)
            return False

        try:
            if rows:
                notifications.spread(rows, ways)
        except StoreTrouble:
            raise
        except RutinError:
            for row in rows:
                self._seen_to(row, alone)

    def _seen_to(self, row: Row, how: Callable[[Row], bool]) -> bool:
        """Whether a message was sent. What can't be sent or read is tried again, and stands in the way of nothing else."""
        try:
            return how(row)
        except DeliveryProblem as wrong:
            problem = wrong
        except StoreTrouble:
            raise
        except RutinError as trouble:
            problem = DeliveryProblem(trouble.said(), final=True)
        _log.warning("notification %s: %s", row["id"], problem)
        self._engine.notifications.not_sent(row, problem)
        return False

    def _tell(self, row: Row) -> bool:
        notifications = self._engine.notifications
        message = notifications.look(row, self._language, self._server)
        if isinstance(message, Held):
            notifications.put_off(row, message.until)
            return False
        if message is not None:
            sending.send(self._transports, message)
        notifications.done_with(row)
        return message is not None
