"""Instances and undo as JSON values and back, exactly."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from engine.run.instance import Child, Instance, PendingTimer, Token, Undo
from engine.stored.instance import instance_from_wire, instance_to_wire, undo_from_wire, undo_to_wire

AT = datetime(2026, 1, 12, 7, 0, 1, 5, tzinfo=UTC)

INSTANCE = Instance(
    id="i1",
    case="i0",
    routine="prov",
    version=2,
    digest="d",
    unit="e",
    owner="m1",
    owner_roles=frozenset({"medarbetare"}),
    started_at=AT,
    parent="i0",
    parent_visit=4,
    revision=3,
    visits=9,
    born=2,
    tokens={
        "main": Token(flow="main", state="a", visit=9, since=AT, taken_by="m2", incident="Nej"),
        "a.b": Token(flow="a.b", state="c", visit=8, since=AT),
    },
    facts={
        "text": "x",
        "tal": 1.5,
        "heltal": 3,
        "ja": True,
        "val": ("a", "b"),
        "tid": AT,
        "dag": date(2026, 1, 12),
    },
    timers=(PendingTimer(state="a", visit=9, index=1, due=AT),),
    fired=frozenset({(9, 0), (8, 2)}),
    children=(
        Child(id="x", routine="r", visit=9),
        Child(id="y", routine="r", status="ended", outcome="klart"),
    ),
)
ENDED = Instance(
    id="i2",
    case="i0",
    routine="prov",
    version=2,
    digest="d",
    unit="e",
    owner="m1",
    owner_roles=frozenset(),
    started_at=AT,
    status="ended",
    outcome="klart",
    ended_at=AT,
)


@pytest.mark.parametrize("instance", [INSTANCE, ENDED], ids=["running", "ended"])
def test_an_instance_comes_back_from_json_as_it_was(instance: Instance) -> None:
    again = instance_from_wire(json.loads(json.dumps(instance_to_wire(instance))))
    assert again == instance
    assert [type(each) for each in again.facts.values()] == [type(each) for each in instance.facts.values()]


def test_undo_comes_back_from_json_as_it_was() -> None:
    undo = Undo(
        instance="i1",
        state="a",
        choice="c",
        by="m1",
        until=AT,
        before=(INSTANCE, ENDED),
        counters=((3, 9, 2), (1, 0, 0)),
        started=("x",),
    )
    assert undo_from_wire(json.loads(json.dumps(undo_to_wire(undo)))) == undo
