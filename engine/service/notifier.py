"""A worker's part that tells people what waits for them, by mail and SMS."""

from __future__ import annotations

import logging
import threading
from collections.abc import Mapping

from engine.errors.root import RutinError
from engine.errors.store import StoreTrouble
from engine.service import sending
from engine.service.engine import Engine
from engine.service.notifying.kinds import WAYS
from engine.service.notifying.notifications import Held
from engine.service.sending import DeliveryProblem, Transport
from engine.store.changes import Row

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
            sent += sum(map(self._see_to, rows))
        return sent

    def _see_to(self, row: Row) -> bool:
        """Whether a message was sent."""
        try:
            if row["way"] is None:
                self._engine.notifications.spread(row, self._transports.keys() & {*WAYS})
                return False
            return self._tell(row)
        except DeliveryProblem as wrong:
            problem = wrong
        except StoreTrouble:
            raise
        except RutinError as trouble:
            # What can't be read here stands in the way of nothing else.
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
