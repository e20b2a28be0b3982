"""Why something stands still as JSON values and back, and as the first form said it: a text alone."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from engine.run.commands import Take
from engine.run.instance import Instance, Token
from engine.run.standstill import (
    CallCannotStart,
    DoesNotFit,
    NoWayOn,
    Standstill,
    TimerCannotFire,
    Undelivered,
)
from engine.said import Said
from engine.stored.history import FORMAT, entry_from_stored, entry_to_stored
from engine.stored.instance import instance_from_stored, instance_to_stored
from engine.stored.standstill import named, standstill_from_stored, standstill_to_stored
from tests.engine.run.acting import WORKER, Tale, routine
from tests.engine.stored.everybody import Everybody

AT = datetime(2026, 1, 12, 7, 0, tzinfo=UTC)
WHY = Said("det går runt.", "it goes round.")
WRITTEN = [
    (Undelivered("mail: refused"), {"kind": "undelivered", "problem": "mail: refused"}),
    (NoWayOn("inte"), {"kind": "no_way_on", "outcome": "inte"}),
    (NoWayOn(None), {"kind": "no_way_on"}),
    (DoesNotFit(("a", "b")), {"kind": "does_not_fit", "facts": ["a", "b"]}),
    (CallCannotStart(WHY), {"kind": "call_cannot_start", "why": ["det går runt.", "it goes round."]}),
    (
        TimerCannotFire(0, WHY),
        {"kind": "timer_cannot_fire", "index": 0, "why": ["det går runt.", "it goes round."]},
    ),
]


@pytest.mark.parametrize(("standstill", "stored"), WRITTEN)
def test_it_is_stored_by_name_and_comes_back_as_it_was(standstill: Standstill, stored: object) -> None:
    written = standstill_to_stored(standstill)
    assert written == stored
    again = standstill_from_stored(json.loads(json.dumps(written)))
    assert (again, type(again)) == (standstill, type(standstill))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("mail: (550, b'no such user')", Undelivered("mail: (550, b'no such user')")),
        ("https://x.example is not among RUTIN_WEBHOOK_ADDRESSES", None),
        ("inte_lost", NoWayOn("inte_lost")),
        ("cancelled", NoWayOn(None)),
    ],
)
def test_what_was_a_text_is_told_apart_by_how_it_looks(text: str, meant: Standstill | None) -> None:
    assert standstill_from_stored(named(text)) == (meant or Undelivered(text))


def test_an_instance_of_the_first_form_says_why_it_stands() -> None:
    people = Everybody()
    token = Token(flow="main", state="a", visit=1, since=AT)
    instance = Instance(
        id="i1",
        case="i1",
        routine="prov",
        version=1,
        digest="d",
        unit="e",
        owner="m1",
        owner_roles=frozenset(),
        started_at=AT,
        tokens={"main": token},
    )
    stored = instance_to_stored(instance, people) | {"format": 1}
    stored["tokens"][0]["incident"] = "cancelled"
    assert instance_from_stored(stored, people).tokens["main"].incident == NoWayOn(None)


def test_a_row_of_the_first_form_says_why_what_it_changed_stands() -> None:
    tale = Tale(routine("    a: {title: Gör det, role: medarbetare}\n    klart: {end: klart}\n"))
    tale.asks(Take, WORKER, state="a")
    entry = entry_to_stored(tale.entries()[-1], tale.people)
    tokens = entry["changed"][0]["set"]["tokens"]
    tokens[0]["incident"] = "inte"

    ((_, change),) = entry_from_stored(entry, 1, tale.people).changed

    assert change["set"]["tokens"][0]["incident"] == {"kind": "no_way_on", "outcome": "inte"}
    assert FORMAT.number == 2
