"""What leaves the house: a message, what sends it, why it could not be sent, and when that is tried again."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from engine.said import Said, both
from engine.store.staged.changes import Row
from engine.store.staged.effects import FAILED, SENT, WAITING

ATTEMPTS = 8
"""How often a message is tried before it is given up."""

FIRST_WAIT = timedelta(seconds=30)
"""Until the second attempt; doubled for each one after."""

LONGEST_ASKED = timedelta(hours=6)
"""A receiver that asks to be left alone for longer is tried again after this."""

CLAIM = timedelta(minutes=10)
"""How long what is being sent is left to the worker that claimed it. Must be longer than `AT_ONCE` transports take."""

AT_ONCE = 20

_NO_WAY = Said(
    "Rutin har inte fått veta hur det här ska skickas ({kind}). Den som driver Rutin ställer in det, se docs/sending.md.",
    "Rutin has not been told how to send this ({kind}). Whoever runs Rutin sets that, see docs/sending.md.",
)
_UNEXPECTED = Said(
    "Något gick fel som ingen har räknat med ({what}). Den som driver Rutin ser det i loggen.",
    "Something went wrong that nobody had expected ({what}). Whoever runs Rutin sees it in the log.",
)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A mail, an SMS or a webhook call. `id` stays the same when it is tried again, so that a receiver can tell.

    `origin`: what the command came from that it is sent because of, where that was said.
    """

    id: str
    kind: str
    recipients: tuple[str, ...]
    subject: str
    body: str
    origin: str | None = None


class DeliveryProblem(Exception):
    """A message could not be sent, or not to all. `final`: trying again can't help. `after`: the receiver asks to be left alone so long.

    `left`: who has not got it, where others have; it is not sent to those again.
    """

    def __init__(
        self,
        why: Said,
        *,
        final: bool = False,
        after: timedelta | None = None,
        left: Sequence[str] | None = None,
    ) -> None:
        super().__init__(why.en)
        self.why, self.final, self.after, self.left = why, final, after, left


class Transport(Protocol):
    """Sends one message. Raises DeliveryProblem where it could not; whether trying again can help is its word."""

    def send(self, message: Message) -> None:
        """Send, or raise DeliveryProblem."""


def send(transports: Mapping[str, Transport], message: Message) -> None:
    """Send by the transport for its kind. Raises DeliveryProblem, also where a transport fails in a way of its own."""
    transport = transports.get(message.kind)
    if transport is None:
        raise DeliveryProblem(_NO_WAY.fill(kind=message.kind), final=True)
    try:
        transport.send(message)
    except DeliveryProblem:
        raise
    except Exception as wrong:
        _log.exception("delivery %s", message.id)
        raise DeliveryProblem(_UNEXPECTED.fill(what=type(wrong).__name__)) from wrong


def sent() -> Row:
    """What a row says when its message has been sent."""
    return {"state": SENT, "problem": None}


def not_sent(problem: DeliveryProblem, attempts: int, now: datetime) -> Row:
    """What a row says when its message could not be sent, for the time that `attempts` says: when it is tried again, if it is."""
    told = {"problem": problem_to_stored(problem.why)}
    if problem.final or attempts >= ATTEMPTS:
        return {**told, "state": FAILED}
    wait = FIRST_WAIT * 2.0 ** (attempts - 1)
    asked = min(problem.after or wait, LONGEST_ASKED)
    return {**told, "state": WAITING, "next_try": now + max(wait, asked)}


def problem_to_stored(why: Said) -> str:
    """What a row has of a problem: its words in both languages."""
    return json.dumps(why._asdict(), ensure_ascii=False)


def problem_from_stored(stored: str | None) -> Said | None:
    """The problem's words; None for none. What the first release wrote is in one language."""
    if stored is None:
        return None
    try:
        return Said(**json.loads(stored))
    except (ValueError, TypeError):
        return both(stored)
