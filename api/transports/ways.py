"""Which transports the settings allow; in demonstration mode, none that leaves the machine."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from api.settings import Settings
from api.transports.mail import Smtp
from api.transports.sms import Sms
from api.transports.webhooks import Webhooks
from engine.service.sending import Message, Transport

_log = logging.getLogger("rutin.outbox")


def transports(settings: Settings) -> Mapping[str, Transport]:
    """The transports that the settings allow, by the kind of message."""
    if settings.demo:
        return dict.fromkeys(("mail", "sms", "webhook"), OnlyNoted())
    ways: dict[str, Transport] = {
        "webhook": Webhooks(settings.webhook_addresses, settings.webhook_secrets_of)
    }
    if settings.smtp_host:
        ways["mail"] = Smtp(settings)
    if settings.sms_address:
        ways["sms"] = Sms(settings)
    return ways


class OnlyNoted:
    """Demonstration: nothing leaves the machine; the log says what would have."""

    def send(self, message: Message) -> None:
        """Note the message."""
        _log.info(
            "not sent (demonstration): %s to %s: %s",
            message.kind,
            ", ".join(message.recipients),
            message.subject,
        )
