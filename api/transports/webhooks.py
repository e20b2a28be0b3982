"""Webhooks: a signed POST to an address that the administrator has listed, and to no other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from urllib.parse import unquote, urlsplit

from api import signing
from api.transports import calling
from api.transports.calling import Call
from engine.said import Said
from engine.service.origin import ORIGIN
from engine.service.sending import DeliveryProblem, Message

_NOT_LISTED = Said(
    "{address} är inte godkänd. Den som driver Rutin godkänner adresser i RUTIN_WEBHOOK_ADDRESSES.",
    "{address} is not approved. Whoever runs Rutin approves addresses in RUTIN_WEBHOOK_ADDRESSES.",
)
_REFUSED = Said("{host} svarade {status} på anropet.", "{host} answered {status} to the call.")


class Webhooks:
    """POST to addresses that begin with a listed one; no redirect is followed. `secrets_of`: what a call to a listed one is signed by."""

    def __init__(
        self,
        allowed: Sequence[str],
        secrets_of: Callable[[str], Sequence[str]] = lambda listed: (),
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._allowed, self._secrets_of, self._now = allowed, secrets_of, now

    def send(self, message: Message) -> None:
        """Call the webhook. Raises DeliveryProblem."""
        (address,) = message.recipients
        listed = next((each for each in self._allowed if is_under(address, each)), None)
        if listed is None:
            raise DeliveryProblem(_NOT_LISTED.fill(address=address), final=True)
        body, now = message.body.encode(), self._now()
        secrets = self._secrets_of(listed)
        signed = signing.headers(message.id, now, body, secrets) if secrets else {}
        origin = ORIGIN.get()  # of this delivery, where it is traced
        traced = {"traceparent": origin} if origin else {}
        headers = {"Content-Type": "application/json", "Idempotency-Key": message.id, **traced, **signed}
        answer = calling.make(Call(address=address, headers=headers, content=body))
        if not answer.is_taken:
            raise DeliveryProblem(
                _REFUSED.fill(host=urlsplit(address).hostname, status=answer.status),
                final=not answer.is_not_now,
                after=answer.asked_wait(now),
            )


def is_under(address: str, listed: str) -> bool:
    """Whether the address is the listed one or lies under it. One that climbs out again (`/../`), however it is written, does not."""
    if address != listed and not address.startswith(listed.rstrip("/") + "/"):
        return False
    path = unquote(unquote(urlsplit(address).path)).replace("\\", "/")
    return ".." not in path.split("/")
