"""Numbers: decimal, exact, and the same in JSON and out of it."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.values.decimals import Number, exact, is_too_fine, plain, written

_LONG = Decimal("12345678901234." + "0" * 15 + "1")


@pytest.mark.parametrize(
    ("given_number", "kept"),
    [
        (0.1, Decimal("0.1")),
        (_LONG, _LONG),
        (3, 3),
        (3.0, 3),
        (Decimal("1.50"), Decimal("1.5")),
        (1e15, 10**15),
        (-0.0, 0),
    ],
)
def test_a_number_is_what_is_written(given_number: float | Decimal, kept: Number) -> None:
    assert exact(given_number) == kept
    assert str(exact(given_number)) == str(kept)


@given(st.decimals(-(10**9), 10**9, places=6))
def test_json_gives_the_same_number_back(number: Decimal) -> None:
    kept = exact(number)
    assert not is_too_fine(kept)
    assert exact(json.loads(json.dumps(plain(kept)))) == kept


def test_all_digits_are_written_with_the_sign_of_the_language() -> None:
    assert written(Decimal("0.000001")) == ("0,000001", "0.000001")
    assert written(1_234_567) == ("1234567", "1234567")
