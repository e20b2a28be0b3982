"""PINs of shared phones: how they may look, and how they are kept."""

from __future__ import annotations

import re

from engine.errors.value import FactsWrong
from engine.said import Said
from engine.service.people import slow_hash

_PIN = re.compile(r"[0-9]{4,8}", re.ASCII)
_ROWS = ("01234567890", "09876543210")


def kept(pin: str) -> str:
    """What is stored of a PIN: a salt and a slow hash. Raises FactsWrong for one that anybody would try first."""
    if not _PIN.fullmatch(pin):
        raise FactsWrong({"pin": _DIGITS})
    if len(set(pin)) == 1 or any(pin in row for row in _ROWS):
        raise FactsWrong({"pin": _TOO_EASY})
    return slow_hash.kept(pin)


def is_right(pin: str, stored: str) -> bool:
    """Whether it is the PIN that is stored."""
    return bool(_PIN.fullmatch(pin)) and slow_hash.is_right(pin, stored)


_DIGITS = Said("En PIN har 4 till 8 siffror.", "A PIN has 4 to 8 digits.")
_TOO_EASY = Said(
    "Den är för lätt att gissa. Välj inte samma siffra hela vägen, och inte siffror i följd.",
    "It is too easy to guess. Choose neither one digit all through nor digits in a row.",
)
