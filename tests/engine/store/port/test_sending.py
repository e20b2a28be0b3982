"""What leaves the house, and what people are told of: claimed, tried again, given up. The same on every store."""

from __future__ import annotations

from typing import Any

import pytest

from engine.store import tables
from engine.store.staged.changes import Row
from tests.engine.store.port.shelf import Shelf, at


@pytest.fixture
def outbox(shelf: Shelf) -> Shelf:
    """A case with some instances, for what is sent of them."""
    shelf.put(tables.cases, {"id": "c"}, {"id": "d"})
    shelf.put(tables.instances, *({"id": each, "case_id": "c"} for each in "abcdef"))
    return shelf


def delivery(instance: str, next_try: int, state: str = "waiting", **values: Any) -> Row:
    return {
        "instance_id": instance,
        "visit": 1,
        "case_id": "c",
        "state": state,
        "next_try": at(next_try),
        "attempts": 2,
        **values,
    }


def test_of_a_case_what_does_not_wait_has_left(outbox: Shelf) -> None:
    outbox.put(
        tables.outbox,
        delivery("a", 1),
        delivery("b", 1, "sending"),
        delivery("c", 1, "sent", visit=3),
        delivery("d", 1, "failed"),
        delivery("e", 1, "sent", case_id="d"),
    )
    left = outbox.transact(lambda transaction: transaction.has_left("c"))
    assert sorted(left) == [("b", 1), ("c", 3), ("d", 1)]


def test_what_is_due_is_claimed_the_earliest_first_and_nobody_else_gets_it(outbox: Shelf) -> None:
    outbox.put(
        tables.outbox,
        delivery("a", 3),
        delivery("b", 1, "sending"),
        delivery("c", 2),
        delivery("d", 0, "sent"),
        delivery("e", 0, "failed"),
        delivery("f", 4),
    )

    def claims(now: int, most: int) -> list[tuple[str, str, int, bool]]:
        rows = outbox.transact(lambda transaction: transaction.claim_outbox(at(now), at(9), most))
        return [(row["instance_id"], row["state"], row["attempts"], row["next_try"] == at(9)) for row in rows]

    assert outbox.read(lambda reader: reader.next_delivery()) == at(1)
    assert claims(3, 2) == [("b", "sending", 3, True), ("c", "sending", 3, True)]
    assert claims(3, 9) == [("a", "sending", 3, True)]
    assert claims(3, 9) == []
    there = {
        row["instance_id"]: (row["state"], row["attempts"], row["next_try"])
        for row in outbox.rows(tables.outbox)
    }
    assert there == {
        **{each: ("sending", 3, at(9)) for each in "abc"},
        "d": ("sent", 2, at(0)),
        "e": ("failed", 2, at(0)),
        "f": ("waiting", 2, at(4)),
    }
    assert outbox.read(lambda reader: reader.next_delivery()) == at(4)
    assert len(claims(9, 9)) == 4


def test_a_delivery_that_waits_is_tried_again_as_if_it_were_new(outbox: Shelf) -> None:
    outbox.put(
        tables.outbox,
        delivery("a", 5),
        delivery("a", 5, visit=2),
        delivery("b", 5),
        delivery("c", 5, "sending"),
    )

    def again(instance: str) -> bool:
        return outbox.transact(lambda transaction: transaction.send_again(instance, 1, at(1)))

    assert [again(each) for each in "acd"] == [True, False, False]
    there = [
        (row["instance_id"], row["visit"], row["attempts"], row["next_try"])
        for row in outbox.rows(tables.outbox)
    ]
    assert there == [("a", 1, 0, at(1)), ("a", 2, 2, at(5)), ("b", 1, 2, at(5)), ("c", 1, 2, at(5))]


def test_the_outbox_is_told_in_order_with_what_stands_still(outbox: Shelf) -> None:
    outbox.put(
        tables.outbox,
        delivery("b", 1),
        delivery("a", 1, visit=2),
        delivery("a", 1),
        delivery("c", 1, "sending"),
    )
    outbox.put(
        tables.open_steps,
        {"instance_id": "a", "visit": 1, "role": "r", "incident": False},
        {"instance_id": "a", "visit": 2, "role": "r", "incident": True},
        {"instance_id": "b", "visit": 1, "role": "r"},
        {"instance_id": "c", "visit": 2, "role": "r", "incident": True},
    )

    def told(after: tuple[str, int], most: int) -> list[tuple[str, int, bool]]:
        rows = outbox.read(lambda reader: reader.outbox_from(after, most))
        return [(row["instance_id"], row["visit"], row["incident"]) for row in rows]

    every = [("a", 1, False), ("a", 2, True), ("b", 1, False), ("c", 1, False)]
    assert (told(("", 0), 9), told(("a", 1), 2), told(("c", 1), 9)) == (every, every[1:3], [])


def test_what_was_sent_or_given_up_has_not_been_told_to_its_case(outbox: Shelf) -> None:
    outbox.put(
        tables.outbox,
        delivery("a", 1),
        delivery("b", 1, "sending"),
        delivery("c", 1, "sent"),
        delivery("d", 1, "failed"),
    )
    told = outbox.read(lambda reader: reader.undelivered())
    assert sorted((row["instance_id"], row["state"]) for row in told) == [("c", "sent"), ("d", "failed")]


def notification(id: str, next_try: int = 0, state: str = "waiting", **values: Any) -> Row:
    return {"id": id, "state": state, "next_try": at(next_try), "attempts": 2, **values}


def test_notifications_are_claimed_the_earliest_first_and_nobody_else_gets_them(shelf: Shelf) -> None:
    shelf.put(
        tables.notifications,
        notification("a", 3),
        notification("b", 1, "sending"),
        notification("c", 2),
        notification("f", 4),
    )

    def claims(now: int, most: int) -> list[tuple[str, str, int, bool]]:
        rows = shelf.transact(lambda transaction: transaction.claim_notifications(at(now), at(9), most))
        return [(row["id"], row["state"], row["attempts"], row["next_try"] == at(9)) for row in rows]

    assert shelf.read(lambda reader: reader.next_notification()) == at(1)
    assert claims(0, 9) == []
    assert claims(3, 2) == [("b", "sending", 3, True), ("c", "sending", 3, True)]
    assert claims(3, 9) == [("a", "sending", 3, True)]
    assert claims(3, 9) == []
    there = [
        (row["id"], row["state"], row["attempts"], row["next_try"])
        for row in shelf.rows(tables.notifications)
    ]
    assert there == [*((each, "sending", 3, at(9)) for each in "abc"), ("f", "waiting", 2, at(4))]
    assert shelf.read(lambda reader: reader.next_notification()) == at(4)
    assert len(claims(9, 9)) == 4


def test_a_notification_that_waits_is_tried_again_as_if_it_were_new(shelf: Shelf) -> None:
    shelf.put(
        tables.notifications,
        notification("a", 5, given_up=True),
        notification("b", 5, given_up=True),
        notification("c", 5, "sending", given_up=True),
    )

    def again(id: str) -> bool:
        return shelf.transact(lambda transaction: transaction.notification_again(id, at(1)))

    assert [again(each) for each in "acd"] == [True, False, False]
    there = [
        (row["id"], row["attempts"], row["next_try"], row["given_up"])
        for row in shelf.rows(tables.notifications)
    ]
    assert there == [("a", 0, at(1), False), ("b", 2, at(5), True), ("c", 2, at(5), True)]
    found = shelf.read(lambda reader: [reader.notification("b"), reader.notification("d")])
    assert found[0] is not None
    assert (found[0]["id"], found[1]) == ("b", None)


def test_what_was_given_up_is_told_by_unit_in_order(shelf: Shelf) -> None:
    shelf.put(
        tables.notifications,
        notification("d", unit="x", given_up=True),
        notification("a", unit="x", given_up=True),
        notification("b", unit="y", given_up=True),
        notification("c", unit="x"),
        notification("e", unit="z", given_up=True),
    )

    def told(units: list[str] | None, after: str = "", most: int = 9) -> str:
        rows = shelf.read(lambda reader: reader.notifications_given_up(units, after, most))
        return "".join(row["id"] for row in rows)

    assert (told(None), told(["x"]), told(["y", "x"]), told([])) == ("abde", "ad", "abd", "")
    assert (told(None, "a"), told(None, most=2), told(["x"], "a")) == ("bde", "ab", "d")


def test_what_people_have_chosen_is_told_in_the_order_of_their_numbers(shelf: Shelf) -> None:
    shelf.put(tables.notice_choices, *({"person": each, "task": f"t{each}"} for each in (3, 1, 4, 2)))
    rows = shelf.read(lambda reader: reader.notice_choices({4, 3, 2, 9}))
    assert [(row["person"], row["task"]) for row in rows] == [(2, "t2"), (3, "t3"), (4, "t4")]


def test_everything_is_counted(outbox: Shelf) -> None:
    nothing = dict.fromkeys(
        (
            "instances_running",
            "open_steps",
            "timers_waiting",
            "outbox_waiting",
            "outbox_failed",
            "outbox_retrying",
            "notifications_given_up",
            "incidents",
        ),
        0,
    )
    assert outbox.read(lambda reader: dict(reader.counts())) == nothing
    outbox.put(
        tables.instances,
        *({"id": f"i{each}", "case_id": "c", "status": "running"} for each in range(2)),
        {"id": "over", "case_id": "c", "status": "ended"},
    )
    outbox.put(
        tables.open_steps,
        {"instance_id": "a", "visit": 1, "role": "r", "incident": True},
        {"instance_id": "a", "visit": 1, "role": "s", "incident": True},
        {"instance_id": "a", "visit": 2, "role": "r", "incident": True},
        {"instance_id": "b", "visit": 1, "role": "r", "incident": True},
        {"instance_id": "c", "visit": 1, "role": "r", "incident": False},
        {"instance_id": "d", "visit": 1, "role": "r"},
    )
    outbox.put(tables.timers, *({"instance_id": "a", "visit": 1, "number": each} for each in range(4)))
    outbox.put(
        tables.outbox,
        delivery("a", 1),
        delivery("b", 1, problem="away"),
        delivery("b", 1, problem="away", visit=2),
        delivery("c", 1, "sending", problem="away"),
        delivery("d", 1, "sending"),
        *(delivery("e", 1, "failed", problem="away", visit=each) for each in range(7)),
        *(delivery("f", 1, "sent", visit=each) for each in range(3)),
    )
    given_up = [notification(f"g{each}", given_up=True) for each in range(8)]
    outbox.put(tables.notifications, *given_up, notification("h"))
    assert outbox.read(lambda reader: dict(reader.counts())) == {
        "instances_running": 2,
        "open_steps": 6,
        "timers_waiting": 4,
        "outbox_waiting": 5,
        "outbox_failed": 7,
        "outbox_retrying": 2,
        "notifications_given_up": 8,
        "incidents": 3,
    }


@pytest.mark.parametrize(
    ("waiting", "sending", "next_try"),
    [((3, 2), (5, 4), 2), ((5, 4), (3, 2), 2), ((2, 3), (), 2), ((), (2, 3), 2), ((), (), None)],
)
def test_what_is_next_is_the_earliest_that_waits_or_is_being_sent(
    outbox: Shelf, waiting: tuple[int, ...], sending: tuple[int, ...], next_try: int | None
) -> None:
    every = [*((each, "waiting") for each in waiting), *((each, "sending") for each in sending)]
    outbox.put(tables.outbox, *(delivery("a", minute, state, visit=minute) for minute, state in every))
    outbox.put(tables.outbox, delivery("b", 0, "sent"), delivery("c", 0, "failed"))
    outbox.put(tables.notifications, *(notification(f"{minute}", minute, state) for minute, state in every))
    expected = None if next_try is None else at(next_try)
    assert outbox.read(lambda reader: [reader.next_delivery(), reader.next_notification()]) == [expected] * 2
