"""The proofs beside the real engine: what they say of a made-up routine is what playing it through shows."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, assume, event, given, settings
from hypothesis import strategies as st

from engine.language.compile import Compiled
from engine.language.proof.prove import prove
from tests.generated.comparing import STUCK, compare
from tests.generated.random_plays import play_at_random
from tests.generated.unsound import sets
from tests.heavy import rounds

SEEDS = st.integers(0, 2**32)
PLAYS = 20

FILTERED = [HealthCheck.filter_too_much, HealthCheck.too_slow]
FOUND = (Phase.explicit, Phase.reuse, Phase.generate)
"""A failure is shown as it was found: making it smaller would play thousands of routines through."""


@settings(max_examples=40, suppress_health_check=FILTERED, phases=FOUND)
@given(sets())
def test_a_routine_is_refused_where_its_plays_get_stuck_and_nowhere_else(
    files: tuple[Compiled, Compiled],
) -> None:
    compare(*files)


@settings(suppress_health_check=FILTERED, phases=FOUND)
@given(sets())
def refused(files: tuple[Compiled, Compiled]) -> None:
    compare(*files)


@pytest.mark.soak
def test_many_more_routines_are_refused_where_their_plays_get_stuck() -> None:
    for _ in rounds():
        refused()


def accepted(files: tuple[Compiled, Compiled]) -> bool:
    """Whether the proofs find nothing that gets stuck in either."""
    found = prove(files, {each.file for each in files})
    return not any(each.rule in STUCK for findings in found.values() for each in findings)


def play(files: tuple[Compiled, Compiled], seed: int) -> None:
    """Play an accepted set many times; none gets stuck."""
    assume(accepted(files))
    for number in range(PLAYS):
        event(play_at_random(*files, seed + number))


@settings(max_examples=10, suppress_health_check=FILTERED, phases=FOUND)
@given(sets(timers=True), SEEDS)
def test_what_is_accepted_never_gets_stuck_in_random_plays(
    files: tuple[Compiled, Compiled], seed: int
) -> None:
    play(files, seed)


@settings(suppress_health_check=FILTERED, phases=FOUND)
@given(sets(timers=True), SEEDS)
def played(files: tuple[Compiled, Compiled], seed: int) -> None:
    play(files, seed)


@pytest.mark.soak
def test_what_is_accepted_never_gets_stuck_in_many_more_random_plays() -> None:
    for _ in rounds():
        played()
