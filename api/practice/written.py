"""What would have been sent: nothing leaves a practice, and all that would have stands to be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from engine.service.engine import Engine
from engine.service.sending import Message, Transport
from engine.values.moments import iso

KIND = "sent"

MARK = "ÖVNING: "
"""What each subject begins with, in both languages: it is what the pages are marked by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A message that would have left: when, by what (`mail`, `sms`, `webhook`), to whom."""

    at: datetime
    kind: str
    to: str
    subject: str
    body: str


class OnlyWritten:
    """The transport of a practice: it writes down."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def send(self, message: Message) -> None:
        """Write the message down."""
        self._engine.practised.keep(
            KIND,
            message.id,
            {
                "at": iso(self._engine.now()),
                "kind": message.kind,
                "to": ", ".join(message.recipients),
                "subject": MARK + message.subject,
                "body": message.body,
            },
        )


def ways(engine: Engine) -> Mapping[str, Transport]:
    """The transports of a practice, by the kind of message."""
    return dict.fromkeys(("mail", "sms", "webhook"), OnlyWritten(engine))


def would_have_been_sent(engine: Engine, most: int) -> list[Sent]:
    """The latest messages, the last first."""
    kept = engine.practised.of(KIND).values()
    told = [Sent(**{**each, "at": datetime.fromisoformat(each["at"])}) for each in kept]
    return sorted(told, key=lambda each: each.at, reverse=True)[:most]
