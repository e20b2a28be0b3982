"""What processes tell each other: it comes over as it was, in texts that NOTIFY takes, and what is none of ours says nothing."""

from __future__ import annotations

import pytest

from engine.store.moved import LONGEST, Moved, read, written


def test_what_is_told_is_what_is_heard_in_texts_that_are_short_enough() -> None:
    moved = [Moved(f"{number:040}", number, "Södra hemtjänsten ”öst”" * 3) for number in range(256)]
    texts = list(written(moved))
    assert [each for text in texts for each in read(text)] == moved
    assert len(texts) > 1
    assert all(len(text.encode()) <= LONGEST for text in texts)
    assert max(map(len, texts)) > LONGEST // 2


def test_a_text_is_filled_to_the_last_byte_and_no_further() -> None:
    half = Moved("a" * (LONGEST // 2), 1, "norra")
    [alone] = written([half])
    [both] = written([half, Moved("", 2, "norra")])
    fills = Moved("b" * (LONGEST - len(both)), 2, "norra")
    [full] = written([half, fills])
    assert len(full) == LONGEST
    one_more = Moved(fills.case + "b", 2, "norra")
    assert [read(text) for text in written([half, one_more])] == [[half], [one_more]]
    assert next(written([half, one_more])) == alone


def test_a_text_is_filled_to_the_last_byte_by_many_too() -> None:
    few = [Moved("a", number, "norra") for number in range(8)]
    [so_far] = written([*few, Moved("", 8, "norra")])
    fills = Moved("b" * (LONGEST - len(so_far)), 8, "norra")
    assert [len(text) for text in written([*few, fills])] == [LONGEST]


def test_what_is_too_long_by_itself_has_no_empty_text_before_it() -> None:
    long = Moved("a" * LONGEST, 1, "norra")
    assert [read(text) for text in written([long])] == [[long]]


def test_nothing_is_no_text() -> None:
    assert list(written([])) == []


def test_a_later_program_may_tell_more_of_each() -> None:
    assert read('[["a1", 3, "norra", {"new": true}]]') == [Moved("a1", 3, "norra")]


@pytest.mark.parametrize(
    "said",
    [
        "",
        "hello",
        "7",
        "null",
        '[["a1"]]',
        '[["a1", "x", "norra"]]',
        "[1, 2]",
        '[["a1", Infinity, "norra"]]',
        pytest.param("[" * LONGEST, id="many levels"),
    ],
)
def test_what_somebody_else_says_in_the_database_says_nothing(said: str) -> None:
    assert read(said) == []
