"""All that a unit has open, for its managers; each is written down as read."""

from __future__ import annotations

import pytest

from engine.errors.person import NotYours
from engine.service.cursor import MOST
from engine.service.people.entry import entry
from engine.store import tables
from tests.engine.database.office import MANAGER, OTHER_UNIT, STRANGER, UNIT, WORKER, Office


def test_what_is_due_first_stands_first_and_what_is_over_is_left_out(desk: Office) -> None:
    first = desk.starts()
    desk.waits(minutes=5)
    second, ended = desk.starts(), desk.starts()
    desk.takes(first, "borja", "granskas")  # is due in a day
    desk.takes(ended, "borja", "sluta")
    found = desk.engine.units_open.of(UNIT, MANAGER)
    assert [each.instance.id for each in found.cases] == [second, first]
    assert desk.engine.units_open.of(OTHER_UNIT, STRANGER).cases == ()


def test_each_is_written_down_as_read_by_the_manager_and_by_nobody_who_runs_it(desk: Office) -> None:
    instance = desk.starts()
    desk.engine.units_open.of(UNIT, None)
    desk.engine.units_open.of(UNIT, MANAGER)
    desk.finishes_writing()
    (read,) = desk.rows(tables.reads)
    assert (read["instance_id"], desk.subject(read["person"])) == (instance, MANAGER.subject)


@pytest.mark.parametrize("person", [WORKER, STRANGER])
def test_nobody_else_is_told(quick_desk: Office, person: object) -> None:
    quick_desk.starts()
    with pytest.raises(NotYours):
        quick_desk.engine.units_open.of(UNIT, person)  # type: ignore[arg-type]


def test_people_are_told_by_name_where_they_have_one(quick_desk: Office) -> None:
    quick_desk.engine.people.write([entry("m1", "Medarbetare ett")])
    quick_desk.starts()
    assert quick_desk.engine.units_open.of(UNIT, MANAGER).names == {"m1": "Medarbetare ett"}


def test_what_can_not_be_read_is_counted_and_hinders_nothing(quick_desk: Office) -> None:
    broken, whole = quick_desk.starts(), quick_desk.starts()
    quick_desk.alters(tables.instances, {"id": broken}, body="{}")
    found = quick_desk.engine.units_open.of(UNIT, MANAGER)
    assert ([each.instance.id for each in found.cases], found.unreadable) == ([whole], 1)


def test_a_routine_that_can_not_be_read_hinders_nobody_else_s(quick_desk: Office) -> None:
    instance = quick_desk.starts()
    quick_desk.alters(tables.routines, {"id": "barn"}, document="[]")
    quick_desk.engine._published._compiled.clear()
    found = quick_desk.engine.units_open.of(UNIT, MANAGER)
    assert [each.instance.id for each in found.cases] == [instance]


def test_a_unit_with_more_than_a_page_is_told_whole(quick_desk: Office) -> None:
    for _ in range(MOST + 1):
        quick_desk.starts()
    assert len(quick_desk.engine.units_open.of(UNIT, MANAGER).cases) == MOST + 1
