"""Short secrets as they are kept: a salt of their own and a hash that is slow to find them by."""

from __future__ import annotations

import hashlib
import hmac
import secrets


def kept(secret: str) -> str:
    """What is stored of the secret: `salt$hash`, other each time."""
    salt = secrets.token_hex(16)
    return f"{salt}${_hash(secret, salt)}"


def is_right(secret: str, stored: str) -> bool:
    """Whether it is the secret that is stored."""
    salt, _, hash = stored.partition("$")
    return hmac.compare_digest(_hash(secret, salt), hash)


def _hash(secret: str, salt: str) -> str:
    return hashlib.scrypt(secret.encode(), salt=salt.encode(), n=2**14, r=8, p=1, dklen=32).hex()
