"""An office whose people are reached, on every store."""

from __future__ import annotations

import pytest

from tests.engine.database.office import Office
from tests.engine.service.notifying.telling import Telling


@pytest.fixture
def telling(desk: Office) -> Telling:
    """An office, a worker at a time for it, and what reaches its people."""
    return Telling(desk)
