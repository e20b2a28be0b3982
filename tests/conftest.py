"""How generated examples are made: the same ones in every run, and a failure prints how to play it again; and the browser of the tests.

Heavy tests make new ones in every round, a few at a time, so that they end when their time is out.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.browser import Browser

settings.register_profile("steady", derandomize=True, print_blob=True, deadline=None)
settings.register_profile("soak", derandomize=False, print_blob=True, deadline=None, max_examples=10)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A browser, the same for all tests that need one."""
    with Browser() as shared:
        yield shared
