"""What a command tells and sends becomes rows: one for each that it is for, and one for each thing that people hear of."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.run.instance import Case
from engine.run.outcome import CaseOutcome, Notice, Send
from engine.store.staged.changes import Row
from engine.store.staged.effects import (
    FAILED,
    SENDING,
    SENT,
    WAITING,
    come_to_wait,
    notice_rows,
    notification_rows,
    outbox_rows,
)
from tests.engine.database.office import MORNING

NOTICE = Notice(
    kind="notify", instance="i", state="s", visit=2, text="Sent", timer=0, roles=("a", "b"), unit="x"
)
REMINDER = replace(NOTICE, kind="remind", roles=(), subject="m7")
SEND = Send(
    kind="mail", instance="i", state="s", visit=3, to=("å@a.se", "b@b.se"), subject="Hej", body="Brev"
)


def outcome(*effects: Notice | Send) -> CaseOutcome:
    """Of the fourth command of a case."""
    return CaseOutcome(case=Case(id="c", sequence=4), changed=(), effects=effects, happened=(), at=MORNING)


def number(subject: str) -> int:
    return int(subject.removeprefix("m"))


def told(*effects: Notice | Send) -> list[Row]:
    return list(notice_rows(outcome(*effects), number))


def test_a_notice_has_a_row_for_each_role_numbered_through_the_command() -> None:
    rows = told(NOTICE, SEND, REMINDER)
    same = {
        "case_id": "c",
        "sequence": 4,
        "at": MORNING,
        "instance_id": "i",
        "state": "s",
        "visit": 2,
        "about": "timer 0",
        "is_over": False,
        "text": "Sent",
        "unit": "x",
    }
    assert rows == [
        {**same, "number": 1, "kind": "notify", "person": None, "role": "a"},
        {**same, "number": 2, "kind": "notify", "person": None, "role": "b"},
        {**same, "number": 3, "kind": "remind", "person": 7, "role": None},
    ]


def test_what_is_to_be_sent_stands_as_it_is_called_in_databases() -> None:
    assert (WAITING, SENDING, SENT, FAILED) == ("waiting", "sending", "sent", "failed")


def test_what_is_sent_waits_to_be_tried_at_once() -> None:
    (row,) = outbox_rows(outcome(NOTICE, SEND), "asked")
    expected = {
        "instance_id": "i",
        "visit": 3,
        "case_id": "c",
        "sequence": 4,
        "kind": "mail",
        "recipients": '["å@a.se","b@b.se"]',
        "subject": "Hej",
        "body": "Brev",
        "state": "waiting",
        "attempts": 0,
        "next_try": MORNING,
        "problem": None,
        "origin": "asked",
    }
    assert row == expected


def step(holder: int | None, role: str = "a", **values: Any) -> Row:
    return {
        "instance_id": "i",
        "visit": 5,
        "state": "t",
        "unit": "x",
        "role": role,
        "holder": holder,
        "incident": False,
        **values,
    }


def heard(notices: list[Row], waiting: list[Row]) -> list[Row]:
    return list(notification_rows(outcome(), notices, waiting, 9))


def test_people_hear_once_of_a_notice_for_several_roles_and_of_a_step() -> None:
    rows = heard(told(NOTICE, REMINDER), [step(None), step(None, "b")])
    kinds = [(row["kind"], row["sequence"], row["number"], row["step"], row["visit"]) for row in rows]
    assert kinds == [("limit", 4, 1, "s", 2), ("remind", 4, 3, "s", 2), ("task", None, None, "t", 5)]
    assert [(row["roles"], row["person"]) for row in rows] == [
        ('["a","b"]', None),
        (None, 7),
        ('["a","b"]', None),
    ]
    new = {"state": "waiting", "attempts": 0, "next_try": MORNING, "problem": None, "given_up": False}
    always = {
        "case_id": "c",
        "instance_id": "i",
        "unit": "x",
        "caused_by": 9,
        "way": None,
        "at": MORNING,
        **new,
    }
    assert all(row | always == row for row in rows)


def test_each_that_people_hear_of_has_an_id_that_is_the_same_each_time() -> None:
    rows = heard(told(NOTICE, REMINDER), [step(None)])
    ids = [row["id"] for row in rows]
    assert ids == [row["id"] for row in heard(told(NOTICE, REMINDER), [step(None)])]
    assert (len(set(ids)), {len(each) for each in ids}) == (3, {24})


def test_an_id_is_of_one_place_in_one_command_of_one_case() -> None:
    cases = [Case(id=id, sequence=sequence) for id, sequence in (("c", 1), ("c", 11), ("c1", 1))]
    steps = [step(None, visit=each) for each in range(12)]
    told = [
        row["id"] for case in cases for row in notification_rows(replace(outcome(), case=case), [], steps, 9)
    ]
    assert len(set(told)) == len(told) == 36


@pytest.mark.parametrize(
    ("notice", "kind"),
    [
        (NOTICE, "limit"),
        (replace(NOTICE, visit=None), "notice"),
        (REMINDER, "remind"),
        (replace(NOTICE, kind="incident"), "incident"),
    ],
)
def test_what_a_notice_is_for_people(notice: Notice, kind: str) -> None:
    assert {row["kind"] for row in heard(told(notice), [])} == {kind}


@pytest.mark.parametrize(
    ("change", "together"),
    [
        ({}, 1),
        ({"text": "Other"}, 2),
        ({"visit": 6}, 2),
        ({"timer": 1}, 2),
        ({"instance": "j"}, 2),
        ({"subject": "m3"}, 2),
    ],
)
def test_notices_that_differ_in_more_than_their_role_are_heard_of_apart(
    change: dict[str, Any], together: int
) -> None:
    other = replace(NOTICE, roles=("c",), **change)
    assert len(heard(told(replace(NOTICE, roles=("a",)), other), [])) == together


def test_steps_are_heard_of_by_who_holds_them() -> None:
    other = step(None, "e", instance_id="j")
    rows = heard([], [step(3), step(None, "b"), step(3, "c"), step(None, "d", visit=6), other])
    assert [(row["person"], row["roles"], row["instance_id"], row["visit"]) for row in rows] == [
        (3, None, "i", 5),
        (None, '["b"]', "i", 5),
        (None, '["d"]', "i", 6),
        (None, '["e"]', "j", 5),
    ]


@pytest.mark.parametrize(
    ("before", "after", "waits"),
    [
        (None, step(None), True),
        (None, step(3), True),
        (None, step(9), False),
        (step(None), step(None), False),
        (step(None), step(3), True),
        (step(3), step(None), True),
        (step(3), step(3), False),
        (step(None), step(None, incident=True), False),
        (None, step(None, incident=True), False),
    ],
)
def test_a_step_comes_to_wait_for_somebody_new_who_is_not_who_did_it(
    before: Row | None, after: Row, waits: bool
) -> None:
    key = (5, "a")
    assert list(come_to_wait({key: before} if before else {}, {key: after}, 9)) == ([after] if waits else [])
