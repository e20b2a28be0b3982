"""How long a heavy test goes on: some minutes each, `make soak MINUTES=10`; each says how far it came."""

from __future__ import annotations

import os
from collections.abc import Iterator
from time import monotonic

MINUTES = float(os.environ.get("SOAK_MINUTES", "1.5"))


def rounds() -> Iterator[int]:
    """Numbers from 1 on, at least one, until the time is out."""
    until = monotonic() + 60 * MINUTES
    number = 0
    while not number or monotonic() < until:
        number += 1
        yield number
    print(f"rounds: {number}")
