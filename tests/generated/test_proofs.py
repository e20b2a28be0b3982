"""The proofs beside the real engine: what they say of a made-up routine is what playing it through shows."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from engine.language.compile import Compiled
from tests.generated.comparing import compare
from tests.generated.unsound import sets

FILTERED = [HealthCheck.filter_too_much, HealthCheck.too_slow]


@settings(max_examples=40, suppress_health_check=FILTERED)
@given(sets())
def test_a_routine_is_refused_where_its_plays_get_stuck_and_nowhere_else(
    files: tuple[Compiled, Compiled],
) -> None:
    compare(*files)


@pytest.mark.soak
@settings(max_examples=1_500, suppress_health_check=FILTERED)
@given(sets())
def test_many_more_routines_are_refused_where_their_plays_get_stuck(files: tuple[Compiled, Compiled]) -> None:
    compare(*files)
