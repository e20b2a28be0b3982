"""Which cases are remembered from one transaction to the next."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.run.instance import Case
from engine.store.unit import CACHED_CASES, CaseCache
from tests.engine.stored.test_instance import ENDED, INSTANCE

CASE = Case(id="i0", sequence=3, instances={INSTANCE.id: INSTANCE, ENDED.id: ENDED})
NUMBERS = {"m1": 1, "m2": 2}


def test_a_case_is_known_by_the_hash_that_its_history_ended_with() -> None:
    cache = CaseCache()
    cache.put("head", CASE, NUMBERS)
    assert cache.get("i0", "head", [INSTANCE.id], NUMBERS.get) == replace(
        CASE, instances={INSTANCE.id: INSTANCE}
    )
    assert cache.get("i0", "another", [INSTANCE.id], NUMBERS.get) is None
    assert cache.get("i1", "head", [], NUMBERS.get) is None


def test_a_case_is_not_known_to_who_wants_an_instance_that_has_ended() -> None:
    cache = CaseCache()
    cache.put("head", CASE, NUMBERS)
    assert cache.get("i0", "head", [INSTANCE.id, ENDED.id], NUMBERS.get) is None


@pytest.mark.parametrize("now", [{"m1": 1}, {"m1": 1, "m2": 3}], ids=["removed", "come back"])
def test_a_case_is_not_known_any_more_when_somebody_whom_it_names_has_another_number_or_none(
    now: dict[str, int],
) -> None:
    cache = CaseCache()
    cache.put("head", CASE, NUMBERS)
    assert cache.get("i0", "head", [], now.get) is None


def test_a_case_that_names_somebody_who_was_removed_while_it_was_kept_is_not_known() -> None:
    cache = CaseCache()
    cache.put("head", CASE, {**NUMBERS, "m2": None})
    assert cache.get("i0", "head", [], {"m1": 1}.get) is None


def test_the_case_that_was_used_longest_ago_is_forgotten_when_there_are_too_many() -> None:
    cache = CaseCache()
    for number in range(CACHED_CASES):
        cache.put("head", Case(id=f"{number}"), {})
    assert cache.get("0", "head", [], NUMBERS.get) == Case(id="0")
    cache.put("head", Case(id="one more"), {})
    assert [cache.get(id, "head", [], NUMBERS.get) is None for id in ("0", "1", "2", "one more")] == [
        False,
        True,
        False,
        False,
    ]
