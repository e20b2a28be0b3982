"""Constants of conditions as JSON values and back, exactly."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from engine.model.conditions import Condition, Constant, Value
from engine.stored.formula import condition_from_stored, formula_to_stored

CONSTANTS: dict[str, tuple[Value, Any]] = {
    "text": ("x", "x"),
    "choice": ("ja", "ja"),
    "yes_no": (True, True),
    "number": (Decimal("0.3"), 0.3),
    "choices": (("a", "b"), ["a", "b"]),
    "date": (date(2026, 1, 12), "2026-01-12"),
    "moment": (datetime(2026, 1, 12, 7, tzinfo=UTC), "2026-01-12T07:00:00+00:00"),
    "duration": (timedelta(minutes=2), 120),
}


@pytest.mark.parametrize("type", CONSTANTS)
def test_a_constant_is_stored_as_json_has_it_and_comes_back_as_it_was(type: Any) -> None:
    value, stored = CONSTANTS[type]
    condition = Condition.of(Constant(value, type, "as it was written"))
    written = formula_to_stored(condition)
    assert written == {
        "text": "as it was written",
        "tree": {"is": "constant", "type": type, "value": stored, "text": "as it was written"},
    }
    assert condition_from_stored(written).tree == condition.tree
