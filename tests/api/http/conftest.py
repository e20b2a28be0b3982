"""The town in which everybody asks for everything, also in demonstration mode."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.api.house import house
from tests.api.http.town import Town, demonstration, ordinary


@pytest.fixture(scope="module", params=["ordinary", "demonstration"])
def town(request: pytest.FixtureRequest) -> Iterator[Town]:
    demo = request.param == "demonstration"
    with house(demo=demo, suggestions_to="chef") as built:
        yield (demonstration if demo else ordinary)(built)
