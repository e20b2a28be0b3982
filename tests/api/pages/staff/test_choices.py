"""How a page parts the choices of a step: the routine's usual one stands first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from api.pages.staff.instance.places import parted


def choice(id: str, *, allowed: bool = True, usual: bool = False) -> Mapping[str, Any]:
    return {"choice": id, "allowed": allowed, "usual": usual, "anytime": False, "ask": [], "confirm": None}


def test_the_usual_choice_stands_first_wherever_it_is_written() -> None:
    found = parted({"choices": [choice("igen"), choice("annat"), choice("klart", usual=True)]})

    assert found.usual is not None
    assert [each["choice"] for each in (found.usual, *found.others)] == ["klart", "igen", "annat"]


def test_where_it_is_closed_the_first_that_is_open_stands_first() -> None:
    found = parted({"choices": [choice("klart", allowed=False, usual=True), choice("igen"), choice("annat")]})

    assert found.usual is not None
    assert (found.usual["choice"], found.usual["usual"]) == ("igen", False)
    assert [each["choice"] for each in found.blocked] == ["klart"]
