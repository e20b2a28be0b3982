"""Which cases a transaction asks for, and which are remembered from one to the next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import cast

import pytest

from engine.errors.request import NotFound
from engine.errors.step import CannotUndo, Incident
from engine.errors.stored import StoredDamaged
from engine.language.compile import compile_text
from engine.run import commands
from engine.run.instance import SYSTEM, Case, Done
from engine.store import tables
from engine.store.cases import CaseRow
from engine.store.port import Transaction
from engine.store.unit import CACHED_CASES, CaseCache, UnitOfWork, _subjects
from tests.engine.database.office import MANAGER, MORNING, WORKER, Office
from tests.engine.stored.test_instance import ENDED, INSTANCE, UNDO

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


def test_a_case_names_everybody_in_it_and_in_what_a_choice_could_be_taken_back_to() -> None:
    token = replace(INSTANCE.tokens["main"], taken_by="holder")
    before = replace(
        INSTANCE, owner="owner", starters=("starter",), done=(Done("a", "doer"),), tokens={"main": token}
    )
    names = set(_subjects(replace(CASE, undo=replace(UNDO, by="chooser", before=(before,)))))
    assert names == {"m1", "m2", "m3", "owner", "starter", "doer", "holder", "chooser"}
    assert set(_subjects(CASE)) == {"m1", "m2", "m3"}


class Asked:
    """A transaction on stored cases without instances, which keeps what it was asked for: an instance `i…` is of `i0`, `k…` of `k0`."""

    def __init__(self, undo: str | None = None) -> None:
        self.undo = undo
        self.wanted: list[list[str]] = []
        self.read: list[tuple[list[str], list[str]]] = []

    def lock_cases(self, instances: Iterable[str]) -> Mapping[str, CaseRow]:
        self.wanted.append(list(instances))
        return {
            each: CaseRow(id=f"{each[0]}0", unit="norra", sequence=3, head="head", undo=self.undo)
            for each in self.wanted[-1]
        }

    def instances(self, cases: Iterable[str], also: Iterable[str]) -> Sequence[tuple[str, str, str]]:
        self.read.append((list(cases), list(also)))
        return []


def unit_of_work(desk: Office, transaction: Asked, cache: CaseCache | None = None) -> UnitOfWork:
    """One on that transaction, which remembers nothing from before but what is in the cache."""
    engine = desk.engine
    library = engine._published.library()
    return UnitOfWork(
        cast(Transaction, transaction), library, engine._people, lambda: "", cache or CaseCache()
    )


def taking_back(instance: str) -> commands.TakeBack:
    return commands.TakeBack(at=MORNING, by=WORKER, instance=instance)


def test_a_case_is_asked_for_once_in_a_transaction_and_all_in_the_same_order(quick_desk: Office) -> None:
    transaction = Asked()
    unit = unit_of_work(quick_desk, transaction)
    ids = [f"i{number}" for number in range(1, 10)]
    asked = [taking_back(each) for each in reversed(ids)]
    unit.load([*asked, asked[0]])
    unit.load(asked[:1])
    unit.load([])
    assert transaction.wanted == [ids]


def test_a_case_is_not_read_anew_for_another_of_its_instances(quick_desk: Office) -> None:
    unit = unit_of_work(quick_desk, Asked())
    unit.load([taking_back("i1")])
    before = unit._cases["i0"]
    unit.load([taking_back("i2")])
    assert unit._cases["i0"] is before


def test_only_what_is_not_remembered_is_read(quick_desk: Office) -> None:
    transaction, cache = Asked(), CaseCache()
    cache.put("head", CASE, {})
    unit_of_work(quick_desk, transaction, cache).load([taking_back("i1"), taking_back("k1")])
    unit_of_work(quick_desk, transaction, cache).load([taking_back("i1")])
    assert transaction.read == [(["k0"], ["k1"])]


def test_a_case_whose_last_choice_can_not_be_read_is_loaded_and_told_when_it_is_wanted(
    quick_desk: Office,
) -> None:
    unit = unit_of_work(quick_desk, Asked(undo="[]"))
    unit.load([taking_back("i1")])
    with pytest.raises(StoredDamaged) as told:
        unit.carry_out(taking_back("i1"))
    assert (told.value.kind, told.value.id) == ("case", "i0")


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


TIMER = commands.FireTimer(at=MORNING, by=SYSTEM, instance="i1", visit=2, index=1)
KEY = {"instance_id": "i1", "visit": 2, "number": 1}
OTHER_KEY = {**KEY, "number": 0}


def test_a_timer_that_is_looked_at_no_more_goes(quick_desk: Office) -> None:
    unit = unit_of_work(quick_desk, Asked())
    unit.changes.update(tables.timers, OTHER_KEY)
    unit.drop(TIMER)
    assert list(unit.changes.of("delete")) == [(tables.timers, [KEY])]


def test_a_timer_that_a_command_of_the_batch_has_moved_stays(quick_desk: Office) -> None:
    unit = unit_of_work(quick_desk, Asked())
    unit.changes.update(tables.timers, OTHER_KEY)
    unit.changes.update(tables.timers, KEY)
    unit.drop(TIMER)
    assert list(unit.changes.of("delete")) == []


def test_a_timer_that_can_not_fire_is_looked_at_again_later(quick_desk: Office) -> None:
    unit = unit_of_work(quick_desk, Asked())
    unit.load([TIMER])
    unit.put_off(TIMER, MORNING)
    assert list(unit.changes.of("update")) == [(tables.timers, [{**KEY, "case_id": "i0", "due": MORNING}])]


def test_what_is_addressed_to_nothing_that_is_there_is_told_so(quick_desk: Office) -> None:
    with pytest.raises(NotFound) as refused:
        quick_desk.undoes("nowhere")
    assert (refused.value.what, refused.value.id) == ("instance", "nowhere")


def test_what_can_not_be_taken_back_can_not_be_it_whatever_has_been_sent(quick_desk: Office) -> None:
    instance = quick_desk.mails("mejla_blint")
    quick_desk.alters(tables.outbox, {}, state="sending")
    with pytest.raises(CannotUndo):
        quick_desk.undoes(instance)


CANNOT_BEGIN = """
routine: barn
version: 2
title: Barn
language: sv
roles: {medarbetare: Medarbetare, chef: {title: Chefen, manager: yes}}
facts: {tal: {type: number, title: Tal}}
start: medarbetare
states:
  rakna: {title: Räkna, choose: [{when: tal > 5, to: slut}, {else: runt}]}
  runt: {title: Runt, choose: [{else: rakna}]}
  slut: {end: klart}
"""


def test_trouble_that_a_person_has_to_see_to_is_told_as_it_is(quick_desk: Office) -> None:
    instance = quick_desk.starts()
    found = compile_text(CANNOT_BEGIN, "barn.yaml").routine
    assert found is not None
    quick_desk.engine.publish([found])
    with pytest.raises(Incident):
        quick_desk.takes(instance, "borja", "hjalp")
    assert quick_desk.here(instance) == ["borja"]
