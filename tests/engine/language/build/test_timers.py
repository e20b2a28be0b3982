from __future__ import annotations

import pytest

from tests.engine.language.files import one_step, routine_of, rules_in


def timer(keys: str, more: str = "facts: {tid: moment}") -> list[str]:
    return rules_in(one_step(f"timers: [{{{keys}}}]\nask: tid", more=more))


@pytest.mark.parametrize(
    "keys",
    [
        "after: 30 min, remind: Ring nu.",
        "after: 2 h, notify: chef, say: Ring nu.",
        "after: 2 h, notify: [chef, medarbetare], say: Ring nu.",
        "after: 3 dagar, to: slut",
        "by: tid + 72 h, remind: Ring nu.",
        "after: 2 h, every: 5 min, remind: Ring nu.",
        "by: tid, every: 1 d, notify: chef, say: Ring nu.",
        "every: 1 h, remind: Ring nu.",
    ],
)
def test_a_timer_is_due_after_a_time_or_by_a_moment_and_does_one_thing(keys: str) -> None:
    assert timer(keys) == []


@pytest.mark.parametrize(
    ("keys", "rules"),
    [
        ("remind: Ring nu.", ["exactly-one"]),
        ("after: 2 h", ["exactly-one"]),
        ("after: 2 h, by: tid, remind: Ring nu.", ["exactly-one"]),
        ("after: 2 h, remind: Ring., to: slut", ["exactly-one"]),
        ("after: 2 h, notify: chef", ["missing-key"]),
        ("after: 2 h, remind: Ring., say: Ring.", ["key-not-here"]),
        ("after: 2 h, notify: kock, say: Ring.", ["unknown-role"]),
        ("after: 0 h, remind: Ring.", ["duration"]),
        ("after: snart, remind: Ring.", ["duration"]),
        ("by: 72 h, remind: Ring.", ["condition-type"]),
        ("after: 2 h, to: slutt", ["unknown-state"]),
        ("every: 4 min, remind: Ring.", ["repeats-too-often"]),
        ("every: ofta, remind: Ring.", ["duration"]),
        ("every: 1 h", ["exactly-one"]),
        ("every: 1 h, to: slut", ["key-not-here"]),
        ("after: 2 h, by: tid, every: 1 h, remind: Ring.", ["exactly-one"]),
    ],
)
def test_a_timer_that_is_not_so_is_answered(keys: str, rules: list[str]) -> None:
    assert timer(keys) == rules


def test_a_timer_by_a_moment_tells_which_facts_arm_it() -> None:
    text = one_step("timers: [{by: tid + 3 d, remind: Ring.}]\nask: tid", more="facts: {tid: moment}")
    (due,) = routine_of(text).states["ring"].timers

    assert due.by is not None
    assert due.by.facts == {"tid"}


def test_without_another_time_what_comes_again_comes_for_the_first_time_then_too() -> None:
    keys = ("every: 1 h, remind: Ring.", "after: 1 h, every: 60 min, remind: Ring.")
    one, other = (routine_of(one_step(f"timers: [{{{each}}}]")) for each in keys)
    assert one.digest == other.digest
