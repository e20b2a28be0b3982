"""PINs of shared phones: how they may look, and how they are kept."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets

from engine.errors.value import FactsWrong
from engine.said import Said

_PIN = re.compile(r"[0-9]{4,8}", re.ASCII)
_ROWS = ("01234567890", "09876543210")


def kept(pin: str) -> str:
    """What is stored of a PIN: a salt and a slow hash. Raises FactsWrong for one that anybody would try first."""
    if not _PIN.fullmatch(pin):
        raise FactsWrong({"pin": _DIGITS})
    if len(set(pin)) == 1 or any(pin in row for row in _ROWS):
        raise FactsWrong({"pin": _TOO_EASY})
    salt = secrets.token_hex(16)
    return f"{salt}${_hash(pin, salt)}"


def is_right(pin: str, stored: str) -> bool:
    """Whether it is the PIN that is stored."""
    salt, _, hash = stored.partition("$")
    return bool(_PIN.fullmatch(pin)) and hmac.compare_digest(_hash(pin, salt), hash)


def _hash(pin: str, salt: str) -> str:
    return hashlib.scrypt(pin.encode(), salt=salt.encode(), n=2**14, r=8, p=1, dklen=32).hex()


_DIGITS = Said("En PIN har 4 till 8 siffror.", "A PIN has 4 to 8 digits.")
_TOO_EASY = Said(
    "Den är för lätt att gissa. Välj inte samma siffra hela vägen, och inte siffror i följd.",
    "It is too easy to guess. Choose neither one digit all through nor digits in a row.",
)
