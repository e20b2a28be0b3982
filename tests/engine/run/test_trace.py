"""The way from the history: in order, of one instance, without what was taken back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from engine.run.outcome import Happened
from engine.run.trace import Stop, stops

START = datetime(2026, 3, 2, 7, tzinfo=UTC)


def entry(minute: int, *happened: tuple[str, str, str]) -> tuple[datetime, list[Happened]]:
    """(kind, instance, state) of what happened in that minute."""
    return START + timedelta(minutes=minute), [
        Happened(kind=kind, instance=of, state=state) for kind, of, state in happened
    ]


LEFT, STAYED = (Happened(kind="entered", instance="i1", state=state) for state in ("left", "stayed"))


def choice(kind: str, of: str, state: str, name: str) -> Happened:
    """A choice that is taken or taken back."""
    return Happened(kind=kind, instance=of, state=state, choice=name)


def test_the_states_come_in_order_with_their_times() -> None:
    history = [entry(0, ("entered", "i1", "a")), entry(5, ("chosen", "i1", "a"), ("entered", "i1", "b"))]
    assert stops(history, "i1") == (
        Stop(state="a", at=START),
        Stop(state="b", at=START + timedelta(minutes=5)),
    )


def test_other_instances_of_the_case_are_left_out() -> None:
    assert stops([entry(0, ("entered", "i1", "a"), ("entered", "i2", "x"))], "i1") == (
        Stop(state="a", at=START),
    )


def test_what_was_taken_back_was_never_gone() -> None:
    history = [
        entry(0, ("entered", "i1", "a")),
        entry(1, ("chosen", "i1", "a"), ("entered", "i1", "b")),
        entry(2, ("undone", "i1", "a")),
        entry(3, ("chosen", "i1", "a"), ("entered", "i1", "c")),
    ]
    assert [stop.state for stop in stops(history, "i1")] == ["a", "c"]


def test_a_step_that_was_skipped_and_taken_back_was_never_skipped() -> None:
    history = [
        entry(0, ("entered", "i1", "a")),
        entry(1, ("skipped", "i1", "a"), ("entered", "i1", "b")),
        entry(2, ("undone", "i1", "a")),
    ]
    assert [stop.state for stop in stops(history, "i1")] == ["a"]


def test_what_happened_between_a_choice_and_its_undo_stays() -> None:
    history = [
        entry(0, ("entered", "i1", "a")),
        entry(1, ("chosen", "i1", "a"), ("entered", "i1", "b")),
        entry(2, ("taken", "i1", "x")),
        entry(3, ("timer", "i2", "x"), ("entered", "i2", "y")),
        entry(4, ("undone", "i1", "a")),
    ]
    assert [stop.state for stop in stops(history, "i1")] == ["a"]
    assert [stop.state for stop in stops(history, "i2")] == ["y"]


@pytest.mark.parametrize(
    "other",
    [("i2", "a", "klar"), ("i1", "b", "klar"), ("i1", "a", "om")],
    ids=["instance", "state", "choice"],
)
def test_a_later_choice_of_another_instance_state_or_name_is_not_the_one_taken_back(
    other: tuple[str, str, str],
) -> None:
    one = ("i1", "a", "klar")
    history = [
        *((START, [choice("chosen", *each), entered]) for each, entered in ((one, LEFT), (other, STAYED))),
        (START, [choice("undone", *one)]),
    ]
    assert [stop.state for stop in stops(history, "i1")] == ["stayed"]


def test_what_was_erased_leaves_nothing() -> None:
    assert stops([(START, [])], "i1") == ()


def test_a_choice_that_is_not_in_what_is_known_is_taken_back_out_of_it() -> None:
    history = [entry(0, ("entered", "i1", "a")), entry(1, ("undone", "i1", "b"))]
    assert [stop.state for stop in stops(history, "i1")] == ["a"]
