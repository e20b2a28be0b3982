"""Whatever an owner's file, condition or text has become, it is answered with findings, soon, and in little memory."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings

from tests.fuzzing.bounded import MOST_MEBIBYTES, TakesTooLong, with_little_memory, within
from tests.fuzzing.language import CONDITIONS, PARTS, TEXTS, compiled, conditioned, proofread
from tests.fuzzing.mutated import files
from tests.heavy import MINUTES

some = settings(max_examples=40, suppress_health_check=list(HealthCheck))


@some
@given(files())
def test_a_real_file_gone_wrong_is_a_routine_or_has_findings(file: tuple[str, bytes]) -> None:
    compiled(file)


@some
@given(CONDITIONS)
def test_a_condition_of_anything_is_one_or_has_problems(text: str) -> None:
    conditioned(text)


@some
@given(TEXTS)
def test_a_text_of_anything_has_remarks_or_none(text: str) -> None:
    proofread(text)


def test_what_hangs_is_told_and_nothing_goes_on_after_it() -> None:
    def counts_whatever_happens() -> None:
        while True:
            with suppress(Exception):
                sum(range(1_000))

    with pytest.raises(TakesTooLong, match=r"Counting has taken 0\.05 seconds"), within("Counting", 0.05):
        counts_whatever_happens()


@pytest.mark.soak
def test_what_takes_too_much_memory_is_told() -> None:
    ended_well, said = with_little_memory("tests.fuzzing.greedy", str(MOST_MEBIBYTES))

    assert (ended_well, "MemoryError" in said) == (False, True)


@pytest.mark.soak
@pytest.mark.parametrize("part", PARTS)
def test_anything_made_up_for_minutes_is_answered_in_bounded_time_and_memory(part: str) -> None:
    ended_well, said = with_little_memory("tests.fuzzing.language", part, str(MINUTES))

    print(said)
    assert ended_well, said
