"""The limits of a fact as they are stored: a number, or of a moment or a date how far from now, in seconds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from engine.model.facts import Fact
from engine.values import from_now
from engine.values.decimals import Number, exact, plain

_SECOND = timedelta(seconds=1)


def limits_to_stored(fact: Fact) -> dict[str, Any]:
    """What stands under `min` and `max`; None where there is no limit."""
    return {"min": _to_stored(fact.at_least, fact.earliest), "max": _to_stored(fact.at_most, fact.latest)}


def limits_from_stored(body: Mapping[str, Any]) -> dict[str, Any]:
    """The limits that `limits_to_stored` wrote, by the names that `Fact` has for them."""
    names = {"min": ("at_least", "earliest"), "max": ("at_most", "latest")}
    return {
        away if isinstance(body[key], Mapping) else number: _from_stored(body[key])
        for key, (number, away) in names.items()
        if key in body
    }


def _to_stored(number: Number | None, away: timedelta | None) -> Any:
    if away is not None:
        return {"text": from_now.canonical(away), "seconds": away // _SECOND}
    return None if number is None else plain(number)


def _from_stored(stored: Any) -> Number | timedelta:
    return stored["seconds"] * _SECOND if isinstance(stored, Mapping) else exact(stored)
