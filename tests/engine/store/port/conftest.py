"""A shelf of each kind."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.engine.store.port.shelf import Shelf


@pytest.fixture
def shelf(store_url: str) -> Iterator[Shelf]:
    """Empty."""
    shelf = Shelf(store_url)
    yield shelf
    shelf.store.close()
