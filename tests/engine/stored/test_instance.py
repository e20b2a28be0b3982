"""Instances and undo as JSON values and back, exactly."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from engine.run.instance import Child, Done, Instance, PendingTimer, Token, Undo
from engine.run.standstill import NoWayOn, Undelivered
from engine.stored.formats import FromTheFuture
from engine.stored.instance import (
    change_from_stored,
    change_to_stored,
    incidents_named,
    instance_from_stored,
    instance_to_stored,
)
from engine.stored.undo import undo_from_stored, undo_to_stored
from tests.engine.stored.everybody import Everybody

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
        "main": Token(flow="main", state="a", visit=9, since=AT, taken_by="m2", incident=Undelivered("Nej")),
        "a.b": Token(flow="a.b", state="c", visit=8, since=AT, freed=True),
    },
    facts={
        "text": "x",
        "tal": Decimal("0.3"),
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
    done=(Done("a", "m2"), Done("b", "m1"), Done("a", "m1")),
    starters=("m3", "m2"),
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

UNDO = Undo(
    instance="i1",
    state="a",
    choice="c",
    by="m1",
    until=AT,
    before=(INSTANCE, ENDED),
    counters=((3, 9, 2), (1, 0, 0)),
    started=("x",),
)


@pytest.mark.parametrize("instance", [INSTANCE, ENDED], ids=["running", "ended"])
def test_an_instance_comes_back_from_json_as_it_was(instance: Instance) -> None:
    people = Everybody()
    again = instance_from_stored(json.loads(json.dumps(instance_to_stored(instance, people))), people)
    assert again == instance
    assert [type(each) for each in again.facts.values()] == [type(each) for each in instance.facts.values()]


def test_undo_comes_back_from_json_as_it_was() -> None:
    people = Everybody()
    assert undo_from_stored(json.loads(json.dumps(undo_to_stored(UNDO, people))), people) == UNDO


def test_a_change_says_what_is_new_and_leads_there() -> None:
    people = Everybody()
    token = replace(INSTANCE.tokens["main"], taken_by=None)
    after = replace(
        INSTANCE,
        revision=4,
        parent_visit=None,
        tokens={"main": token},
        facts={
            "tal": 2,
            "nytt": "z",
            **{name: INSTANCE.facts[name] for name in ("heltal", "ja", "val", "tid", "dag")},
        },
    )

    change = json.loads(json.dumps(change_to_stored(INSTANCE, after, people)))

    assert set(change) == {"revision", "parent_visit", "tokens", "facts"}
    assert change["facts"] == {"text": None, "tal": 2, "nytt": "z"}
    assert change_from_stored(change, INSTANCE, people) == after


def test_what_is_gone_after_a_change_is_gone_also_where_it_was_no_text() -> None:
    people = Everybody()
    after = replace(ENDED, status="running", ended_at=None)
    change = change_to_stored(ENDED, after, people)
    assert change == {"status": "running", "ended_at": None}
    assert change_from_stored(change, ENDED, people) == after


def test_what_has_no_value_is_left_out_and_an_empty_list_is_not() -> None:
    assert set(instance_to_stored(ENDED, Everybody())) == {
        "format",
        *("id", "case", "routine", "version", "digest", "unit", "owner", "owner_roles"),
        *("started_at", "status", "outcome", "ended_at", "revision", "visits", "born"),
        *("tokens", "facts", "timers", "fired", "children"),
    }
    stored = instance_to_stored(INSTANCE, Everybody())
    assert [set(each) for each in stored["children"]] == [
        {"id", "routine", "status", "visit"},
        {"id", "routine", "status", "outcome"},
    ]
    assert [set(each) for each in stored["tokens"]] == [
        {"flow", "state", "visit", "since", "taken_by", "incident"},
        {"flow", "state", "visit", "since", "freed"},
    ]


def test_what_has_no_order_stands_in_one() -> None:
    roles, fired = list("abcdefgh"), [{"visit": visit, "index": 0} for visit in range(1, 9)]
    of = replace(INSTANCE, owner_roles=frozenset(roles), fired=frozenset((visit, 0) for visit in range(1, 9)))
    stored = instance_to_stored(of, Everybody())
    assert (stored["owner_roles"], stored["fired"]) == (roles, fired)


def test_nobody_stands_in_it_by_name() -> None:
    text = json.dumps(instance_to_stored(INSTANCE, Everybody()))
    assert '"m1"' not in text
    assert '"m2"' not in text
    assert '"m3"' not in text


def test_where_a_routine_asks_nothing_of_who_did_what_nothing_is_written_of_it() -> None:
    assert not {"done", "starters"} & set(instance_to_stored(ENDED, Everybody()))


def test_who_did_what_in_another_order_is_a_change() -> None:
    people = Everybody()
    after = replace(INSTANCE, done=(Done("b", "m1"), Done("a", "m1"), Done("a", "m2")))
    change = change_to_stored(INSTANCE, after, people)
    assert set(change) == {"done"}
    assert change_from_stored(change, INSTANCE, people) == after


def test_in_the_first_form_what_stood_still_said_so_in_a_text_and_the_rest_said_nothing() -> None:
    people = Everybody()
    stored = instance_to_stored(INSTANCE, people) | {"format": 1}
    stored["tokens"][0]["incident"] = "cancelled"
    read = instance_from_stored(stored, people)
    assert read.tokens == {
        "main": replace(INSTANCE.tokens["main"], incident=NoWayOn(None)),
        "a.b": INSTANCE.tokens["a.b"],
    }
    assert incidents_named({"revision": 4}) == {"revision": 4}


def test_an_instance_or_undo_of_a_form_from_the_future_is_told_as_such() -> None:
    people = Everybody()
    with pytest.raises(FromTheFuture):
        instance_from_stored(instance_to_stored(INSTANCE, people) | {"format": 99}, people)
    with pytest.raises(FromTheFuture):
        undo_from_stored(undo_to_stored(UNDO, people) | {"format": 99}, people)


def test_a_number_that_was_stored_in_binary_is_read_as_its_shortest_decimal() -> None:
    people = Everybody()
    stored = instance_to_stored(replace(INSTANCE, facts={}), people)
    stored["facts"] = {"summa": 36.54, "hel": 2.0, "rest": 58.849000000000004}
    again = instance_from_stored(stored, people)
    assert again.facts == {"summa": Decimal("36.54"), "hel": 2, "rest": Decimal("58.849000000000004")}
