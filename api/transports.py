"""How messages leave: mail by SMTP, webhooks by HTTPS to listed addresses only, and, in demonstration mode, not at all."""

from __future__ import annotations

import logging
import smtplib
import ssl
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, HTTPSHandler, Request, build_opener

from api.settings import Settings
from engine.service.worker import DeliveryProblem, Message, Transport

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
        mail = EmailMessage()
        mail["From"] = self._settings.smtp_from
        mail["To"] = ", ".join(message.recipients)
        mail["Subject"] = message.subject
        # The same id each time it is tried: a receiver can tell a second copy.
        mail["Message-ID"] = f"<{message.id}@rutin>"
        mail.set_content(message.body)
        try:
            refused = self._sent(mail)
        except smtplib.SMTPRecipientsRefused as wrong:
            # Nobody has got it: also those were dropped whom the server took before it broke off.
            raise _refused(
                wrong.recipients, everybody=len(wrong.recipients) == len(message.recipients)
            ) from wrong
        except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as wrong:
            raise DeliveryProblem(f"mail: {wrong}", final=_is_final(wrong.smtp_code)) from wrong
        except (OSError, smtplib.SMTPException, ValueError) as wrong:
            # The connection, or the account: whoever runs the system may put that right while it is tried again.
            raise DeliveryProblem(f"mail: {wrong}") from wrong
        if refused:
            raise _refused(refused, left=tuple(refused))

    def _sent(self, mail: EmailMessage) -> Mapping[str, tuple[int, bytes]]:
        """Who was refused, with the server's code, when the others have got it."""
        settings = self._settings
        host, secure = settings.smtp_host or "", ssl.create_default_context()
        if settings.smtp_security == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(host, settings.smtp_port, timeout=SECONDS, context=secure)
        else:
            server = smtplib.SMTP(host, settings.smtp_port, timeout=SECONDS)
        try:
            if settings.smtp_security == "starttls":
                server.starttls(context=secure)
            if settings.smtp_user and settings.smtp_password:
                server.login(settings.smtp_user, settings.smtp_password.get_secret_value())
            return server.send_message(mail)
        finally:
            # Trouble with the goodbye is no trouble with what was sent: it would be sent again.
            with suppress(OSError):
                server.quit()
            server.close()


def _refused(
    refused: Mapping[str, tuple[int, bytes]], *, everybody: bool = True, left: tuple[str, ...] | None = None
) -> DeliveryProblem:
    """The problem that some recipients were refused. `everybody`: whether those are all that have not got it."""
    final = everybody and all(_is_final(code) for code, _ in refused.values())
    return DeliveryProblem(f"the mail server refused {', '.join(refused)}", final=final, left=left)


def _is_final(code: int) -> bool:
    """Whether an SMTP server's word is its last (RFC 5321, 4.2.1): 4xx asks for another try."""
    return code >= 500


class Webhooks:
    """POST to addresses that begin with a listed one; redirects are not followed."""

    def __init__(
        self, allowed: tuple[str, ...], now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._allowed, self._now = allowed, now
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
            wrong.close()
            raise DeliveryProblem(
                f"{address} answered {wrong.code}",
                final=wrong.code < 500 and wrong.code not in _NOT_NOW,
                after=_asked_wait(wrong.headers.get("Retry-After", ""), self._now()),
            ) from wrong
        except (URLError, OSError, ValueError) as wrong:
            raise DeliveryProblem(f"{address}: {wrong}") from wrong


_NOT_NOW = frozenset({408, 425, 429})
"""Answers that say nothing against the message itself, beside 5xx: too slow, too early, too many."""


def _asked_wait(retry_after: str, now: datetime) -> timedelta | None:
    """What `Retry-After` asks for, as seconds or as a date (RFC 9110, 10.2.3); None where it asks for nothing that can be read."""
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        return timedelta(seconds=min(int(text[:9]), 10**8))
    try:
        at = parsedate_to_datetime(text)
    except ValueError:
        return None
    return at.replace(tzinfo=at.tzinfo or UTC) - now


class _NoRedirects(HTTPRedirectHandler):
    def redirect_request(self, *_: object, **__: object) -> None:
        """Follow nothing: the answer counts as it is."""
        return
