"""What one look finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from engine.said import Said

State = Literal["well", "look", "wrong"]
"""`look`: it works, or is not used, and somebody ought to think of it; `wrong`: something will not work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """How it is with one thing. `what` names it; `said` tells how it is, and what to do where it is not well."""

    what: Said
    state: State
    said: Said


def well(what: Said, said: Said) -> Finding:
    """It is as it should be."""
    return Finding(what=what, state="well", said=said)


def look(what: Said, said: Said) -> Finding:
    """Somebody ought to think of it."""
    return Finding(what=what, state="look", said=said)


def wrong(what: Said, said: Said) -> Finding:
    """It will not work."""
    return Finding(what=what, state="wrong", said=said)
