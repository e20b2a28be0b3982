"""Values of facts as JSON values, exactly."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from engine.model.facts import FactValue
from engine.values.decimals import exact, plain


def facts_to_stored(facts: Mapping[str, FactValue | None]) -> dict[str, Any]:
    """The values by their facts; None for one that is unset."""
    return {name: _to_stored(value) for name, value in facts.items()}


def facts_from_stored(stored: Mapping[str, Any]) -> dict[str, FactValue | None]:
    """The values that `facts_to_stored` wrote."""
    return {name: _from_stored(value) for name, value in stored.items()}


def _to_stored(value: FactValue | None) -> Any:
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, Decimal):
        return plain(value)
    return list(value) if isinstance(value, tuple) else value


def _from_stored(stored: Any) -> FactValue | None:
    if isinstance(stored, dict):
        ((kind, text),) = stored.items()
        return _MOMENTS[kind](text)
    if isinstance(stored, list):
        return tuple(stored)
    if isinstance(stored, float):
        return exact(stored)
    value: FactValue | None = stored
    return value


_MOMENTS = {"moment": datetime.fromisoformat, "date": date.fromisoformat}
