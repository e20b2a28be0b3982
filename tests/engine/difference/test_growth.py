"""The work of comparing grows with the routine and not with its square, whatever has happened to its states."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Sequence
from types import FrameType
from typing import Any

import pytest

from engine.difference.compare import difference
from engine.model.routine import Routine
from tests.engine.language.files import routine_of

FEW = 100
MANY = 4 * FEW
AT_MOST = 5
"""How many times the work may be, for four times the states or items; with the square it would be sixteen."""

LONG = 1_000
"""Items of a list that is still laid beside another one of that length, item by item."""


def of_states(numbers: Sequence[int], more: str = "", *, name: str = "steg", title: str = "Gör") -> Routine:
    """A routine of one step a number, in their order; `more` states come first."""
    steps = (
        f"  {name}_{n}:\n    title: {title} sak {n}\n    text: Gör {n} nu.\n    role: m\n" for n in numbers
    )
    return routine_of(
        f"routine: stor\nversion: 1\ntitle: Stor\nroles: {{m: M}}\nstates:\n{more}{''.join(steps)}  slut: {{end: klart}}\n"
    )


def calls(old: Routine, new: Routine) -> int:
    """How many functions are called to compare the two, those written in C too."""
    count = 0

    def called(_: FrameType, event: str, __: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(called)
    try:
        difference(old, new)
    finally:
        sys.setprofile(before)
    return count


def shuffled(numbers: Sequence[int]) -> list[int]:
    return random.Random(1).sample(numbers, len(numbers))


CHANGED: dict[str, Callable[[Sequence[int]], Routine]] = {
    "in the same order": of_states,
    "the other way round": lambda numbers: of_states(numbers[::-1]),
    "shuffled": lambda numbers: of_states(shuffled(numbers)),
    "with other names": lambda numbers: of_states(numbers, name="punkt"),
    "with other names, shuffled": lambda numbers: of_states(shuffled(numbers), name="punkt"),
    "with other names and titles": lambda numbers: of_states(numbers, name="punkt", title="Utför"),
    "with one before them": lambda numbers: of_states(numbers, "  ny: {title: Ring, role: m}\n"),
}


@pytest.mark.parametrize("how", CHANGED)
def test_the_work_grows_with_the_number_of_states(how: str) -> None:
    few, many = (calls(of_states(range(size)), CHANGED[how](range(size))) for size in (FEW, MANY))

    assert many <= AT_MOST * few, (few, many)


def with_items(size: int, other: str) -> Routine:
    """A routine with a checklist, whose every other item begins with `other`."""
    items = ", ".join(f"{other if number % 2 else 'sak'} {number}" for number in range(size))
    return of_states([1], f"  ny: {{title: Ring, role: m, checklist: [{items}]}}\n")


def test_the_work_on_a_list_stops_growing_with_its_square_where_it_is_long() -> None:
    few, many = (calls(with_items(size, "sak"), with_items(size, "annat")) for size in (LONG, 4 * LONG))

    assert many <= AT_MOST * few, (few, many)
