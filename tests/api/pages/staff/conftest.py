"""A house in demonstration mode, and phones of its people."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.api.house import House, house
from tests.api.pages.staff.phone import Phone

Phones = Callable[..., Phone]


@pytest.fixture(scope="module")
def demo() -> Iterator[House]:
    """A house in demonstration mode."""
    with house(demo=True) as built:
        yield built


@pytest.fixture
def phones(demo: House) -> Iterator[Phones]:
    """Gives phones: of the person whose button is named, or of nobody yet; of that house, or of `at`."""
    given: list[Phone] = []

    def give(person: str | None = None, language: str = "sv", at: House = demo) -> Phone:
        phone = Phone(at.address, language)
        given.append(phone)
        if person:
            phone.opens("/")
            phone.presses(person)
        return phone

    yield give
    for each in given:
        each.http.close()
