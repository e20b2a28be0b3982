"""Which cases are remembered from one transaction to the next."""

from __future__ import annotations

from dataclasses import replace

from engine.run.instance import Case
from engine.store.unit import CACHED_CASES, CaseCache
from tests.engine.stored.test_instance import ENDED, INSTANCE

CASE = Case(id="i0", sequence=3, instances={INSTANCE.id: INSTANCE, ENDED.id: ENDED})


def test_a_case_is_known_by_the_hash_that_its_history_ended_with() -> None:
    cache = CaseCache()
    cache.put("head", CASE)
    assert cache.get("i0", "head", [INSTANCE.id]) == replace(CASE, instances={INSTANCE.id: INSTANCE})
    assert cache.get("i0", "another", [INSTANCE.id]) is None
    assert cache.get("i1", "head", []) is None


def test_a_case_is_not_known_to_who_wants_an_instance_that_has_ended() -> None:
    cache = CaseCache()
    cache.put("head", CASE)
    assert cache.get("i0", "head", [INSTANCE.id, ENDED.id]) is None


def test_the_case_that_was_used_longest_ago_is_forgotten_when_there_are_too_many() -> None:
    cache = CaseCache()
    for number in range(CACHED_CASES):
        cache.put("head", Case(id=f"{number}"))
    assert cache.get("0", "head", []) == Case(id="0")
    cache.put("head", Case(id="one more"))
    assert [cache.get(id, "head", []) is None for id in ("0", "1", "2", "one more")] == [
        False,
        True,
        False,
        False,
    ]
