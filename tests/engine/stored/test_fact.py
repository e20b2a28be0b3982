"""Values of facts as JSON values and back, exactly."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from engine.model.facts import FactValue
from engine.stored.fact import facts_from_stored, facts_to_stored

VALUES: dict[str, tuple[FactValue | None, Any]] = {
    "a text": ("x", "x"),
    "yes": (True, True),
    "a whole number": (3, 3),
    "a number with decimals": (Decimal("0.3"), 0.3),
    "choices": (("a", "b"), ["a", "b"]),
    "a day": (date(2026, 1, 12), {"date": "2026-01-12"}),
    "a moment": (datetime(2026, 1, 12, 7, tzinfo=UTC), {"moment": "2026-01-12T07:00:00+00:00"}),
    "nothing any more": (None, None),
}


@pytest.mark.parametrize("name", VALUES)
def test_a_value_is_stored_as_json_has_it_and_comes_back_as_it_was(name: str) -> None:
    value, stored = VALUES[name]
    written = facts_to_stored({"f": value})
    assert (written, type(written["f"])) == ({"f": stored}, type(stored))
    again = facts_from_stored(written)
    assert (again, type(again["f"])) == ({"f": value}, type(value))
