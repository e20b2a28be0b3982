"""Who is known, who holds which role where, who was let in: the same on every store."""

from __future__ import annotations

from typing import Any

import pytest

from engine.store import tables
from tests.engine.store.port.shelf import Shelf, at


def test_somebody_is_found_by_subject_and_by_number(shelf: Shelf) -> None:
    shelf.put(tables.people, {"number": 2, "subject": "m2"}, {"number": 1, "subject": "m1"}, {"number": 3})
    assert shelf.read(lambda reader: [reader.person_number(each) for each in ("m1", "m2", "m3")]) == [
        1,
        2,
        None,
    ]
    assert shelf.read(lambda reader: [reader.person_subject(each) for each in (1, 2, 3, 4)]) == [
        "m1",
        "m2",
        None,
        None,
    ]


def test_the_last_person_has_the_highest_number_also_when_forgotten(shelf: Shelf) -> None:
    assert shelf.read(lambda reader: reader.last_person()) == 0
    shelf.put(tables.people, {"number": 1, "subject": "m1"}, {"number": 7}, {"number": 3, "subject": "m3"})
    assert shelf.read(lambda reader: reader.last_person()) == 7


def test_people_are_told_from_after_a_number_in_order_without_the_forgotten(shelf: Shelf) -> None:
    people: list[dict[str, Any]] = [{"number": each, "subject": f"m{each}"} for each in (4, 2, 5, 1)]
    shelf.put(tables.people, *people, {"number": 3, "is_forgotten": True})

    def told(after: int, most: int) -> list[int]:
        return shelf.read(lambda reader: [row["number"] for row in reader.people_from(after, most)])

    assert (told(0, 9), told(1, 2), told(2, 1), told(5, 9)) == ([1, 2, 4, 5], [2, 4], [4], [])


def test_half_forgotten_are_those_without_a_subject_that_are_not_forgotten(shelf: Shelf) -> None:
    shelf.put(
        tables.people,
        {"number": 4},
        {"number": 1, "subject": "m1"},
        {"number": 2, "is_forgotten": True},
        {"number": 3},
        {"number": 5},
    )
    assert shelf.read(lambda reader: reader.half_forgotten(9)) == [3, 4, 5]
    assert shelf.read(lambda reader: reader.half_forgotten(2)) == [3, 4]


def test_people_are_found_by_their_subjects_however_many_are_asked_for(shelf: Shelf) -> None:
    people = [{"number": each, "subject": f"m{each}", "name": f"Namn {each}"} for each in range(1, 1003)]
    shelf.put(tables.people, *people)

    def called(*subjects: str) -> list[tuple[int, str]]:
        rows = shelf.read(lambda reader: reader.people_called(subjects))
        return sorted((row["number"], row["name"]) for row in rows)

    assert called("m2", "m9", "nobody") == [(2, "Namn 2"), (9, "Namn 9")]
    assert called() == []
    assert called(*(f"m{each}" for each in range(2, 1003))) == [
        (each, f"Namn {each}") for each in range(2, 1003)
    ]


def test_grants_are_told_of_those_who_are_asked_for_in_the_order_of_their_keys(shelf: Shelf) -> None:
    keys = [
        (2, "a", "x", "register"),
        (1, "b", "x", "register"),
        (1, "a", "y", "register"),
        (1, "a", "x", "sign-in"),
        (1, "a", "x", "register"),
        (3, "a", "x", "register"),
    ]
    columns = ("person", "role", "unit", "given_by")
    shelf.put(tables.grants, *(dict(zip(columns, key, strict=True)) for key in keys))
    rows = shelf.read(lambda reader: reader.grants_of({2, 1, 9}))
    assert [tuple(row[each] for each in columns) for row in rows] == sorted(keys[:5])


def test_grants_of_very_many_people_are_all_told_in_order(shelf: Shelf) -> None:
    people = range(1, 1003)
    shelf.put(
        tables.grants,
        *({"person": each, "role": "a", "unit": "x", "given_by": "t"} for each in reversed(people)),
    )
    rows = shelf.read(lambda reader: reader.grants_of(list(reversed(people))))
    assert [row["person"] for row in rows] == list(people)


def test_role_changes_are_told_of_one_person_before_a_place_the_latest_first(shelf: Shelf) -> None:
    places = [("e", 1), ("a", 2), ("c", 2), ("b", 2), ("d", 3)]
    shelf.put(tables.role_changes, *({"id": id, "person": 1, "at": at(minute)} for id, minute in places))
    shelf.put(tables.role_changes, {"id": "x", "person": 2, "at": at(2)})

    def told(minute: int, id: str, most: int) -> list[str]:
        return shelf.read(
            lambda reader: [row["id"] for row in reader.role_changes(1, (at(minute), id), most)]
        )

    assert shelf.read(lambda reader: [row["at"] for row in reader.role_changes(1, (at(9), ""), 2)]) == [
        at(3),
        at(2),
    ]
    assert told(9, "", 9) == ["d", "c", "b", "a", "e"]
    assert told(2, "c", 9) == ["b", "a", "e"]
    assert told(2, "c", 1) == ["b"]


def test_who_was_let_in_is_found_by_id(shelf: Shelf) -> None:
    shelf.put(tables.shifts, {"id": "a", "hash": "1", "person": 4}, {"id": "b", "hash": "2", "person": 5})
    found = shelf.read(lambda reader: [reader.shift("b"), reader.shift("c")])
    assert found[0] is not None
    assert (found[0]["id"], found[0]["person"], found[1]) == ("b", 5, None)


def test_who_was_let_in_is_told_by_unit_since_a_moment_the_latest_first(shelf: Shelf) -> None:
    made = [("a", 2), ("d", 1), ("b", 2), ("e", 0), ("c", 3)]
    shelf.put(
        tables.shifts,
        *({"id": id, "hash": id, "unit": "x", "made_at": at(minute)} for id, minute in made),
        {"id": "y", "hash": "y", "unit": "y", "made_at": at(2)},
    )

    def told(since: int, most: int) -> list[str]:
        return shelf.read(lambda reader: [row["id"] for row in reader.shifts_of("x", at(since), most)])

    assert (told(1, 9), told(1, 3), told(2, 9)) == (["c", "b", "a", "d"], ["c", "b", "a"], ["c", "b", "a"])


def test_codes_wait_by_their_handle_until_they_work_no_more(shelf: Shelf) -> None:
    codes = [("c", "AB", 5), ("a", "AB", 3), ("b", "AB", 4), ("d", "CD", 9), ("e", None, 9)]
    shelf.put(
        tables.shifts,
        *({"id": id, "hash": id, "handle": handle, "works_until": at(until)} for id, handle, until in codes),
    )

    def waiting(now: int) -> list[str]:
        return shelf.read(lambda reader: [row["id"] for row in reader.waiting_codes("AB", at(now))])

    assert (waiting(2), waiting(3), waiting(4), waiting(5)) == (["a", "b", "c"], ["b", "c"], ["c"], [])


@pytest.fixture
def staffed(shelf: Shelf) -> Shelf:
    """People with roles in two units."""
    people: list[dict[str, Any]] = [{"number": each, "subject": f"m{each}"} for each in (6, 5, 4, 2, 1)]
    shelf.put(tables.people, *people, {"number": 3})
    grants = [
        (5, "a", "x", None),
        (1, "a", "x", None),
        (1, "b", "x", None),
        (2, "b", "x", 5),
        (3, "a", "x", None),
        (4, "c", "x", None),
        (6, "a", "y", None),
    ]
    shelf.put(
        tables.grants,
        *(
            {
                "person": person,
                "role": role,
                "unit": unit,
                "given_by": "t",
                "ends_at": None if end is None else at(end),
            }
            for person, role, unit, end in grants
        ),
    )
    return shelf


@pytest.mark.parametrize(
    ("roles", "now", "after", "most", "expected"),
    [
        ([], 0, 0, 9, [1, 2, 4, 5]),
        (["a"], 0, 0, 9, [1, 5]),
        (["b", "a"], 0, 0, 9, [1, 2, 5]),
        (["a", "b"], 4, 0, 9, [1, 2, 5]),
        (["a", "b"], 5, 0, 9, [1, 5]),
        ([], 0, 1, 9, [2, 4, 5]),
        ([], 0, 0, 2, [1, 2]),
        (["d"], 0, 0, 9, []),
    ],
)
def test_holders_are_those_who_hold_a_role_in_the_unit_now(
    staffed: Shelf, roles: list[str], now: int, after: int, most: int, expected: list[int]
) -> None:
    rows = staffed.read(lambda reader: reader.holders("x", roles, at(now), after, most))
    assert [(row["number"], row["subject"]) for row in rows] == [(each, f"m{each}") for each in expected]


def test_holders_are_read_page_by_page_to_the_end_also_where_one_is_forgotten(staffed: Shelf) -> None:
    found: list[int] = []
    after = 0
    while rows := staffed.read(lambda reader, after=after: reader.holders("x", [], at(0), after, 1)):  # type: ignore[misc]
        found += [row["number"] for row in rows]
        after = found[-1]
    assert found == [1, 2, 4, 5]
