"""The check finds every fault that is planted in our own routines, and none in the routines as they are."""

from __future__ import annotations

from tests.engine.language.planted import Set

AT_LEAST = 40
PLACES = 3
"""In how many places of each routine a fault is planted here; `python -m tests.engine.language.planted` plants all."""


def test_every_planted_fault_is_found_and_the_routines_as_they_are_have_none() -> None:
    whole = Set()
    results = list(whole.results(PLACES))

    print(f"{len(results)} planted faults of {len({each.fault.kind for each in results})} kinds")
    assert len(results) >= AT_LEAST
    assert [f"{each.fault.kind} at {each.fault.where}" for each in results if not each.is_found] == []
    assert whole.originals() == []


def test_each_fault_is_planted_in_one_place_and_leaves_the_rest_as_it_is() -> None:
    faults = list(Set().faults(PLACES))

    assert len({each.kind for each in faults}) >= 15
    assert len({(each.kind, str(each.document)) for each in faults}) == len(faults)
