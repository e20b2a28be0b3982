"""Why something stands still, as it is stored: its kind and what belongs to that, each by a name."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from engine.run.standstill import (
    CallCannotStart,
    DoesNotFit,
    NoWayOn,
    Standstill,
    TimerCannotFire,
    Undelivered,
)
from engine.said import Said

Stored = dict[str, Any]

_KINDS: Mapping[str, type[Standstill]] = {
    "undelivered": Undelivered,
    "no_way_on": NoWayOn,
    "does_not_fit": DoesNotFit,
    "call_cannot_start": CallCannotStart,
    "timer_cannot_fire": TimerCannotFire,
}
_NAMES = {kind: name for name, kind in _KINDS.items()}
_LISTS: Mapping[str, Callable[[Any], Any]] = {"facts": tuple, "why": lambda stored: Said(*stored)}

_OUTCOME = re.compile(r"[a-z][a-z0-9_]*")


def standstill_to_stored(standstill: Standstill) -> Stored:
    """The reason as JSON values. What has no value is left out."""
    values = {name: getattr(standstill, name) for name in standstill.__slots__}
    return {
        "kind": _NAMES[type(standstill)],
        **{
            name: list(value) if name in _LISTS else value
            for name, value in values.items()
            if value is not None
        },
    }


def standstill_from_stored(stored: Mapping[str, Any]) -> Standstill:
    """The reason that was stored. Raises LookupError or TypeError."""
    kind = _KINDS[stored["kind"]]
    return kind(**{name: _LISTS.get(name, _itself)(stored.get(name)) for name in kind.__slots__})


def named(text: str) -> Stored:
    """The reason that stood as a text alone: a called routine's outcome, or `cancelled`; else what the outbox told, which has spaces."""
    if not _OUTCOME.fullmatch(text):
        return {"kind": "undelivered", "problem": text}
    return {"kind": "no_way_on"} if text == "cancelled" else {"kind": "no_way_on", "outcome": text}


def _itself(value: Any) -> Any:
    return value
