"""What is filled in of a step that is half done, the same on every store."""

from __future__ import annotations

import pytest

from engine.errors.draft import NewerDraft
from engine.errors.person import NotYours
from engine.errors.request import NotFound
from engine.errors.step import NotPossibleHere, NotRunning
from engine.errors.value import FactsWrong
from engine.run.commands import Cancel
from engine.run.instance import Person
from engine.service.drafts import LARGEST, Draft
from engine.service.engine import Engine
from engine.store import tables
from tests.engine.database.office import COLLEAGUE, MANAGER, MORNING, OFFICE, STRANGER, UNIT, WORKER, Office
from tests.engine.database.routines import prov
from tests.engine.store.counting import Counting

TYPED = {"antal": ("tre?",), "klar-clock": ("14.3",)}
KEPT = {"checked": [1, 3], "typed": TYPED}


def test_what_is_filled_in_is_kept_as_it_is_and_told_by_whom_and_when(desk: Office) -> None:
    instance = desk.starts()
    desk.waits(minutes=5)
    saved = desk.engine.drafts.save(instance, "borja", WORKER, checked=[3, 1, 1], typed=TYPED)
    assert saved == Draft(
        state="borja",
        number=1,
        by=WORKER.subject,
        at=desk.now,
        checked=frozenset({1, 3}),
        typed=TYPED,
    )
    assert desk.now > MORNING
    assert desk.engine.drafts.of(instance, WORKER) == [saved]


def test_the_view_and_what_is_filled_in_are_read_as_one(desk: Office) -> None:
    instance = desk.starts()
    saved = desk.engine.drafts.save(instance, "borja", WORKER, typed=TYPED)
    seen = desk.engine.drafts.with_view(instance, WORKER, "en")
    assert seen == (desk.engine.records.view(instance, WORKER, "en"), [saved])
    with pytest.raises(NotYours):
        desk.engine.drafts.with_view(instance, STRANGER)
    counted = Counting()
    with Engine(counted, clock=lambda: MORNING) as engine:
        engine.publish([prov()])
        id = engine.start("prov", WORKER, UNIT).instance
        engine.records.view(id, WORKER)
        counted.reads = 0
        engine.drafts.with_view(id, WORKER)
        assert counted.reads == 1


def test_what_is_filled_in_is_seen_by_whoever_could_go_on_with_the_step_and_no_one_else(desk: Office) -> None:
    instance = desk.starts()
    saved = desk.engine.drafts.save(instance, "borja", WORKER, typed=TYPED)
    assert desk.engine.drafts.of(instance, MANAGER) == [saved]
    assert desk.engine.drafts.of(instance, COLLEAGUE) == []
    assert desk.engine.drafts.of(instance, OFFICE) == []
    with pytest.raises(NotYours):
        desk.engine.drafts.of(instance, STRANGER)


@pytest.mark.parametrize("person", [COLLEAGUE, OFFICE, STRANGER])
def test_a_step_is_filled_in_by_whoever_has_it(desk: Office, person: Person) -> None:
    instance = desk.starts()
    with pytest.raises(NotYours):
        desk.engine.drafts.save(instance, "borja", person, typed=TYPED)
    assert desk.rows(tables.drafts) == []


def test_whoever_saves_over_something_newer_is_told_and_it_stays(desk: Office) -> None:
    instance = desk.starts()
    drafts = desk.engine.drafts
    first = drafts.save(instance, "borja", WORKER, typed=TYPED, seen=0)
    second = drafts.save(instance, "borja", MANAGER, checked=[2], typed={}, seen=first.number)
    with pytest.raises(NewerDraft) as told:
        drafts.save(instance, "borja", WORKER, checked=[1], typed={}, seen=first.number)
    assert (told.value.number, told.value.by, told.value.at) == (second.number, MANAGER.subject, second.at)
    assert drafts.of(instance, WORKER) == [second]
    over = drafts.save(instance, "borja", WORKER, checked=[1], typed={}, seen=second.number)
    assert over.number == 3


def test_the_same_once_more_is_no_other(desk: Office) -> None:
    instance = desk.starts()
    first = desk.engine.drafts.save(instance, "borja", WORKER, typed=TYPED, seen=0)
    assert desk.engine.drafts.save(instance, "borja", WORKER, typed=TYPED, seen=0) == first


def test_it_goes_when_the_step_is_left(desk: Office) -> None:
    instance = desk.starts()
    desk.engine.drafts.save(instance, "borja", WORKER, typed=TYPED)
    desk.takes(instance, "borja", "granskas")
    assert desk.rows(tables.drafts) == []
    with pytest.raises(NotPossibleHere):
        desk.engine.drafts.save(instance, "borja", WORKER, typed=TYPED)


def test_it_goes_when_the_routine_is_ended_early(desk: Office) -> None:
    instance = desk.starts()
    desk.engine.drafts.save(instance, "borja", WORKER, typed=TYPED)
    desk.asks(Cancel, instance, MANAGER, reason="Fel rutin")
    assert desk.rows(tables.drafts) == []
    with pytest.raises(NotRunning):
        desk.engine.drafts.save(instance, "borja", WORKER, typed=TYPED)


def test_it_is_no_part_of_the_history(desk: Office) -> None:
    instance = desk.starts()
    before = desk.rows(tables.history), desk.rows(tables.instances)
    desk.engine.drafts.save(instance, "borja", WORKER, typed=TYPED)
    assert (desk.rows(tables.history), desk.rows(tables.instances)) == before
    assert desk.engine.audit().findings == ()


def test_it_names_nobody_who_has_been_removed(desk: Office) -> None:
    instance = desk.starts()
    desk.engine.drafts.save(instance, "borja", WORKER, typed=TYPED)
    desk.engine.forget_person(WORKER.subject)
    (kept,) = desk.engine.drafts.of(instance, MANAGER)
    assert kept.by != WORKER.subject


def test_no_more_is_kept_than_any_form_holds(desk: Office) -> None:
    instance = desk.starts()
    with pytest.raises(FactsWrong):
        desk.engine.drafts.save(instance, "borja", WORKER, typed={"antal": ("x" * LARGEST,)})
    assert desk.rows(tables.drafts) == []


def test_nothing_is_kept_of_what_is_not_there(desk: Office) -> None:
    instance = desk.starts()
    with pytest.raises(NotFound):
        desk.engine.drafts.save("finns-inte", "borja", WORKER, typed={})
    with pytest.raises(NotPossibleHere):
        desk.engine.drafts.save(instance, "finns_inte", WORKER, typed={})
