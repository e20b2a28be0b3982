"""What the second release reads out of what the first had stored, row for row."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Table

from engine.store import tables
from engine.store.migrations import filling_r2
from engine.store.sql.store import SqlStore
from engine.store.staged.changes import Row
from tests.engine.store.port.shelf import Shelf, at

DOCUMENT = {
    "roles": {"chef": {"manager": True}, "medarbetare": {}, "stallforetradare": {"manager": True}},
    "start": {"by": ["medarbetare"]},
    "states": {
        "vanta": {"timers": [{"remind": "1 h"}, {"notify": "2 h"}, {"remind": "3 h"}, {"move": "4 h"}]},
        "delat": {
            "together": {
                "ena": {"states": {"inre": {"together": {"djup": {"states": {"innerst": {}}}}}}},
                "andra": {"states": {"kort": {"timers": [{"notify": "1 h"}]}}},
            }
        },
        "slut": {},
    },
}
WITHOUT_MANAGERS = {**DOCUMENT, "roles": {"medarbetare": {}}}
WITHOUT_ROLES_AND_START = {"states": DOCUMENT["states"]}


def token(state: str, visit: int, **rest: Any) -> dict[str, Any]:
    return {"state": state, "visit": visit, "since": at(visit).isoformat(), **rest}


def armed(visit: int, index: int, due: int) -> dict[str, Any]:
    return {"visit": visit, "index": index, "due": at(due).isoformat()}


def body(*tokens: dict[str, Any], **rest: Any) -> str:
    return json.dumps({"tokens": tokens, "owner": 7, "owner_roles": ["medarbetare"], **rest})


@pytest.fixture
def shelf(database_url: str) -> Iterator[Shelf]:
    """A database with the second release's tables, and a case of the first with three versions of a routine."""
    shelf = Shelf(database_url)
    shelf.put(tables.cases, {"id": "c"})
    documents = (DOCUMENT, WITHOUT_MANAGERS, WITHOUT_ROLES_AND_START)
    for version, document in enumerate(documents):
        row = {"id": "prov", "version": version, "digest": f"d{version}", "document": json.dumps(document)}
        shelf.put(tables.routines, row)
    shelf.put(tables.routines, {"id": "trasig", "digest": "trasig", "document": "{"})
    yield shelf
    shelf.store.close()


@pytest.fixture(autouse=True)
def two_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is read some at a time is read to its end."""
    monkeypatch.setattr(filling_r2, "_AT_ONCE", 2)


def runs(shelf: Shelf, id: str, body: str, digest: str = "d0", status: str = "running") -> None:
    """An instance as the first release stored it."""
    row = {"id": id, "case_id": "c", "routine": "prov", "digest": digest, "unit": "norra", "body": body}
    shelf.put(tables.instances, row | {"status": status})


def fills(shelf: Shelf) -> None:
    assert isinstance(shelf.store, SqlStore)
    with shelf.store._writing.begin() as connection:
        filling_r2.fill(connection)


def told(shelf: Shelf, table: Table, *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in names) for row in shelf.rows(table)]


def test_a_worklist_row_gets_its_earliest_reminder_and_its_earliest_limit(shelf: Shelf) -> None:
    two_places = (token("vanta", 1), token("kort", 2))
    timers = [armed(1, 0, 9), armed(1, 2, 8), armed(1, 3, 5), armed(1, 1, 6), armed(2, 0, 4)]
    runs(shelf, "i", body(*two_places, timers=timers))
    runs(shelf, "j", body(token("vanta", 1), timers=[armed(1, 0, 3)]))
    runs(shelf, "k", body(token("innerst", 1)), digest="d2")
    steps = [("i", 1), ("i", 2), ("i", 3), ("j", 1), ("k", 1)]
    shelf.put(
        tables.open_steps, *({"instance_id": id, "visit": visit, "role": "chef"} for id, visit in steps)
    )
    fills(shelf)
    assert told(shelf, tables.open_steps, "instance_id", "visit", "remind_at", "limit_at", "incident") == [
        ("i", 1, at(8), at(5), False),
        ("i", 2, None, at(4), False),
        ("i", 3, None, None, None),
        ("j", 1, at(3), None, False),
        ("k", 1, None, None, False),
    ]


def test_what_stands_still_is_in_the_worklist_of_each_who_manages_with_all_that_the_row_has(
    shelf: Shelf,
) -> None:
    micro = timedelta(microseconds=1)
    late = token("vanta", 4, incident="mail: 550") | {"since": (at(4) + micro).isoformat()}
    timers = [armed(4, 0, 5), armed(4, 1, 6)]
    runs(shelf, "h", body())
    runs(shelf, "i", body(late, timers=timers, owner_roles=["chef"]))
    fills(shelf)
    row = {
        "instance_id": "i",
        "visit": 4,
        "role": "chef",
        "case_id": "c",
        "routine": "prov",
        "digest": "d0",
        "state": "vanta",
        "unit": "norra",
        "holder": 7,
        "since": at(4) + micro,
        "due": at(5),
        "remind_at": at(5),
        "limit_at": at(6),
        "incident": True,
        "kept_from": None,
    }
    assert shelf.rows(tables.open_steps) == [row, row | {"role": "stallforetradare", "holder": None}]


@pytest.mark.parametrize(("digest", "roles"), [("d1", ["medarbetare"]), ("d2", [])])
def test_where_nobody_manages_who_may_start_is_told_of_what_stands_still(
    shelf: Shelf, digest: str, roles: list[str]
) -> None:
    runs(shelf, "i", body(token("slut", 1, incident="x")), digest=digest)
    fills(shelf)
    assert told(shelf, tables.open_steps, "role", "holder", "due") == [(role, 7, None) for role in roles]


def test_notices_are_over_where_the_instance_is_and_where_the_state_was_left(shelf: Shelf) -> None:
    runs(shelf, "i", body(token("vanta", 3), token("slut", 5)))
    runs(shelf, "j", body(token("vanta", 1)), status="ended")
    rows: list[Row] = [
        {"instance_id": id, "state": state, "sequence": number, "case_id": "c"}
        for number, (id, state) in enumerate(
            [("i", "vanta"), ("i", "kort"), ("i", "slut"), ("j", "vanta"), ("k", "vanta")]
        )
    ]
    shelf.put(tables.notices, *rows)
    fills(shelf)
    assert told(shelf, tables.notices, "sequence", "is_over", "visit") == [
        (0, False, 3),
        (1, True, None),
        (2, False, 5),
        (3, True, None),
        (4, False, None),
    ]


@pytest.mark.parametrize(
    ("content", "digest"),
    [
        ("{", "d0"),
        ("3", "d0"),
        (body(token("borta", 1)), "d0"),
        (body({"state": "vanta", "visit": 1, "since": "igår"}), "d0"),
        (body({"state": "vanta", "visit": 1, "since": "2026-03-02T07:00:00"}), "d0"),
        (body(token("vanta", 1, incident="x"), owner_roles=3), "d0"),
        (body(token("vanta", 1, incident="x"), owner_roles=None), "d0"),
        (body(token("vanta", 1)), "borta"),
        (body(token("vanta", 1)), "trasig"),
    ],
)
def test_what_cant_be_read_is_left_and_the_rest_is_filled_in(shelf: Shelf, content: str, digest: str) -> None:
    runs(shelf, "i", content, digest)
    runs(shelf, "j", body(token("vanta", 1)))
    runs(shelf, "k", "{}")
    steps = [{"instance_id": id, "visit": 1, "role": "chef"} for id in "ij"]
    shelf.put(tables.open_steps, *steps)
    shelf.put(tables.notices, *({"instance_id": id, "case_id": "c", "number": ord(id)} for id in "ik"))
    fills(shelf)
    assert told(shelf, tables.open_steps, "instance_id", "incident") == [("i", None), ("j", False)]
    assert told(shelf, tables.notices, "instance_id", "is_over") == [("i", False), ("k", True)]


def test_who_holds_a_role_by_a_token_that_works_is_known(shelf: Shelf) -> None:
    shelf.put(
        tables.tokens,
        {"hash": "a", "person": 1, "grants": '[["chef", "norra"], ["medarbetare", "norra"]]'},
        {"hash": "b", "person": 2, "grants": '[["chef", "norra"], ["chef", "norra"], ["chef", "söder"]]'},
        {"hash": "c", "person": 3, "grants": '[["chef", "norra"]]', "revoked_at": at(1)},
        *({"hash": bad, "person": 4, "grants": bad} for bad in ("{", "3", '["chef"]')),
        {"hash": "d", "person": 5, "grants": "[[1, 2]]"},
    )
    fills(shelf)
    assert told(shelf, tables.grants, "person", "role", "unit", "given_by", "ends_at") == [
        (1, "chef", "norra", "a", None),
        (1, "medarbetare", "norra", "a", None),
        (2, "chef", "norra", "b", None),
        (2, "chef", "söder", "b", None),
        (5, "1", "2", "d", None),
    ]
