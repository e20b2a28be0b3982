"""What is made once and kept."""

from __future__ import annotations

from threading import Event, Thread

import pytest

from api.kept import Kept


def never() -> str:
    pytest.fail("made again")


def test_a_thing_is_made_once() -> None:
    kept = Kept[str](2)

    assert kept.once("a", lambda: "A") == kept.once("a", never) == "A"


def test_those_used_last_are_kept() -> None:
    kept = Kept[str](2)
    for mark in ("a", "b", "a", "c"):
        kept.once(mark, lambda mark=mark: mark)  # type: ignore[misc]

    assert kept.once("a", never) == "a"
    assert kept.once("b", lambda: "again") == "again"


def test_what_can_not_be_made_is_tried_again() -> None:
    kept = Kept[str](2)
    with pytest.raises(ZeroDivisionError):
        kept.once("a", lambda: str(1 // 0))

    assert kept.once("a", lambda: "A") == "A"


def test_what_is_kept_is_answered_while_another_thing_is_made() -> None:
    kept = Kept[str](2)
    kept.once("a", lambda: "A")
    begun, answered = Event(), Event()

    def slow() -> str:
        begun.set()
        answered.wait(10)
        return "B"

    maker = Thread(target=kept.once, args=("b", slow))
    maker.start()
    begun.wait(10)
    found = kept.once("a", never)
    answered.set()
    maker.join()

    assert found == "A"
