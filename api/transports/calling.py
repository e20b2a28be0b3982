"""One call over HTTP to an address that the settings name: no redirect is followed, and no slow or long answer holds anybody up."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import cache

import httpx

from engine.said import Said
from engine.service.sending import DeliveryProblem
from engine.system import behind

SECONDS = 20.0
"""How long one call may take, all of it: also where the answer comes a byte at a time."""

LARGEST_ANSWER = 64 * 1024
"""Bytes of an answer that are read; the rest is left unread."""

_NOT_NOW = frozenset({408, 425, 429})
"""Answers that say nothing against the message itself, beside 5xx: too slow, too early, too many."""

_SLOW = Said(
    "{host} svarade inte inom {seconds} sekunder. Det försöks igen.",
    "{host} did not answer within {seconds} seconds. It is tried again.",
)
_NOT_TRUSTED = Said(
    "{host} har ett certifikat som inte går att lita på ({why}). Den som sköter servern behöver rätta det.",
    "{host} has a certificate that can't be trusted ({why}). Whoever runs that server needs to put it right.",
)
_BROKE_OFF = Said(
    "{host} bröt förbindelsen innan svaret var klart. Det försöks igen.",
    "{host} broke off before its answer was complete. It is tried again.",
)
_NOT_REACHED = Said(
    "{host} går inte att nå ({why}). Kontrollera adressen och nätet.",
    "{host} can't be reached ({why}). Check the address and the network.",
)
_NOT_A_CALL = Said(
    "Anropet till {host} går inte att göra ({why}). Kontrollera inställningarna.",
    "The call to {host} can't be made ({why}). Check the settings.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """What is sent: `content` as it stands in the body; `account`: a name and a password (HTTP Basic)."""

    address: str
    method: str = "POST"
    headers: Mapping[str, str] = field(default_factory=dict)
    content: bytes = b""
    account: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back, at most `LARGEST_ANSWER` of it. `retry_after`: what that header says, "" for nothing."""

    status: int
    text: str
    retry_after: str

    @property
    def is_taken(self) -> bool:
        """Whether the status says that it was taken."""
        return 200 <= self.status < 300

    @property
    def is_not_now(self) -> bool:
        """Whether the status says nothing against what was sent: another try may help."""
        return self.status >= 500 or self.status in _NOT_NOW

    def asked_wait(self, now: datetime) -> timedelta | None:
        """What `Retry-After` asks for, as seconds or as a date (RFC 9110, 10.2.3); None where it asks for nothing that can be read."""
        text = self.retry_after.strip()
        if text.isascii() and text.isdigit():
            return timedelta(seconds=min(int(text[:9]), 10**8))
        try:
            at = parsedate_to_datetime(text)
        except ValueError:
            return None
        return at.replace(tzinfo=at.tzinfo or UTC) - now


def make(call: Call, seconds: float = SECONDS) -> Answer:
    """Make the call. Raises DeliveryProblem where no answer came, whatever an answer would have said."""
    return asyncio.run(_made(call, seconds))


async def _made(call: Call, seconds: float) -> Answer:
    host = _host(call.address)
    try:
        async with (
            asyncio.timeout(seconds),
            httpx.AsyncClient(verify=_trusted(), timeout=seconds, follow_redirects=False) as client,
            client.stream(
                call.method,
                call.address,
                headers={"User-Agent": "rutin", "Accept-Encoding": "identity", **call.headers},
                content=call.content or None,
                auth=call.account,
            ) as response,
        ):
            text = (await _beginning(response)).decode(errors="replace")
            return Answer(
                status=response.status_code, text=text, retry_after=response.headers.get("Retry-After", "")
            )
    except (TimeoutError, httpx.TimeoutException) as wrong:
        raise DeliveryProblem(_SLOW.fill(host=host, seconds=round(seconds))) from wrong
    except httpx.ConnectError as wrong:
        certificate = untrusted(wrong)
        if certificate is not None:
            raise DeliveryProblem(
                _NOT_TRUSTED.fill(host=host, why=certificate.verify_message or certificate.reason)
            ) from wrong
        raise DeliveryProblem(_NOT_REACHED.fill(host=host, why=behind(wrong))) from wrong
    except httpx.TransportError as wrong:
        raise DeliveryProblem(_BROKE_OFF.fill(host=host)) from wrong
    except (httpx.InvalidURL, ValueError) as wrong:
        raise DeliveryProblem(_NOT_A_CALL.fill(host=host, why=type(wrong).__name__)) from wrong


async def _beginning(response: httpx.Response) -> bytes:
    body = b""
    async for part in response.aiter_raw():
        body += part
        if len(body) >= LARGEST_ANSWER:
            break
    return body[:LARGEST_ANSWER]


@cache
def _trusted() -> ssl.SSLContext:
    """The certificates that this machine trusts: an organisation's own among them."""
    return ssl.create_default_context()


def untrusted(wrong: BaseException) -> ssl.SSLCertVerificationError | None:
    """The trouble with the certificate that is behind the other, if that is what it is."""
    cause: BaseException | None = wrong
    while cause is not None and not isinstance(cause, ssl.SSLCertVerificationError):
        cause = cause.__cause__ or cause.__context__
    return cause


def _host(address: str) -> str:
    """What may be told of an address: what comes after the host can hold a key."""
    try:
        return httpx.URL(address).host or address[:80]
    except httpx.InvalidURL:
        return address[:80]
