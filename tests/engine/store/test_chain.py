"""The hash of a row of the history: as every release has counted it; and what is not as it was written is found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from engine.store.chain import START, Break, ChainLink, content_digest, first_break, link

AT = datetime(2026, 1, 12, 7, tzinfo=UTC)


def test_the_hash_of_a_row_is_counted_as_it_has_always_been() -> None:
    row = link("c1", 1, AT, 2, "{}", "salt", START)
    assert row.hash == "5e35631df02a924e3bb9e9c21800c92ec3acd421f035a69bb8de6616ffe0599f"


def test_a_row_is_what_it_was_made_of() -> None:
    row = link("c1", 3, AT, 2, "{}", "salt", "before")
    assert (row.case, row.sequence, row.at, row.format, row.previous) == ("c1", 3, AT, 2, "before")
    assert (row.content, row.salt, row.digest) == ("{}", "salt", content_digest("salt", "{}"))


def chain() -> list[ChainLink]:
    """Three rows."""
    rows: list[ChainLink] = []
    for number in (1, 2, 3):
        previous = rows[-1].hash if rows else START
        rows.append(link("c1", number, AT, 2, f"content {number}", f"salt {number}", previous))
    return rows


def found(rows: list[ChainLink], length: int = 3) -> Break | None:
    """What is found where the case's row says what `chain` ends with."""
    return first_break("c1", rows, chain()[-1].hash, length)


def test_what_is_as_it_was_written_has_no_break() -> None:
    assert found(chain()) is None
    assert first_break("c1", [], START, 0) is None


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_row_whose_content_was_erased_is_no_break(number: int) -> None:
    rows = chain()
    rows[number - 1] = replace(rows[number - 1], content=None, salt=None)
    assert found(rows) is None


@pytest.mark.parametrize("number", [1, 2])
def test_a_row_that_is_gone_is_missed_where_it_was(number: int) -> None:
    rows = chain()
    del rows[number - 1]
    assert found(rows) == Break(case="c1", sequence=number, kind="removed")


def test_a_row_that_is_gone_from_the_end_is_missed() -> None:
    cut = Break(case="c1", sequence=3, kind="cut")
    assert found(chain()[:-1]) == cut
    assert found(chain()[:-1], length=2) == cut
    assert first_break("c1", chain()[:-1], chain()[1].hash, 3) == cut
    assert first_break("c1", [], START, 1) == Break(case="c1", sequence=1, kind="cut")


def test_a_row_that_nobody_counted_is_found() -> None:
    assert found(chain(), length=2) == Break(case="c1", sequence=4, kind="cut")


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_row_that_follows_another_than_it_did_has_been_moved(number: int) -> None:
    rows = chain()
    elsewhere = "1" * 64
    row = rows[number - 1]
    rows[number - 1] = link(
        "c1", number, row.at, row.format, f"content {number}", f"salt {number}", elsewhere
    )
    assert found(rows) == Break(case="c1", sequence=number, kind="moved")


@pytest.mark.parametrize("number", [1, 2, 3])
@pytest.mark.parametrize(
    "change",
    [
        {"at": AT + timedelta(microseconds=1)},
        {"format": 1},
        {"content": "other"},
        {"content": ""},
        {"salt": "other"},
        {"salt": None},
        {"digest": content_digest("a", "b")},
        {"digest": content_digest("a", "b"), "content": None, "salt": None},
        {"hash": "1" * 64},
    ],
)
def test_a_row_in_which_anything_is_another_has_been_altered(change: dict[str, Any], number: int) -> None:
    rows = chain()
    rows[number - 1] = replace(rows[number - 1], **change)
    assert found(rows) == Break(case="c1", sequence=number, kind="altered")


def test_a_row_of_another_case_is_none_of_this_one() -> None:
    assert first_break("c2", chain(), chain()[-1].hash, 3) == Break(case="c2", sequence=1, kind="altered")


@pytest.mark.parametrize("spoil", [lambda rows: rows[::-1], lambda rows: [rows[0], *rows]])
def test_rows_in_another_order_are_missed_where_they_ought_to_be(
    spoil: Callable[[list[ChainLink]], list[ChainLink]],
) -> None:
    spoilt = found(spoil(chain()))
    assert spoilt is not None
    assert spoilt.kind == "removed"
