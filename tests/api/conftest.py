"""Houses to test in. The shared one is for tests that leave others' instances and the clock alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.acting import Actor
from tests.api.house import REAL_ROUTINES, House, house


@pytest.fixture(scope="session")
def shared() -> Iterator[House]:
    """A house for many tests."""
    with house() as built:
        yield built


@pytest.fixture(scope="module")
def employee(shared: House) -> Actor:
    """Somebody who works in the shared house."""
    return shared.person("anst-1", ("medarbetare", "norra"))


@pytest.fixture
def own() -> Iterator[House]:
    """A house for one test, whose clock it may move."""
    with house() as built:
        yield built


@pytest.fixture
def real_house(tmp_path: Path) -> Iterator[House]:
    """A house with the organisation's own routines, on SQLite."""
    with house(REAL_ROUTINES, f"sqlite:///{tmp_path}/rutin.db") as built:
        yield built
