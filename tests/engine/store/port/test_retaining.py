"""How old cases are, what is held, what goes for good and what is left of it: the same on every store."""

from __future__ import annotations

from collections.abc import Collection

import pytest
from sqlalchemy import Integer, Table

from engine.store import tables
from engine.store.cases import CaseAge, InstanceAge
from engine.store.staged.changes import Row
from tests.engine.store.port.shelf import Shelf, at, full

OF_CASES = [
    table
    for table in tables.metadata.sorted_tables
    if table is not tables.holds and {"case_id", "instance_id"} & set(table.columns.keys())
]
"""The tables whose rows belong to a case; a hold on one stands."""


@pytest.fixture
def aged(shelf: Shelf) -> Shelf:
    """Three cases: of two instances, of three, and of none."""
    shelf.put(
        tables.cases,
        {"id": "c3", "unit": "x", "sequence": 1, "head": "h3"},
        {"id": "c1", "unit": "y", "sequence": 2, "head": "h1"},
        {"id": "c2", "unit": "x", "sequence": 1, "head": "h2"},
    )
    shelf.put(
        tables.history,
        {"case_id": "c1", "sequence": 1, "at": at(1)},
        {"case_id": "c1", "sequence": 2, "at": at(4)},
        {"case_id": "c2", "sequence": 1, "at": at(2)},
        {"case_id": "c3", "sequence": 1, "at": at(3)},
    )
    instances = [
        ("d", "c2", 1, "running"),
        ("b", "c1", 2, "ended"),
        ("e", "c2", 2, "cancelled"),
        ("a", "c1", 2, "running"),
        ("c", "c1", 1, "ended"),
    ]
    shelf.put(
        tables.instances,
        *(
            {
                "id": id,
                "case_id": case,
                "routine": f"routine of {id}",
                "owner": ord(id),
                "started_at": at(minute),
                "status": status,
            }
            for id, case, minute, status in instances
        ),
    )
    return shelf


def instance(id: str, *, is_running: bool) -> InstanceAge:
    return InstanceAge(id=id, routine=f"routine of {id}", owner=ord(id), is_running=is_running)


FIRST = CaseAge(
    id="c1",
    unit="y",
    head="h1",
    at=at(4),
    instances=(
        instance("c", is_running=False),
        instance("a", is_running=True),
        instance("b", is_running=False),
    ),
)
SECOND = CaseAge(
    id="c2",
    unit="x",
    head="h2",
    at=at(2),
    instances=(instance("d", is_running=True), instance("e", is_running=False)),
)
THIRD = CaseAge(id="c3", unit="x", head="h3", at=at(3), instances=())


def test_ages_of_cases_are_told_from_after_an_id_in_order(aged: Shelf) -> None:
    def told(after: str, most: int) -> list[CaseAge]:
        return list(aged.read(lambda reader: reader.case_ages(after, most)))

    assert (told("", 9), told("", 2), told("c1", 1)) == ([FIRST, SECOND, THIRD], [FIRST, SECOND], [SECOND])
    assert told("c3", 9) == []


def test_of_cases_that_are_named_the_ages_of_those_that_are_there_are_locked_in_order(aged: Shelf) -> None:
    def locked(*cases: str) -> list[CaseAge]:
        return list(aged.transact(lambda transaction: transaction.lock_ages(cases)))

    assert (locked("c3", "c9", "c1"), locked("c9"), locked()) == ([FIRST, THIRD], [], [])


def test_beside_a_case_are_those_who_were_told_of_it_and_those_who_have_read(aged: Shelf) -> None:
    told = [("c1", 7), ("c1", 8), ("c1", None), ("c2", 9), ("c3", None)]
    aged.put(
        tables.notices,
        *(
            {"case_id": case, "sequence": number, "number": 1, "person": person}
            for number, (case, person) in enumerate(told)
        ),
    )
    read = [("a", 8), ("b", 5), ("d", 6), ("gone", 4)]
    aged.put(
        tables.reads,
        *(
            {"id": str(number), "instance_id": instance, "person": person}
            for number, (instance, person) in enumerate(read)
        ),
    )

    def beside(*cases: str) -> dict[str, set[int]]:
        found = aged.read(lambda reader: reader.people_beside(cases))
        return {case: set(people) for case, people in found.items() if people}

    assert beside("c1", "c3") == {"c1": {5, 7, 8}}
    assert beside("c2", "c1") == {"c1": {5, 7, 8}, "c2": {6, 9}}
    assert beside("c3") == beside() == {}


def test_answered_suggestions_are_told_from_after_a_place_the_oldest_first(shelf: Shelf) -> None:
    made = [("b", 2, True), ("d", 1, True), ("a", 2, True), ("c", 3, True), ("e", 2, False)]
    shelf.put(
        tables.suggestions, *({"id": id, "at": at(minute), "is_answered": over} for id, minute, over in made)
    )

    def told(minute: int, id: str, most: int) -> str:
        rows = shelf.read(lambda reader: reader.answered_suggestions((at(minute), id), most))
        return "".join(row["id"] for row in rows)

    assert (told(0, "", 9), told(0, "", 3), told(2, "a", 9), told(3, "c", 9)) == ("dabc", "dab", "bc", "")


def test_suggestions_that_are_named_go_for_good(shelf: Shelf) -> None:
    shelf.put(tables.suggestions, *({"id": each} for each in "abcd"))
    shelf.transact(lambda transaction: transaction.erase_suggestions(["c", "a", "x"]))
    assert [row["id"] for row in shelf.rows(tables.suggestions)] == ["b", "d"]
    shelf.transact(lambda transaction: transaction.erase_suggestions([]))
    assert [row["id"] for row in shelf.rows(tables.suggestions)] == ["b", "d"]


def belonging(table: Table, case: str) -> list[Row]:
    """Two rows of the case, or of one instance of it each."""
    return [
        {column.name: number if type(column.type) is Integer else case for column in table.primary_key}
        | {"case_id": case, "instance_id": f"{case}{number}"}
        | dict.fromkeys(("id", "key"), f"{case}{number}")
        for number in (1, 2)
    ]


@pytest.mark.parametrize(("gone", "left"), [({"c3", "c9", "c1"}, ["c2"]), ([], ["c1", "c2", "c3"])])
def test_cases_go_for_good_with_all_that_belongs_to_them_and_nothing_else(
    shelf: Shelf, gone: Collection[str], left: list[str]
) -> None:
    ids = ("c1", "c2", "c3")
    shelf.put(tables.cases, *({"id": each} for each in ids))
    for table in OF_CASES:
        shelf.put(table, *(row for case in ids for row in belonging(table, case)))
    shelf.transact(lambda transaction: transaction.erase_cases(gone))
    assert [row["id"] for row in shelf.rows(tables.cases)] == left
    for table in OF_CASES:
        column, expected = (
            ("instance_id", [f"{each}{number}" for each in left for number in (1, 2)])
            if "instance_id" in table.columns
            else ("case_id", [each for each in left for _ in (1, 2)])
        )
        assert (table.name, [row[column] for row in shelf.rows(table)]) == (table.name, expected)


def test_holds_are_told_the_oldest_first_also_when_lifted_and_stand_when_their_case_goes(
    aged: Shelf,
) -> None:
    aged.transact(lambda transaction: transaction.lock_holds())
    assert aged.read(lambda reader: list(reader.holds())) == []
    aged.put(
        tables.holds,
        {"id": "b", "placed_at": at(2), "person": 1},
        {"id": "c", "placed_at": at(1), "case_id": "c1", "lifted_by": 2, "lifted_at": at(3)},
        {"id": "a", "placed_at": at(2), "routine": "r"},
    )
    aged.transact(lambda transaction: transaction.erase_cases(["c1"]))
    holds = aged.read(lambda reader: list(reader.holds()))
    assert [(row["id"], row["case_id"], row["routine"], row["person"]) for row in holds] == [
        ("c", "c1", None, None),
        ("a", None, "r", None),
        ("b", None, None, 1),
    ]
    assert [(row["lifted_by"], row["lifted_at"]) for row in holds] == [(2, at(3)), (None, None), (None, None)]


def test_receipts_are_told_from_after_one_in_order_and_the_last(shelf: Shelf) -> None:
    assert shelf.read(lambda reader: (list(reader.receipts(0)), reader.last_receipt())) == ([], None)
    receipts = [{"sequence": each, "at": at(9 - each), "hash": f"hash {each}"} for each in (1, 11, 2)]
    shelf.put(tables.receipts, receipts[0])
    assert shelf.read(lambda reader: reader.last_receipt()) == full(tables.receipts, receipts[0])
    shelf.put(tables.receipts, *receipts[1:])

    def told(after: int) -> list[int]:
        return [row["sequence"] for row in shelf.read(lambda reader: reader.receipts(after))]

    assert (told(0), told(1), told(11)) == ([1, 2, 11], [2, 11], [])
    assert shelf.read(lambda reader: reader.last_receipt()) == full(tables.receipts, receipts[1])
