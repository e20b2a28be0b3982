"""Signatures as Standard Webhooks 1.0 has them (standardwebhooks.com): a receiver knows by them who has sent what, and that it is whole."""

from __future__ import annotations

import hashlib
import hmac
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from datetime import datetime

PREFIX = "whsec_"
FEWEST_BYTES, MOST_BYTES = 24, 64


def key(secret: str) -> bytes:
    """The key that a secret (`whsec_…`) stands for. Raises ValueError where it is none."""
    try:
        found = b64decode(secret.removeprefix(PREFIX), validate=True) if secret.startswith(PREFIX) else b""
    except ValueError:
        found = b""
    if not FEWEST_BYTES <= len(found) <= MOST_BYTES:
        raise ValueError("no secret of Standard Webhooks")
    return found


def headers(id: str, at: datetime, body: bytes, secrets: Iterable[str]) -> Mapping[str, str]:
    """What tells a receiver that it was us, and when: a signature by each secret, so that one can be changed for another in peace.

    `at` is when it is sent this time: whoever keeps a call and sends it later is found out by it.
    """
    timestamp = str(int(at.timestamp()))
    signed = b".".join((id.encode(), timestamp.encode(), body))
    signatures = (b64encode(hmac.digest(key(each), signed, hashlib.sha256)).decode() for each in secrets)
    return {
        "webhook-id": id,
        "webhook-timestamp": timestamp,
        "webhook-signature": " ".join(f"v1,{each}" for each in signatures),
    }
