"""What is kept of an answer."""

from __future__ import annotations

import pytest

from engine.stored.answer import KeptAnswer, answer_from_stored, answer_to_stored
from engine.stored.formats import FromTheFuture

KEPT = KeptAnswer(instance="i1", revision=7)


def test_what_is_kept_is_read_again() -> None:
    assert answer_from_stored(answer_to_stored(KEPT)) == KEPT


def test_the_first_form_says_no_form_and_holds_the_whole_instance() -> None:
    first = {
        "at": "2026-03-02T07:00:00+00:00",
        "language": "sv",
        "instance": {"id": "i1", "revision": 7},
        "undo": None,
    }
    assert answer_from_stored(first) == KEPT


def test_a_later_form_is_not_guessed_at() -> None:
    with pytest.raises(FromTheFuture):
        answer_from_stored({"format": 3, "instance": "i1", "revision": 7})
