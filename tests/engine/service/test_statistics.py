"""Figures of real history, the same on every store: over all versions, in the units that one manages."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from engine.errors.person import NotYours
from engine.errors.request import NotFound
from engine.figures.statistics import FEWEST_PEOPLE, Figures, Statistics
from engine.run.instance import Person
from engine.scenarios.coverage import Way
from engine.store import tables
from tests.engine.database.office import MANAGER, MORNING, OTHER_UNIT, STRANGER, UNIT, WORKER, Office
from tests.engine.database.routines import prov

FIVE = [Person(f"p{number}", frozenset({("medarbetare", UNIT)})) for number in range(FEWEST_PEOPLE)]
BEGINS = datetime(2026, 2, 28, 23, tzinfo=UTC)
"""Of March in Stockholm."""

SLUTA = Way(kind="choice", state="borja", id="sluta")


def followed(desk: Office) -> list[str]:
    """Five people start, and end ten minutes later; the instances."""
    ids = [desk.starts(by) for by in FIVE]
    desk.waits(minutes=10)
    for id, by in zip(ids, FIVE, strict=True):
        desk.takes(id, "borja", "sluta", by)
    return ids


def figures(
    desk: Office, person: Person | None = MANAGER, unit: str | None = None, days: int = 40
) -> Statistics:
    """The statistics of `prov`, asked for so many days after the morning, from the beginning of its month."""
    desk.waits(seconds=(MORNING + timedelta(days=days) - desk.now).total_seconds())
    return desk.engine.followed.statistics("prov", BEGINS, desk.now, person, unit)


def test_the_manager_sees_what_the_unit_has_done(desk: Office) -> None:
    followed(desk)

    found = figures(desk)

    assert found.states == {"borja": Figures(visits=5, people=5, median=timedelta(minutes=10))}
    assert found.ways[SLUTA] == 5


def test_all_versions_count_together(desk: Office) -> None:
    followed(desk)
    desk.engine.publish([prov(version=2, title="Börja om")])
    followed(desk)

    assert figures(desk).ways[SLUTA] == 10


def test_a_case_that_began_before_the_period_is_measured_from_its_beginning(desk: Office) -> None:
    ids = [desk.starts(by) for by in FIVE]
    desk.waits(days=35)
    for id, by in zip(ids, FIVE, strict=True):
        desk.takes(id, "borja", "sluta", by)

    assert figures(desk).states == {}
    assert figures(desk, days=70).states["borja"].median == timedelta(days=35)


def test_what_is_registered_afterwards_counts_when_it_was_done(desk: Office) -> None:
    ids = [desk.starts(by) for by in FIVE]
    desk.waits(days=35)
    for id, by in zip(ids, FIVE, strict=True):
        desk.takes(id, "borja", "sluta", by, done_at=MORNING + timedelta(hours=3))

    assert figures(desk).states["borja"].median == timedelta(hours=3)


def test_only_whole_months_that_are_over_count(desk: Office) -> None:
    followed(desk)

    assert figures(desk, days=29).ways == {}
    found = figures(desk, days=31)
    assert (found.since, found.until) == (BEGINS, datetime(2026, 3, 31, 22, tzinfo=UTC))
    assert found.ways[SLUTA] == 5
    later = desk.engine.followed.statistics("prov", MORNING, desk.now + timedelta(days=90), MANAGER)
    assert (later.since, later.until, later.ways) == (found.until, found.until, {})


def test_that_something_was_taken_is_known_at_once(desk: Office) -> None:
    followed(desk)
    desk.waits(seconds=1)

    assert SLUTA in desk.engine.followed.taken_since("prov", MORNING)
    assert desk.engine.followed.taken_since("prov", desk.now + timedelta(minutes=1)) == frozenset()


def test_other_units_and_routines_are_left_out(desk: Office) -> None:
    followed(desk)

    assert figures(desk, None, OTHER_UNIT).taken == frozenset()
    assert figures(desk, None).ways[SLUTA] == 5
    found = desk.engine.followed.statistics("barn", BEGINS, desk.now, None)
    assert found.taken == frozenset()


def test_erased_entries_count_nothing(desk: Office) -> None:
    (first, *_) = followed(desk)
    desk.alters(tables.history, {"case_id": first, "sequence": 2}, content=None, salt=None)

    assert figures(desk).ways == {}
    assert figures(desk).taken == {SLUTA, Way(kind="outcome", state="", id="klart")}


@pytest.mark.parametrize("person", [WORKER, STRANGER])
def test_only_managers_see_figures_of_their_own_units(quick_desk: Office, person: Person) -> None:
    followed(quick_desk)

    with pytest.raises(NotYours):
        figures(quick_desk, person, UNIT)


def test_a_manager_elsewhere_sees_nothing_of_this_unit(quick_desk: Office) -> None:
    followed(quick_desk)

    assert figures(quick_desk, STRANGER).taken == frozenset()


def test_a_routine_that_is_not_published_is_not_found(quick_desk: Office) -> None:
    with pytest.raises(NotFound):
        quick_desk.engine.followed.statistics("prof", MORNING, MORNING, MANAGER)
