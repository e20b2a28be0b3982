"""How messages leave: mail by SMTP, webhooks by HTTPS to listed addresses only, and, in demonstration mode, not at all."""

from __future__ import annotations

import logging
import smtplib
import ssl
from collections.abc import Mapping
from email.message import EmailMessage
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, HTTPSHandler, Request, build_opener

from api.settings import Settings
from engine.worker import DeliveryProblem, Message, Transport

SECONDS = 20.0
"""How long one delivery may take."""

_log = logging.getLogger("rutin.outbox")


def transports(settings: Settings) -> Mapping[str, Transport]:
    """The transports that the settings allow."""
    if settings.demo:
        return {"mail": OnlyNoted(), "webhook": OnlyNoted()}
    ways: dict[str, Transport] = {"webhook": Webhooks(settings.webhook_addresses)}
    if settings.smtp_host:
        ways["mail"] = Smtp(settings)
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


class Smtp:
    """Mail through the organisation's server."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def send(self, message: Message) -> None:
        """Send the mail. Raises DeliveryProblem."""
        settings = self._settings
        mail = EmailMessage()
        mail["From"] = settings.smtp_from
        mail["To"] = ", ".join(message.recipients)
        mail["Subject"] = message.subject
        # The same id each time it is tried: a receiver can tell a second copy.
        mail["Message-ID"] = f"<{message.id}@rutin>"
        mail.set_content(message.body)
        secure = ssl.create_default_context()
        try:
            if settings.smtp_security == "tls":
                server: smtplib.SMTP = smtplib.SMTP_SSL(
                    settings.smtp_host or "", settings.smtp_port, timeout=SECONDS, context=secure
                )
            else:
                server = smtplib.SMTP(settings.smtp_host or "", settings.smtp_port, timeout=SECONDS)
            with server:
                if settings.smtp_security == "starttls":
                    server.starttls(context=secure)
                if settings.smtp_user and settings.smtp_password:
                    server.login(settings.smtp_user, settings.smtp_password.get_secret_value())
                server.send_message(mail)
        except smtplib.SMTPRecipientsRefused as refused:
            raise DeliveryProblem(
                f"the mail server refused {', '.join(refused.recipients)}", final=True
            ) from refused
        except (OSError, smtplib.SMTPException, ValueError) as wrong:
            raise DeliveryProblem(f"mail: {wrong}") from wrong


class Webhooks:
    """POST to addresses that begin with a listed one; redirects are not followed."""

    def __init__(self, allowed: tuple[str, ...]) -> None:
        self._allowed = allowed
        self._opener = build_opener(_NoRedirects, HTTPSHandler(context=ssl.create_default_context()))

    def send(self, message: Message) -> None:
        """Call the webhook. Raises DeliveryProblem."""
        (address,) = message.recipients
        if not any(address == each or address.startswith(each.rstrip("/") + "/") for each in self._allowed):
            raise DeliveryProblem(f"{address} is not among RUTIN_WEBHOOK_ADDRESSES", final=True)
        headers = {"Content-Type": "application/json", "Idempotency-Key": message.id, "User-Agent": "rutin"}
        request = Request(address, data=message.body.encode(), headers=headers, method="POST")
        try:
            with self._opener.open(request, timeout=SECONDS):
                pass
        except HTTPError as wrong:
            raise DeliveryProblem(
                f"{address} answered {wrong.code}", final=400 <= wrong.code < 500
            ) from wrong
        except (URLError, OSError, ValueError) as wrong:
            raise DeliveryProblem(f"{address}: {wrong}") from wrong


class _NoRedirects(HTTPRedirectHandler):
    def redirect_request(self, *_: object, **__: object) -> None:
        """Follow nothing: the answer counts as it is."""
        return
