"""Cases, their instances and their histories: the same on every store."""

from __future__ import annotations

from typing import Any

import pytest

from engine.store import tables
from engine.store.cases import CaseRow
from engine.store.staged.changes import Row
from tests.engine.store.port.shelf import Shelf, at


@pytest.fixture
def cases(shelf: Shelf) -> Shelf:
    """Three cases."""
    shelf.put(
        tables.cases,
        {"id": "c3", "unit": "x", "sequence": 1, "head": "h3"},
        {"id": "c1", "unit": "y", "sequence": 4, "head": "h1", "undo": "{}"},
        {"id": "c2", "unit": "x", "sequence": 2, "head": "h2"},
    )
    return shelf


def instance(id: str, case: str = "c1", started: int = 0, **values: Any) -> Row:
    return {
        "id": id,
        "case_id": case,
        "started_at": at(started),
        "status": "running",
        "body": f"body of {id}",
        **values,
    }


FIRST = CaseRow(id="c1", unit="y", sequence=4, head="h1", undo="{}")
THIRD = CaseRow(id="c3", unit="x", sequence=1, head="h3", undo=None)


def test_a_case_is_told_as_it_is(cases: Shelf) -> None:
    assert cases.read(lambda reader: [reader.case(each) for each in ("c1", "c3", "c9")]) == [
        FIRST,
        THIRD,
        None,
    ]


def test_an_instance_is_told_with_its_own_case(cases: Shelf) -> None:
    cases.put(tables.instances, instance("b", "c3"), instance("a", "c1"))
    found = cases.read(lambda reader: [reader.instance(each) for each in ("a", "b", "c")])
    assert found == [("body of a", FIRST), ("body of b", THIRD), None]


def test_the_cases_of_instances_are_locked(cases: Shelf) -> None:
    cases.put(tables.instances, instance("b", "c3"), instance("a", "c1"), instance("c", "c3", status="ended"))
    locked = cases.transact(lambda transaction: transaction.lock_cases(["b", "c", "a", "nowhere"]))
    assert locked == {"a": FIRST, "b": THIRD, "c": THIRD}


def test_running_instances_of_cases_are_told_and_others_that_are_asked_for(cases: Shelf) -> None:
    cases.put(
        tables.instances,
        instance("a", "c1"),
        instance("b", "c1", status="ended"),
        instance("c", "c2"),
        instance("d", "c3", status="cancelled"),
        instance("e", "c3"),
    )

    def told(of: list[str], also: list[str]) -> list[tuple[str, str, str]]:
        return sorted(cases.transact(lambda transaction: transaction.instances(of, also)))

    assert told(["c1", "c2"], []) == [("c1", "a", "body of a"), ("c2", "c", "body of c")]
    assert told(["c1"], ["d"]) == [("c1", "a", "body of a"), ("c3", "d", "body of d")]
    assert told([], []) == []


def test_the_bodies_of_a_case_are_told_whatever_their_status(cases: Shelf) -> None:
    cases.put(tables.instances, instance("a"), instance("b", status="ended"), instance("c", "c2"))
    assert cases.read(lambda reader: reader.case_bodies("c1")) == {"a": "body of a", "b": "body of b"}


def test_instances_are_told_of_an_owner_and_of_units_by_whether_they_run(cases: Shelf) -> None:
    cases.put(
        tables.instances,
        instance("b", started=2, owner=1, unit="z"),
        instance("a", started=2, owner=2, unit="x"),
        instance("c", started=1, owner=1, unit="x"),
        instance("d", started=3, owner=2, unit="y"),
        instance("e", started=4, owner=2, unit="z"),
        instance("f", started=2, owner=1, unit="x", status="ended"),
        instance("g", started=2, owner=2, unit="y", status="cancelled"),
        instance("h", started=3, owner=2, unit="z", status="ended"),
    )

    def told(units: list[str], running: bool, before: tuple[int, str] = (9, ""), most: int = 9) -> str:
        place = at(before[0]), before[1]
        rows = cases.read(lambda reader: reader.instances_of(1, units, running, place, most))
        return "".join(row["id"] for row in rows)

    assert (told([], True), told(["x"], True), told(["x", "y"], True)) == ("bc", "bac", "dbac")
    assert (told([], False), told(["x", "y"], False)) == ("f", "gf")
    assert (told(["x", "y"], True, most=2), told(["x", "y"], True, (2, "b"))) == ("db", "ac")


def test_instances_are_told_of_very_many_units(cases: Shelf) -> None:
    units = [f"u{each}" for each in range(250)]
    cases.put(tables.instances, *(instance(f"i{each}", owner=2, unit=each) for each in units))
    rows = cases.read(lambda reader: reader.instances_of(1, units, True, (at(9), ""), 999))
    assert sorted(row["unit"] for row in rows) == sorted(units)


def test_running_instances_of_an_owner_in_a_unit_are_told_from_after_an_id(cases: Shelf) -> None:
    cases.put(
        tables.instances,
        *(instance(each, owner=1, unit="x") for each in "cab"),
        instance("d", owner=2, unit="x"),
        instance("e", owner=1, unit="y"),
        instance("f", owner=1, unit="x", status="ended"),
        instance("g", owner=1, unit="x"),
    )

    def told(after: str, most: int) -> str:
        return "".join(cases.read(lambda reader: reader.running_owned(1, "x", after, most)))

    assert (told("", 9), told("a", 2), told("g", 9)) == ("abcg", "bc", "")


def test_what_runs_is_counted_by_version(cases: Shelf) -> None:
    cases.put(
        tables.instances,
        instance("a", digest="1"),
        instance("b", digest="1"),
        instance("c", digest="2"),
        instance("d", digest="1", status="ended"),
        instance("e", digest="3", status="cancelled"),
    )
    assert cases.read(lambda reader: dict(reader.running())) == {"1": 2, "2": 1}


def test_units_where_something_runs_are_told_once_in_order(cases: Shelf) -> None:
    cases.put(
        tables.instances,
        instance("a", unit="z"),
        instance("b", unit="x"),
        instance("c", unit="z"),
        instance("d", unit="y", status="ended"),
    )
    assert cases.read(lambda reader: list(reader.units_running())) == ["x", "z"]


def entry(case: str, sequence: int, minute: int, content: str | None = "{}") -> Row:
    return {
        "case_id": case,
        "sequence": sequence,
        "at": at(minute),
        "format": 2,
        "salt": "s",
        "content": content,
        "digest": f"digest {case} {sequence}",
        "previous": "p",
        "hash": f"hash {case} {sequence}",
    }


def test_a_history_is_told_entry_by_entry_in_order(cases: Shelf) -> None:
    cases.put(
        tables.history, entry("c1", 2, 2, None), entry("c2", 1, 1), entry("c1", 1, 1), entry("c1", 3, 0)
    )
    links = cases.read(lambda reader: reader.history("c1"))
    assert [each.sequence for each in links] == [1, 2, 3]
    assert [(each.at, each.content) for each in links] == [(at(1), "{}"), (at(2), None), (at(0), "{}")]
    first = links[0]
    assert (first.case, first.format, first.salt, first.previous) == ("c1", 2, "s", "p")
    assert (first.digest, first.hash) == ("digest c1 1", "hash c1 1")


def test_all_cases_are_told_also_those_that_only_have_a_history_left(cases: Shelf) -> None:
    cases.put(tables.history, entry("c2", 1, 1), entry("c2", 2, 1))
    assert cases.read(lambda reader: list(reader.all_cases())) == ["c1", "c2", "c3"]


def test_histories_are_those_of_a_routine_in_units_where_something_happened_in_the_period(
    cases: Shelf,
) -> None:
    cases.put(
        tables.instances,
        instance("a", "c1", routine="r", unit="x"),
        instance("b", "c2", routine="r", unit="y"),
        instance("c", "c3", routine="other", unit="x"),
    )
    cases.put(
        tables.history,
        entry("c3", 1, 5),
        entry("c2", 2, 6),
        entry("c2", 1, 2),
        entry("c1", 2, 5),
        entry("c1", 3, 7),
        entry("c1", 1, 1),
        entry("c1", 4, 6, None),
    )

    def told(since: int, until: int, units: list[str] | None = None) -> list[tuple[str, int]]:
        return cases.read(
            lambda reader: [
                (each.case, each.sequence) for each in reader.histories("r", units, at(since), at(until))
            ]
        )

    assert told(0, 9) == [("c1", 1), ("c1", 2), ("c1", 3), ("c2", 1), ("c2", 2)]
    assert told(0, 9, ["y"]) == [("c2", 1), ("c2", 2)]
    assert told(0, 9, ["x", "y"]) == told(0, 9)
    assert told(0, 9, []) == []
    assert told(5, 6) == [("c1", 1), ("c1", 2)]
    assert told(6, 7) == [("c1", 1), ("c1", 2), ("c2", 1), ("c2", 2)]
    assert told(3, 5) == []
    assert told(7, 8) == [("c1", 1), ("c1", 2), ("c1", 3)]


def test_drafts_are_told_of_one_instance(cases: Shelf) -> None:
    cases.put(tables.instances, instance("a"), instance("b"))
    cases.put(
        tables.drafts,
        {"instance_id": "a", "visit": 1},
        {"instance_id": "b", "visit": 1},
        {"instance_id": "a", "visit": 2},
    )
    drafts = cases.read(lambda reader: reader.drafts("a"))
    assert sorted((row["instance_id"], row["visit"]) for row in drafts) == [("a", 1), ("a", 2)]


def test_timers_that_are_due_are_told_the_earliest_first_of_so_many_cases(cases: Shelf) -> None:
    cases.put(tables.instances, instance("a", "c1"), instance("b", "c2"), instance("c", "c3"))
    timers = [
        ("c", "c3", 1, 1, 3),
        ("c", "c3", 0, 1, 2),
        ("a", "c1", 2, 1, 2),
        ("a", "c1", 1, 2, 2),
        ("a", "c1", 1, 1, 2),
        ("b", "c2", 1, 1, 1),
        ("a", "c1", 3, 1, 4),
    ]
    cases.put(
        tables.timers,
        *(
            {"instance_id": instance, "case_id": case, "visit": visit, "number": number, "due": at(due)}
            for instance, case, visit, number, due in timers
        ),
    )

    def due(now: int, most: int) -> list[tuple[str, int, int, int]]:
        found = cases.transact(lambda transaction: transaction.due_timers(at(now), most))
        return [(each.instance, each.visit, each.index, (each.due - at(0)).seconds // 60) for each in found]

    earlier = [("b", 1, 1, 1), ("a", 1, 1, 2), ("a", 1, 2, 2), ("a", 2, 1, 2), ("c", 0, 1, 2)]
    assert due(3, 9) == [*earlier, ("c", 1, 1, 3)]
    assert (due(2, 9), due(3, 2), due(0, 9)) == (earlier, earlier[:-1], [])
    assert due(2, 1) == earlier[1:-1]
    assert cases.read(lambda reader: reader.next_due()) == at(1)


def test_nothing_is_due_where_nothing_waits(shelf: Shelf) -> None:
    assert (
        shelf.read(lambda reader: [reader.next_due(), reader.next_delivery(), reader.next_notification()])
        == [None] * 3
    )
    assert shelf.transact(lambda transaction: transaction.due_timers(at(0), 9)) == []
