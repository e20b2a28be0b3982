"""A house in demonstration mode, and its people: at phones without a script, and at windows of a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from tests.api.house import House, house
from tests.api.pages.staff.phone import Phone
from tests.browser import Browser, Window

Phones = Callable[..., Phone]
Windows = Callable[..., Window]


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


@pytest.fixture
def windows(demo: House, browser: Browser) -> Iterator[Windows]:
    """Gives windows of a real browser, as `phones` gives phones; `beside`: another tab of that one. Nothing may be wrong in any of them."""
    with ExitStack() as open_now:
        given: list[Window] = []

        def give(
            person: str | None = None,
            *,
            at: str = demo.address,
            beside: Window | None = None,
            script: bool = True,
            bare: bool = False,
        ) -> Window:
            window = open_now.enter_context(browser.window(at, beside=beside, script=script, bare=bare))
            given.append(window)
            if person:
                window.opens("/").presses(person)
            return window

        yield give
        assert [wrong for window in given for wrong in window.wrong] == []
