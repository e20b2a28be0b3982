"""What is used up, forgotten and written: the same on every store."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Table

from engine.errors.store import StoreTrouble
from engine.store import tables
from engine.store.port import Transaction
from engine.store.staged.changes import Changes, Row
from tests.engine.store.port.shelf import Shelf, at, full


def test_answers_are_told_by_person_and_key(shelf: Shelf) -> None:
    shelf.put(
        tables.answers,
        {"person": 1, "key": "a", "body_hash": "1a", "answer": "one a"},
        {"person": 1, "key": "b", "body_hash": "1b", "answer": "one b"},
        {"person": 2, "key": "a", "body_hash": "2a", "answer": "two a"},
        {"person": 2, "key": "b", "body_hash": "2b", "answer": "two b"},
    )
    wanted = [(1, "b"), (2, "a"), (3, "a")]
    found = shelf.transact(lambda transaction: transaction.answers(wanted))
    assert found == {(1, "b"): ("1b", "one b"), (2, "a"): ("2a", "two a")}


def test_what_is_registered_from_paper_is_found_by_its_line(shelf: Shelf) -> None:
    shelf.put(tables.cases, {"id": "c"})
    shelf.put(
        tables.paper_lines, *({"key": each, "case_id": "c", "instance_id": f"i{each}"} for each in "abc")
    )
    found = shelf.transact(lambda transaction: transaction.paper_lines(["c", "a", "x"]))
    assert sorted((row["key"], row["instance_id"]) for row in found) == [("a", "ia"), ("c", "ic")]
    assert shelf.transact(lambda transaction: transaction.paper_lines(["x"])) == []


def test_a_transaction_reads_what_it_has_written(shelf: Shelf) -> None:
    changes = Changes()
    changes.insert(tables.settings, {"name": "a", "value": "b"})

    def work(transaction: Transaction) -> tuple[dict[str, str], dict[str, str]]:
        before = dict(transaction.reader.settings())
        transaction.flush(changes)
        return before, dict(transaction.reader.settings())

    assert shelf.transact(work) == ({}, {"a": "b"})


def test_each_try_of_a_pin_is_counted(shelf: Shelf) -> None:
    shelf.put(tables.sessions, *({"hash": each, "pin": "p", "pin_tries": 2} for each in "ab"), {"hash": "c"})

    def tries(hash: str) -> Row | None:
        return shelf.transact(lambda transaction: transaction.try_pin(hash))

    assert [row and (row["hash"], row["pin_tries"]) for row in map(tries, "aacd")] == [
        ("a", 3),
        ("a", 4),
        None,
        None,
    ]
    assert [(row["hash"], row["pin_tries"]) for row in shelf.rows(tables.sessions)] == [
        ("a", 4),
        ("b", 2),
        ("c", 0),
    ]


def test_a_renewal_is_claimed_by_one_of_what_was_asked_for_long_enough_ago(shelf: Shelf) -> None:
    shelf.put(
        tables.sessions,
        *({"hash": each, "renewal": "r", "asked_at": at(2)} for each in "ab"),
        {"hash": "c", "asked_at": at(2)},
        {"hash": "d", "renewal": "r", "asked_at": at(3)},
    )

    def claims(hash: str) -> Row | None:
        return shelf.transact(lambda transaction: transaction.claim_renewal(hash, at(9), at(2)))

    assert [row and (row["hash"], row["asked_at"]) for row in map(claims, "aacde")] == [
        ("a", at(9)),
        None,
        None,
        None,
        None,
    ]
    there = [(row["hash"], row["asked_at"]) for row in shelf.rows(tables.sessions)]
    assert there == [("a", at(9)), ("b", at(2)), ("c", at(2)), ("d", at(3))]


def test_a_code_is_used_once_while_it_works(shelf: Shelf) -> None:
    codes = {"handle": "AB", "works_until": at(5)}
    shelf.put(
        tables.shifts, *({"id": f"i{each}", "hash": each, **codes} for each in "abc"), {"id": "i", **codes}
    )

    def uses(hash: str, now: int) -> Row | None:
        return shelf.transact(lambda transaction: transaction.use_shift(hash, at(now)))

    used = [uses("b", 5), uses("b", 4), uses("b", 4), uses("d", 4)]
    assert used[1] is not None
    expected = {"id": "ib", "handle": None, "hash": None, "used_at": at(4), "works_until": at(5)}
    assert used[1] | expected == used[1]
    assert [used[0], *used[2:]] == [None, None, None]
    there = [(row["id"], row["hash"], row["handle"], row["used_at"]) for row in shelf.rows(tables.shifts)]
    assert there == [
        ("i", None, "AB", None),
        ("ia", "a", "AB", None),
        ("ib", None, None, at(4)),
        ("ic", "c", "AB", None),
    ]


def aged(table: Table, column: str, **values: Any) -> list[Row]:
    """Rows of the first three minutes."""
    key = next(iter(table.primary_key)).name
    ids: list[Any] = [1, 2, 3] if key == "person" else ["1", "2", "3"]
    hashes = [{"hash": each} for each in ids] if table is tables.shifts else [{}] * 3
    return [{key: id, column: at(minute), **hashes[minute], **values} for minute, id in enumerate(ids)]


@pytest.mark.parametrize(
    ("forget", "table", "column"),
    [
        ("forget_answers", tables.answers, "at"),
        ("forget_sessions", tables.sessions, "ends_at"),
        ("forget_sessions", tables.kept_forms, "ends_at"),
        ("forget_sessions", tables.used_once, "until"),
    ],
)
def test_what_is_older_than_a_moment_is_forgotten(
    shelf: Shelf, forget: str, table: Table, column: str
) -> None:
    shelf.put(table, *aged(table, column))
    shelf.transact(lambda transaction: getattr(transaction, forget)(at(1)))
    assert [row[column] for row in shelf.rows(table)] == [at(1), at(2)]


@pytest.mark.parametrize(
    ("table", "column"), [(tables.reads, "at"), (tables.role_changes, "at"), (tables.shifts, "made_at")]
)
@pytest.mark.parametrize(("held", "left"), [([], [1, 2]), ([8], [1, 2]), ([8, 7], [0, 1, 2])])
def test_who_has_read_and_given_what_is_forgotten_but_of_those_who_are_held(
    shelf: Shelf, table: Table, column: str, held: list[int], left: list[int]
) -> None:
    shelf.put(table, *aged(table, column, person=7))
    shelf.transact(lambda transaction: transaction.forget_reads(at(1), held))
    assert [row[column] for row in shelf.rows(table)] == [at(minute) for minute in left]


@pytest.mark.parametrize(
    ("by", "value", "left"),
    [
        ("person", 1, "cd"),
        ("provider_subject", "s", "bd"),
        ("provider_session", "t", "ac"),
        ("person", 9, "abcd"),
    ],
)
def test_sessions_that_have_something_in_common_end_together(
    shelf: Shelf, by: Any, value: Any, left: str
) -> None:
    shelf.put(
        tables.sessions,
        {"hash": "a", "person": 1, "provider_subject": "s"},
        {"hash": "b", "person": 1, "provider_session": "t"},
        {"hash": "c", "person": 2, "provider_subject": "s"},
        {"hash": "d", "person": 2, "provider_session": "t"},
    )
    ended = shelf.transact(lambda transaction: transaction.end_sessions(by, value))
    assert ("".join(row["hash"] for row in shelf.rows(tables.sessions)), ended) == (left, 4 - len(left))


def test_of_whoever_is_forgotten_only_the_number_is_left(shelf: Shelf) -> None:
    known = {"name": "n", "mail": "m", "phone": "p", "language": "sv"}
    shelf.put(
        tables.people,
        *({"number": each, "subject": f"m{each}", "known_since": at(each), **known} for each in (1, 2)),
    )
    theirs = (
        tables.tokens,
        tables.sessions,
        tables.grants,
        tables.kept_forms,
        tables.phone_keys,
        tables.notifications,
        tables.notice_choices,
    )
    for table in theirs:
        keys = [each.name for each in table.primary_key if each.name != "person"]
        shelf.put(table, *({"person": each, **dict.fromkeys(keys, str(each))} for each in (1, 2)))
    shelf.transact(lambda transaction: transaction.forget_person(1))
    assert {table.name: [row["person"] for row in shelf.rows(table)] for table in theirs} == {
        table.name: [2] for table in theirs
    }
    first, second = shelf.rows(tables.people)
    nothing = dict.fromkeys(known)
    assert first == {"number": 1, "subject": None, "known_since": at(1), "is_forgotten": True, **nothing}
    assert second == {"number": 2, "subject": "m2", "known_since": at(2), "is_forgotten": False, **known}


def test_what_goes_makes_place_for_what_comes(shelf: Shelf) -> None:
    shelf.put(tables.routines, {"id": "a", "version": 1, "digest": "d"})
    changes = Changes()
    changes.insert(tables.routines, full(tables.routines, {"id": "a", "version": 2, "digest": "d"}))
    changes.delete(tables.routines, {"id": "a", "version": 1})
    shelf.store.write(changes)
    assert [(row["id"], row["version"]) for row in shelf.rows(tables.routines)] == [("a", 2)]


def test_what_is_pointed_to_comes_before_and_goes_after_what_points(shelf: Shelf) -> None:
    case, instance = {"id": "c"}, {"id": "i", "case_id": "c"}
    comes, goes = Changes(), Changes()
    comes.insert(tables.instances, full(tables.instances, instance))
    comes.insert(tables.cases, full(tables.cases, case))
    goes.delete(tables.cases, case)
    goes.delete(tables.instances, instance)
    shelf.store.write(comes)
    assert [row["id"] for row in shelf.rows(tables.instances)] == ["i"]
    shelf.store.write(goes)
    assert shelf.rows(tables.cases) == shelf.rows(tables.instances) == []


def test_where_one_new_row_is_there_already_none_is_written(shelf: Shelf) -> None:
    shelf.put(tables.settings, {"name": "a", "value": "1"})
    changes = Changes()
    changes.insert(tables.settings, {"name": "b", "value": "2"})
    changes.insert(tables.settings, {"name": "a", "value": "3"})
    with pytest.raises((ValueError, StoreTrouble)):
        shelf.store.write(changes)
    assert shelf.rows(tables.settings) == [{"name": "a", "value": "1"}]


def test_a_row_that_is_gone_is_neither_changed_nor_taken_away(shelf: Shelf) -> None:
    shelf.put(tables.settings, {"name": "a", "value": "1"}, {"name": "c", "value": "3"})
    changes = Changes()
    changes.update(tables.settings, {"name": "b", "value": "2"})
    changes.update(tables.settings, {"name": "a", "value": "4"})
    changes.delete(tables.settings, {"name": "d", "value": ""})
    shelf.store.write(changes)
    assert shelf.rows(tables.settings) == [{"name": "a", "value": "4"}, {"name": "c", "value": "3"}]


NOTICES: dict[int, Row] = {
    1: {"case_id": "c", "instance_id": "i", "visit": 1, "about": "x"},
    2: {"case_id": "c", "instance_id": "i", "visit": 1, "about": "y"},
    3: {"case_id": "c", "instance_id": "i", "visit": 2, "about": "x"},
    4: {"case_id": "c", "instance_id": "i"},
    5: {"case_id": "c", "instance_id": "j", "visit": 1, "about": "x"},
    6: {"case_id": "d", "instance_id": "i", "visit": 1, "about": "x"},
}


@pytest.mark.parametrize(
    ("turned", "over"),
    [
        ({"visit": 1, "about": "x"}, [1]),
        ({"visit": 1, "about": "x", "all_of_visit": True}, [1, 2]),
        ({"visit": 1, "about": "x", "all_of_it": True}, [1, 2, 3, 4]),
        ({"visit": None, "about": None}, []),
        ({"visit": None, "about": None, "all_of_it": True}, [1, 2, 3, 4]),
        ({"visit": None, "about": None, "all_of_it": True, "until": 2}, [1, 2]),
    ],
)
def test_notices_are_over_by_what_they_are_about(shelf: Shelf, turned: Row, over: list[int]) -> None:
    shelf.put(tables.cases, {"id": "c"}, {"id": "d"})
    shelf.put(tables.notices, *({"sequence": number, "number": 1, **row} for number, row in NOTICES.items()))

    def turn(is_over: bool) -> list[int]:
        changes = Changes()
        none = {"until": 9, "all_of_visit": False, "all_of_it": False, "for_good": False}
        changes.turn_notices({"case_id": "c", "instance_id": "i", **none, **turned, "is_over": is_over})
        shelf.store.write(changes)
        return sorted(row["sequence"] for row in shelf.rows(tables.notices) if row["is_over"])

    assert (turn(True), turn(False)) == (over, [])


def test_a_notice_that_is_over_for_good_stands_no_more(shelf: Shelf) -> None:
    shelf.put(tables.cases, {"id": "c"}, {"id": "d"})
    shelf.put(tables.notices, *({"sequence": number, "number": 1, **row} for number, row in NOTICES.items()))
    for how in ({"is_over": True, "for_good": True}, {"is_over": False, "for_good": False}):
        changes = Changes()
        which = {"case_id": "c", "instance_id": "i", "visit": 1, "about": "x", "until": 9}
        changes.turn_notices({**which, "all_of_visit": False, "all_of_it": False, **how})
        shelf.store.write(changes)
    assert [row["sequence"] for row in shelf.rows(tables.notices) if row["is_over"]] == [1]
