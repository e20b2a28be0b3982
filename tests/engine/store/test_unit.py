"""Which cases a transaction asks for, and which are remembered from one to the next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import cast

import pytest

from engine.run import commands
from engine.run.instance import Case
from engine.store.port import CaseRow, Transaction
from engine.store.unit import CACHED_CASES, CaseCache, UnitOfWork
from tests.engine.database.office import MANAGER, MORNING, WORKER, Office
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


def test_a_case_names_also_who_could_take_back_the_last_choice(quick_desk: Office) -> None:
    instance = quick_desk.starts()
    _, _, numbers = quick_desk.engine._batches._cases._cases[instance]
    assert set(numbers) == {"m1"}
    quick_desk.takes(instance, "borja", "granskas", by=MANAGER)
    _, _, numbers = quick_desk.engine._batches._cases._cases[instance]
    assert set(numbers) == {"m1", "c1"}


class Asked:
    """A transaction on one stored case without instances, which keeps what it was asked for."""

    def __init__(self) -> None:
        self.wanted: list[list[str]] = []

    def lock_cases(self, instances: Iterable[str]) -> Mapping[str, CaseRow]:
        self.wanted.append(list(instances))
        row = CaseRow(id="i0", unit="norra", sequence=3, head="head", undo=None)
        return dict.fromkeys(self.wanted[-1], row)

    def instances(self, cases: Iterable[str], also: Iterable[str]) -> Sequence[tuple[str, str, str]]:
        return []


def unit_of_work(desk: Office, transaction: Asked) -> UnitOfWork:
    """One on that transaction, which remembers nothing from before."""
    engine = desk.engine
    library = engine._published.library()
    return UnitOfWork(cast(Transaction, transaction), library, engine._people, lambda: "", CaseCache())


def test_a_case_is_asked_for_once_in_a_transaction_and_all_in_the_same_order(quick_desk: Office) -> None:
    transaction = Asked()
    unit = unit_of_work(quick_desk, transaction)
    ids = [f"i{number}" for number in range(1, 10)]
    asked = [commands.TakeBack(at=MORNING, by=WORKER, instance=each) for each in reversed(ids)]
    unit.load([*asked, asked[0]])
    unit.load(asked[:1])
    unit.load([])
    assert transaction.wanted == [ids]


def test_a_case_is_not_read_anew_for_another_of_its_instances(quick_desk: Office) -> None:
    unit = unit_of_work(quick_desk, Asked())
    first, second = (commands.TakeBack(at=MORNING, by=WORKER, instance=each) for each in ("i1", "i2"))
    unit.load([first])
    before = unit._cases["i0"]
    unit.load([second])
    assert unit._cases["i0"] is before


def test_what_is_to_be_started_is_not_asked_for(quick_desk: Office) -> None:
    transaction = Asked()
    unit_of_work(quick_desk, transaction).load([quick_desk.engine.starting("prov", WORKER, "norra")])
    assert transaction.wanted == []


def test_an_instance_that_has_ended_is_read_also_where_the_rest_of_its_case_is_remembered(
    desk: Office,
) -> None:
    parent = desk.starts()
    desk.takes(parent, "borja", "hjalp")
    child = desk.child(parent)
    desk.takes(child, "svara", "svarat")
    desk.undoes(child)
    assert desk.here(child) == ["svara"]
