"""Marks: the same for the same, another for everything that could show."""

from __future__ import annotations

from dataclasses import replace

import pytest

from diagrams.material import edition
from diagrams.material.edition import mark
from tests.routines.library import load

ROUTINE = load("losenord")


def test_the_same_has_the_same_mark() -> None:
    assert mark([ROUTINE], {"a": "1", "b": "2"}, "pdf") == mark([ROUTINE], {"b": "2", "a": "1"}, "pdf")


def test_everything_that_is_shown_tells_marks_apart() -> None:
    marks = [
        mark([ROUTINE], {}),
        mark([ROUTINE, ROUTINE], {}),
        mark([replace(ROUTINE, digest="another")], {}),
        mark([ROUTINE], {"a": "1"}),
        mark([ROUTINE], {}, "a", "b"),
        mark([ROUTINE], {}, "ab"),
    ]

    assert len(set(marks)) == len(marks)


def test_another_edition_of_the_program_is_another_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    before = mark([ROUTINE], {})
    monkeypatch.setattr(edition, "edition", lambda: "a later one")

    assert mark([ROUTINE], {}) != before
