"""A PIN is kept as a salt and a slow hash; one that anybody would try first is refused."""

from __future__ import annotations

import pytest

from engine.errors.value import FactsWrong
from engine.service.people import pins


def test_the_right_pin_is_known_again_and_is_not_what_is_kept() -> None:
    stored = pins.kept("2580")
    assert pins.is_right("2580", stored)
    assert not pins.is_right("2581", stored)
    assert "2580" not in stored
    assert stored != pins.kept("2580")


@pytest.mark.parametrize("pin", ["", "123", "123456789", "12a4", "٢٥٨٠", " 2580", "1111", "1234", "987654"])
def test_what_is_no_pin_or_too_easy_is_refused(pin: str) -> None:
    with pytest.raises(FactsWrong):
        pins.kept(pin)
