"""How long a routine's cases are kept, as it is stored, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.values.retention import Retention, canonical


def retention_to_stored(retention: Retention) -> dict[str, Any]:
    """As it is written, and what that is: `months` of the calendar, or `days`."""
    return {"text": canonical(retention), retention.unit: retention.number}


def retention_from_stored(stored: Mapping[str, Any]) -> Retention:
    """What `retention_to_stored` wrote."""
    if "days" in stored:
        return Retention(stored["days"], "days")
    return Retention(stored["months"], "months")
