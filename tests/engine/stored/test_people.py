"""What people are called in what is stored: released words, which stand in histories that are never rewritten."""

from __future__ import annotations

import pytest

from engine.stored.people import NOBODY, number_of_removed, removed


def test_what_the_system_does_by_itself_is_stored_as_done_by_person_0() -> None:
    assert NOBODY == 0


def test_somebody_removed_is_called_by_their_number_alone() -> None:
    assert removed(17) == "removed#17"
    assert number_of_removed("removed#17") == 17


@pytest.mark.parametrize(
    "subject", ["m1", "17", "removed#", "removed#m1", "removed#²", "removed#٣", "Removed#1"]
)
def test_nobody_else_is_taken_for_somebody_removed(subject: str) -> None:
    assert number_of_removed(subject) is None
