"""What people see in their lists, what has been published, who has signed in: the same on every store."""

from __future__ import annotations

from typing import Any

import pytest

from engine.store import tables
from engine.store.staged.changes import Row
from tests.engine.store.port.shelf import Shelf, at

BEGINNING = (-1, 0, at(0), "", 0)
LATEST = (at(9), "", 0, 0)


@pytest.fixture
def running(shelf: Shelf) -> Shelf:
    """A case with some instances."""
    shelf.put(tables.cases, {"id": "c"})
    shelf.put(tables.instances, *({"id": each, "case_id": "c"} for each in "abcdefgh"))
    return shelf


def step(instance: str, since: int, **values: Any) -> Row:
    minutes = {key: at(values.pop(key)) for key in ("due",) if key in values}
    return {
        "instance_id": instance,
        "visit": 1,
        "role": "r",
        "unit": "x",
        "since": at(since),
        **values,
        **minutes,
    }


def worklist(shelf: Shelf, after: Any = BEGINNING, most: int = 99) -> list[tuple[str, str, int, int, int]]:
    """Instance, role, scope, whether without a time, and the minute."""
    grants = [("r", "x"), ("s", "y")]
    rows = shelf.read(lambda reader: reader.open_steps(1, grants, after, most))
    return [
        (row["instance_id"], row["role"], row["scope"], row["undated"], (row["at"] - at(0)).seconds // 60)
        for row in rows
    ]


def test_a_worklist_has_what_one_holds_then_what_is_free_then_the_rest_of_the_unit(running: Shelf) -> None:
    running.put(
        tables.open_steps,
        step("a", 1, holder=2),
        step("b", 2),
        step("c", 3, holder=1, unit="z"),
        step("d", 4, role="s"),
        step("e", 5, unit="y"),
        step("f", 6, unit="y", role="s"),
        step("g", 7, kept_from=",1,"),
        step("h", 8, unit="z"),
    )
    assert worklist(running) == [
        ("c", "r", 0, 1, 3),
        ("b", "r", 1, 1, 2),
        ("f", "s", 1, 1, 6),
        ("a", "r", 2, 1, 1),
        ("d", "s", 2, 1, 4),
        ("e", "r", 2, 1, 5),
        ("g", "r", 2, 1, 7),
    ]


def test_a_step_that_is_kept_from_others_is_free_for_one(running: Shelf) -> None:
    running.put(tables.open_steps, step("a", 1, kept_from=",11,21,"), step("b", 2, kept_from=",2,1,3,"))
    assert worklist(running) == [("a", "r", 1, 1, 1), ("b", "r", 2, 1, 2)]


def test_in_a_worklist_what_is_due_comes_before_what_is_not_and_each_in_its_order(running: Shelf) -> None:
    running.put(
        tables.open_steps,
        step("d", 1),
        step("b", 0, due=5),
        step("c", 0),
        step("a", 0, due=6),
        step("e", 3, due=5, visit=2),
        step("e", 3, due=5, visit=1),
    )
    assert worklist(running) == [
        ("b", "r", 1, 0, 5),
        ("e", "r", 1, 0, 5),
        ("e", "r", 1, 0, 5),
        ("a", "r", 1, 0, 6),
        ("c", "r", 1, 1, 0),
        ("d", "r", 1, 1, 1),
    ]
    assert [each[0] for each in worklist(running, (1, 0, at(5), "e", 1), 2)] == ["e", "a"]
    assert [each[0] for each in worklist(running, most=1)] == ["b"]


def test_a_step_for_several_roles_is_one_with_a_row_for_each(running: Shelf) -> None:
    running.put(
        tables.open_steps,
        step("a", 1, role="t"),
        step("a", 1, role="r"),
        step("b", 2, role="r", holder=2),
        step("b", 2, role="s", holder=1),
    )
    both = [("b", "r", 0, 1, 2), ("b", "s", 0, 1, 2)]
    assert worklist(running, most=1) == both
    assert worklist(running, most=2) == [*both, ("a", "r", 1, 1, 1), ("a", "t", 1, 1, 1)]


def test_each_visit_of_an_instance_is_a_step_of_its_own(running: Shelf) -> None:
    running.put(tables.open_steps, step("a", 1, holder=1), step("a", 2, visit=2, holder=2))
    assert worklist(running) == [("a", "r", 0, 1, 1), ("a", "r", 2, 1, 2)]


def test_who_holds_no_role_has_what_they_hold(running: Shelf) -> None:
    running.put(tables.open_steps, step("a", 1, holder=1), step("b", 2))
    rows = running.read(lambda reader: reader.open_steps(1, [], BEGINNING, 9))
    assert [row["instance_id"] for row in rows] == ["a"]


def test_a_step_in_a_worklist_says_whose_its_instance_is_and_since_when(running: Shelf) -> None:
    running.put(
        tables.instances,
        *({"id": f"i{each}", "case_id": "c", "owner": each, "started_at": at(each)} for each in (1, 2)),
    )
    running.put(tables.open_steps, step("i1", 5), step("i2", 4))
    rows = running.read(lambda reader: reader.open_steps(1, [("r", "x")], BEGINNING, 9))
    assert [(row["instance_id"], row["owner"], row["started_at"]) for row in rows] == [
        ("i2", 2, at(2)),
        ("i1", 1, at(1)),
    ]


def test_a_step_s_rows_are_told_by_role(running: Shelf) -> None:
    running.put(
        tables.open_steps, step("a", 1, role="t"), step("a", 1, role="b"), step("a", 1, visit=2), step("b", 1)
    )
    found = running.read(lambda reader: [reader.steps_of("a", 1), reader.steps_of("c", 1)])
    assert [[row["role"] for row in rows] for rows in found] == [["b", "t"], []]


def notice(sequence: int, minute: int, **values: Any) -> Row:
    return {"case_id": "c", "sequence": sequence, "number": 1, "at": at(minute), "unit": "x", **values}


def test_notices_are_told_to_the_person_and_to_the_roles_the_newest_first(running: Shelf) -> None:
    running.put(tables.cases, {"id": "d"})
    running.put(
        tables.notices,
        notice(1, 2, person=1, unit="z"),
        notice(2, 2, role="r"),
        notice(3, 3, role="r", unit="y"),
        notice(4, 1, role="s", unit="y"),
        notice(5, 4, person=2),
        notice(6, 5, person=1, is_over=True),
        notice(2, 2, role="r", number=2),
        notice(1, 2, role="r", case_id="d"),
        notice(7, 0, person=1),
    )

    def told(is_over: bool = False, before: Any = LATEST, most: int = 99) -> list[tuple[str, int, int]]:
        grants = [("r", "x"), ("s", "y")]
        rows = running.read(lambda reader: reader.notices(1, grants, is_over, before, most))
        return [(row["case_id"], row["sequence"], row["number"]) for row in rows]

    every = [("d", 1, 1), ("c", 2, 2), ("c", 2, 1), ("c", 1, 1), ("c", 4, 1), ("c", 7, 1)]
    assert told() == every
    assert told(is_over=True) == [("c", 6, 1)]
    assert told(before=(at(2), "c", 2, 2)) == every[2:]
    assert told(most=2) == every[:2]
    assert running.read(lambda reader: [reader.notice("c", 2, 3), reader.notice("c", 9, 1)]) == [None, None]
    asked = [("c", 2, 2), ("c", 1, 1), ("d", 1, 1)]
    found = running.read(lambda reader: [reader.notice(*each) for each in asked])
    assert [row and (row["case_id"], row["sequence"], row["number"]) for row in found] == asked


def test_who_has_read_an_instance_is_told_the_latest_first(shelf: Shelf) -> None:
    made = [("a", 2), ("d", 1), ("b", 2), ("c", 3)]
    shelf.put(tables.reads, *({"id": id, "instance_id": "i", "at": at(minute)} for id, minute in made))
    shelf.put(tables.reads, {"id": "x", "instance_id": "j", "at": at(2)})

    def told(minute: int, id: str, most: int) -> str:
        return "".join(
            row["id"] for row in shelf.read(lambda reader: reader.reads("i", (at(minute), id), most))
        )

    assert (told(9, "", 9), told(9, "", 3), told(2, "b", 9)) == ("cbad", "cba", "ad")
    assert sorted(shelf.read(lambda reader: reader.reads_there(["x", "a", "y"]))) == ["a", "x"]


def test_suggestions_are_told_by_whether_they_are_answered_and_by_person_the_newest_first(
    shelf: Shelf,
) -> None:
    made = [("b", 2, 1, False), ("d", 1, 1, False), ("a", 2, 2, False), ("c", 3, 1, True), ("e", 2, 1, True)]
    shelf.put(
        tables.suggestions,
        *(
            {"id": id, "at": at(minute), "person": person, "is_answered": over}
            for id, minute, person, over in made
        ),
    )

    def told(is_answered: bool, minute: int = 9, id: str = "", most: int = 9) -> str:
        rows = shelf.read(lambda reader: reader.suggestions(is_answered, (at(minute), id), most))
        return "".join(row["id"] for row in rows)

    def of(person: int, minute: int = 9, id: str = "", most: int = 9) -> str:
        rows = shelf.read(lambda reader: reader.suggestions_by(person, (at(minute), id), most))
        return "".join(row["id"] for row in rows)

    assert (told(False), told(True), told(False, 2, "b"), told(False, most=1)) == ("bad", "ce", "ad", "b")
    assert (of(1), of(2), of(1, 2, "e"), of(1, most=2)) == ("cebd", "a", "bd", "ce")
    found = shelf.read(lambda reader: [reader.suggestion("d"), reader.suggestion("x")])
    assert found[0] is not None
    assert (found[0]["id"], found[1]) == ("d", None)


def test_what_somebody_sent_is_kept_by_person(shelf: Shelf) -> None:
    shelf.put(tables.kept_forms, {"person": 2, "path": "/b"}, {"person": 1, "path": "/a"})
    found = shelf.read(lambda reader: [reader.kept_form(each) for each in (1, 2, 3)])
    assert [row and (row["person"], row["path"]) for row in found] == [(1, "/a"), (2, "/b"), None]


def test_the_half_of_a_persons_key_is_found_by_person(shelf: Shelf) -> None:
    shelf.put(tables.phone_keys, {"person": 2, "half": "b"}, {"person": 1, "half": "a"})
    found = shelf.read(lambda reader: [reader.phone_key(each) for each in (1, 2, 3)])
    assert [row and row["half"] for row in found] == ["a", "b", None]


def test_what_a_practice_keeps_is_found_by_its_kind_in_the_order_of_the_ids(shelf: Shelf) -> None:
    kept = [("group", "b", "{}"), ("group", "a", "1"), ("store", "", "{}")]
    shelf.put(tables.practice, *({"kind": kind, "id": id, "content": content} for kind, id, content in kept))
    found = shelf.read(lambda reader: [list(reader.practice(kind).items()) for kind in ("group", "sent")])
    assert found == [[("a", "1"), ("b", "{}")], []]


def test_what_is_published_is_found_by_digest_and_told_in_order(shelf: Shelf) -> None:
    versions = [("b", 10), ("a", 11), ("b", 9)]
    shelf.put(
        tables.routines,
        *(
            {"id": id, "version": version, "digest": f"{id}{version}", "document": f"{id} {version}"}
            for id, version in versions
        ),
    )
    told = shelf.read(lambda reader: reader.routines())
    assert [dict(row) for row in told] == [
        {"id": "a", "version": 11, "digest": "a11"},
        {"id": "b", "version": 9, "digest": "b9"},
        {"id": "b", "version": 10, "digest": "b10"},
    ]
    assert shelf.read(lambda reader: [reader.document(each) for each in ("b9", "a11", "c1")]) == [
        "b 9",
        "a 11",
        None,
    ]


def test_attachments_and_settings_are_told_as_they_were_put(shelf: Shelf) -> None:
    shelf.put(tables.attachments, {"digest": "1", "content": b"one"}, {"digest": "2", "content": b""})
    shelf.put(tables.settings, {"name": "a", "value": "b"}, {"name": "c", "value": "d"})
    assert shelf.read(lambda reader: [reader.attachment(each) for each in ("1", "2", "3")]) == [
        b"one",
        b"",
        None,
    ]
    assert shelf.read(lambda reader: dict(reader.settings())) == {"a": "b", "c": "d"}


def test_sessions_are_told_by_hash_and_by_person_the_one_used_last_first(shelf: Shelf) -> None:
    used = [("b", 1, 2), ("d", 1, 3), ("a", 1, 2), ("c", 2, 4)]
    shelf.put(
        tables.sessions,
        *({"hash": hash, "person": person, "used_at": at(minute)} for hash, person, minute in used),
    )
    assert [row["hash"] for row in shelf.read(lambda reader: reader.sessions_of(1))] == ["d", "a", "b"]
    found = shelf.read(lambda reader: [reader.session("c"), reader.session("x")])
    assert found[0] is not None
    assert (found[0]["hash"], found[0]["person"], found[1]) == ("c", 2, None)


def test_tokens_are_told_by_hash_by_person_and_the_newest_first(shelf: Shelf) -> None:
    made = [("a", 1, 2, 4), ("d", 1, 3, None), ("b", 1, 2, None), ("c", 2, 1, None)]
    shelf.put(
        tables.tokens,
        *(
            {
                "hash": hash,
                "person": person,
                "created_at": at(minute),
                "revoked_at": None if end is None else at(end),
            }
            for hash, person, minute, end in made
        ),
    )

    def told(minute: int, hash: str, most: int) -> str:
        return "".join(
            row["hash"] for row in shelf.read(lambda reader: reader.tokens_from((at(minute), hash), most))
        )

    assert sorted(row["hash"] for row in shelf.read(lambda reader: reader.tokens_of(1))) == ["b", "d"]
    assert (told(9, "", 9), told(9, "", 2), told(2, "b", 9)) == ("dbac", "db", "ac")
    found = shelf.read(lambda reader: [reader.token("a"), reader.token("x")])
    assert found[0] is not None
    assert (found[0]["hash"], found[0]["revoked_at"], found[1]) == ("a", at(4), None)


def test_what_was_used_once_is_known(shelf: Shelf) -> None:
    shelf.put(tables.used_once, {"hash": "a"})
    assert shelf.read(lambda reader: [reader.is_used("a"), reader.is_used("b")]) == [True, False]
