"""Mail through the organisation's server (SMTP)."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage

import aiosmtplib

from api.settings import Settings
from api.transports.calling import untrusted
from engine.said import Said
from engine.service.sending import DeliveryProblem, Message
from engine.system import behind

SECONDS = 20.0
"""How long one delivery may take, all of it: also where the server answers a byte at a time."""

_GOODBYE = 2.0
"""Seconds for the goodbye, of which nothing depends."""

_NO_ADDRESS = Said(
    "”{address}” är ingen e-postadress. Rätta den där den står, och skicka igen.",
    "“{address}” is no mail address. Put it right where it stands, and send it again.",
)
_REFUSED = Said(
    "Mejlservern tog inte emot mejl till {addresses} ({answer}).",
    "The mail server refused {addresses} ({answer}).",
)
_NOT_TAKEN = Said(
    "Mejlservern tog inte emot mejlet ({answer}).",
    "The mail server did not take the mail ({answer}).",
)
_NOT_LET_IN = Said(
    "Mejlservern släpper inte in Rutin. Kontrollera RUTIN_SMTP_USER och RUTIN_SMTP_PASSWORD.",
    "The mail server does not let Rutin in. Check RUTIN_SMTP_USER and RUTIN_SMTP_PASSWORD.",
)
_NOT_TRUSTED = Said(
    "Mejlservern {host} har ett certifikat som inte går att lita på ({why}). Den som sköter servern behöver rätta det.",
    "The mail server {host} has a certificate that can't be trusted ({why}). Whoever runs that server needs to put it right.",
)
_SLOW = Said(
    "Mejlservern {host} svarade inte i tid. Det försöks igen.",
    "The mail server {host} did not answer in time. It is tried again.",
)
_NOT_REACHED = Said(
    "Mejlservern {host} går inte att nå, eller bröt förbindelsen ({why}).",
    "The mail server {host} can't be reached, or broke off ({why}).",
)


class Smtp:
    """Mail through the organisation's server."""

    def __init__(
        self,
        settings: Settings,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        seconds: float = SECONDS,
    ) -> None:
        self._settings, self._now, self._seconds = settings, now, seconds

    def send(self, message: Message) -> None:
        """Send the mail. Raises DeliveryProblem."""
        mail = self._mail(message)
        try:
            refused = asyncio.run(self._sent(mail))
        except aiosmtplib.SMTPRecipientsRefused as wrong:
            # Nobody has got it: also those were dropped whom the server took before it broke off.
            answers = {each.recipient: (each.code, each.message) for each in wrong.recipients}
            raise _refused(answers, everybody=len(answers) == len(message.recipients)) from wrong
        except (aiosmtplib.SMTPSenderRefused, aiosmtplib.SMTPDataError) as wrong:
            answer = _words(wrong.code, wrong.message)
            raise DeliveryProblem(_NOT_TAKEN.fill(answer=answer), final=_is_final(wrong.code)) from wrong
        except (OSError, aiosmtplib.SMTPException, ValueError) as wrong:
            # The connection, or the account: whoever runs the system may put that right while it is tried again.
            raise DeliveryProblem(self._why(wrong)) from wrong
        if refused:
            raise _refused(refused, left=tuple(refused))

    def _mail(self, message: Message) -> EmailMessage:
        mail = EmailMessage()
        mail["From"] = self._settings.smtp_from
        mail["To"] = tuple(map(_address, message.recipients))
        mail["Subject"] = message.subject
        mail["Date"] = self._now()
        # The same id each time it is tried: a receiver can tell a second copy.
        mail["Message-ID"] = f"<{message.id}@rutin>"
        # So that no absent person's mailbox answers a program (RFC 3834).
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(message.body)
        return mail

    def check(self) -> None:
        """Reach the server and be let in by it; nothing is sent. Raises DeliveryProblem."""
        try:
            asyncio.run(self._let_in())
        except (OSError, aiosmtplib.SMTPException, ValueError) as wrong:
            raise DeliveryProblem(self._why(wrong)) from wrong

    async def _let_in(self) -> None:
        async with self._connected():
            pass

    async def _sent(self, mail: EmailMessage) -> Mapping[str, tuple[int, str]]:
        """Who was refused, with the server's code, when the others have got it."""
        async with self._connected() as server:
            refused, _ = await server.send_message(mail)
        return {to: (answer.code, answer.message) for to, answer in refused.items()}

    @asynccontextmanager
    async def _connected(self) -> AsyncIterator[aiosmtplib.SMTP]:
        """The server, as the settings' account; all that is done with it within the time."""
        settings = self._settings
        secret = settings.smtp_password
        server = aiosmtplib.SMTP(
            hostname=settings.smtp_host,
            port=settings.smtp_port,
            username=settings.smtp_user if secret else None,
            password=secret.get_secret_value() if settings.smtp_user and secret else None,
            timeout=self._seconds,
            use_tls=settings.smtp_security == "tls",
            start_tls=settings.smtp_security == "starttls",
            tls_context=ssl.create_default_context(),
        )
        try:
            async with asyncio.timeout(self._seconds):
                await server.connect()
                yield server
            # Trouble with the goodbye is no trouble with what was sent: it would be sent again.
            with suppress(OSError, aiosmtplib.SMTPException):
                await server.quit(timeout=_GOODBYE)
        finally:
            server.close()

    def _why(self, wrong: Exception) -> Said:
        host = self._settings.smtp_host
        if isinstance(wrong, aiosmtplib.SMTPAuthenticationError):
            return _NOT_LET_IN
        certificate = untrusted(wrong)
        if certificate is not None:
            return _NOT_TRUSTED.fill(host=host, why=certificate.verify_message or certificate.reason)
        if isinstance(wrong, TimeoutError):
            return _SLOW.fill(host=host)
        return _NOT_REACHED.fill(host=host, why=behind(wrong))


def _address(text: str) -> Address:
    """Raises DeliveryProblem for what is none, and for what would be more than one line of the mail's head."""
    try:
        return Address(addr_spec=text)
    except (ValueError, IndexError, MessageError) as wrong:
        shown = "".join(each if each.isprintable() else "…" for each in text)[:100]
        raise DeliveryProblem(_NO_ADDRESS.fill(address=shown), final=True) from wrong


def _refused(
    refused: Mapping[str, tuple[int, str]], *, everybody: bool = True, left: tuple[str, ...] | None = None
) -> DeliveryProblem:
    """The problem that some recipients were refused. `everybody`: whether those are all that have not got it."""
    final = everybody and all(_is_final(code) for code, _ in refused.values())
    answers = dict.fromkeys(_words(*answer) for answer in refused.values())
    why = _REFUSED.fill(addresses=", ".join(refused), answer="; ".join(answers))
    return DeliveryProblem(why, final=final, left=left)


def _words(code: int, answer: str) -> str:
    """A server's answer on one line."""
    return f"{code} {' '.join(answer.split())}"[:200]


def _is_final(code: int) -> bool:
    """Whether an SMTP server's word is its last (RFC 5321, 4.2.1): 4xx asks for another try."""
    return code >= 500
