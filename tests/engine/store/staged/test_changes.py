"""The last word on a row, whatever the commands of a batch did to it."""

from __future__ import annotations

from typing import Any

from engine.store import tables
from engine.store.staged.changes import Changes, Row

SETTINGS = tables.settings
OLD: Row = {"name": "a", "value": "old"}
NEW: Row = {"name": "a", "value": "new"}


def said(changes: Changes) -> dict[str, Any]:
    """The rows of each operation that has any."""
    found = {operation: dict(changes.of(operation)) for operation in ("insert", "update", "delete")}
    return {operation: rows[SETTINGS] for operation, rows in found.items() if rows}


def test_a_new_row_that_is_changed_is_inserted_as_it_became() -> None:
    changes = Changes()
    changes.insert(SETTINGS, OLD)
    changes.update(SETTINGS, NEW)
    assert said(changes) == {"insert": [NEW]}


def test_a_row_that_comes_twice_is_inserted_once_with_the_last_word() -> None:
    changes = Changes()
    changes.insert(SETTINGS, OLD)
    changes.insert(SETTINGS, NEW)
    assert said(changes) == {"insert": [NEW]}


def test_a_row_that_is_there_and_changed_twice_is_updated_once() -> None:
    changes = Changes()
    changes.update(SETTINGS, OLD)
    changes.update(SETTINGS, NEW)
    assert said(changes) == {"update": [NEW]}


def test_a_new_row_that_goes_again_never_comes() -> None:
    changes = Changes()
    changes.insert(SETTINGS, OLD)
    changes.delete(SETTINGS, OLD)
    assert said(changes) == {}
    assert not changes


def test_a_row_that_is_there_and_goes_is_deleted_even_when_it_was_changed_first() -> None:
    changes = Changes()
    changes.update(SETTINGS, NEW)
    changes.delete(SETTINGS, NEW)
    assert said(changes) == {"delete": [NEW]}


def test_a_row_that_goes_and_comes_back_is_updated() -> None:
    changes = Changes()
    changes.delete(SETTINGS, OLD)
    changes.insert(SETTINGS, NEW)
    assert said(changes) == {"update": [NEW]}


def test_rows_of_other_keys_do_not_meet() -> None:
    other = {"name": "b", "value": "old"}
    changes = Changes()
    changes.insert(SETTINGS, OLD)
    changes.insert(SETTINGS, other)
    changes.delete(SETTINGS, other)
    assert said(changes) == {"insert": [OLD]}


def test_what_is_written_is_all_but_what_goes() -> None:
    other = {"name": "b", "value": "old"}
    changes = Changes()
    assert list(changes.written(SETTINGS)) == []
    changes.insert(SETTINGS, NEW)
    changes.delete(SETTINGS, other)
    assert list(changes.written(SETTINGS)) == [NEW]
    assert changes


def test_notices_alone_that_turn_are_changes_and_so_are_rows_beside_a_table_where_nothing_is_left() -> None:
    turned, left = Changes(), Changes()
    turned.turn_notices({"case_id": "i1"})
    left.insert(SETTINGS, OLD)
    left.delete(SETTINGS, OLD)
    left.insert(tables.cases, {"id": "i1"})
    assert turned
    assert left
