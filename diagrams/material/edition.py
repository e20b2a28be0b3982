"""What tells whether something made of routines would still be the same: the program's edition, and a mark of all that it shows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from engine.model.routine import Routine


@cache
def edition() -> str:
    """Tells this program from every other version of it, also from one that is being worked on."""
    digest = hashlib.sha256(version("rutin").encode())
    for package in ("engine", "diagrams"):
        folder = Path(str(files(package)))
        for file in sorted(each for each in folder.rglob("*") if each.is_file() and each.suffix != ".pyc"):
            digest.update(file.read_bytes())
    return digest.hexdigest()


def mark(routines: Iterable[Routine], settings: Mapping[str, str], *more: str) -> str:
    """A short text that is the same as long as what is made of these routines, settings and `more` is.

    Scenarios are no part of a routine's digest: what shows them gives them as `more`.
    """
    seen = [
        edition(),
        *(each.digest for each in routines),
        *(f"{name}={value}" for name, value in sorted(settings.items())),
        *more,
    ]
    return hashlib.sha256("\0".join(seen).encode("utf-8", "surrogatepass")).hexdigest()[:32]
