"""What one command starts, stops and tells in the other instances of the case, however deep they lie, and whose those are."""

from __future__ import annotations

import pytest

from engine.errors.step import Incident
from engine.run import case
from engine.run.commands import Cancel, HandOver, Receive, Take
from engine.run.instance import Instance, Person
from engine.scenarios.player import UNIT
from tests.engine.run.acting import MANAGER, OFFICE, WORKER, Tale, routine

STEP = "gor: {title: Gör, role: medarbetare}\nklart: {end: klart}\n"
CALLS_THE_LAST = (
    "ned: {title: Ned, call: sista}\nefter: {title: Efter, role: medarbetare}\nklart: {end: klart}\n"
)
CALLS_THE_MIDDLE = (
    "borja: {title: Börja, role: medarbetare}\nned: {title: Ned, call: mitten}\nklart: {end: klart}\n"
)


@pytest.fixture
def three() -> Tale:
    """A routine that has called one, which has called another."""
    middle, last = routine(CALLS_THE_LAST, id="mitten"), routine(STEP, id="sista")
    return Tale(routine(CALLS_THE_MIDDLE), middle, last).takes("klar")


def test_what_a_called_routine_has_called_is_cancelled_with_it(three: Tale) -> None:
    assert three.asks(Cancel, MANAGER, reason="Dubbelt") is None
    assert (three.child("mitten").status, three.child("sista").status) == ("cancelled", "cancelled")
    assert three.kinds()[-3:] == ["cancelled"] * 3


def test_what_a_called_routine_has_called_is_handed_over_with_it(three: Tale) -> None:
    assert three.asks(HandOver, WORKER, to="m2") is None
    assert (three.child("mitten").owner, three.child("sista").owner) == ("m2", "m2")


def test_what_is_called_next_starts_when_the_one_before_has_ended() -> None:
    states = "forst: {title: Först, call: sista}\nsedan: {title: Sedan, call: andra}\nklart: {end: klart}\n"
    tale = Tale(routine(states), routine(STEP, id="sista"), routine(STEP, id="andra"))
    tale.takes("klar", of=tale.child("sista").id)
    assert (tale.here(), tale.child("andra").status) == ({"sedan"}, "running")
    assert [(each.status, each.outcome) for each in tale.root.children] == [
        ("ended", "klart"),
        ("running", None),
    ]


@pytest.mark.parametrize(("limit", "starts"), [(2, True), (1, False)])
def test_one_command_starts_as_many_routines_as_the_limit_says(
    monkeypatch: pytest.MonkeyPatch, limit: int, starts: bool
) -> None:
    monkeypatch.setattr(case, "NESTING_LIMIT", limit)
    middle, last = routine(CALLS_THE_LAST, id="mitten"), routine(STEP, id="sista")
    tale = Tale(routine(CALLS_THE_MIDDLE), middle, last)
    if starts:
        assert tale.takes("klar").child("sista").status == "running"
    else:
        with pytest.raises(Incident, match="start each other without end"):
            tale.takes("klar")


BESIDE = """
    gor:
      title: Gör
      role: [medarbetare, administrator]
      choices: {nytt: {label: Nytt, ask: [{fact: sak, required: no}], start: sidan}, klar: {label: Klar, to: klart}}
    klart: {end: klart}
"""
FACTS = "facts: {sak: {type: text, title: Sak}}"
BOTH = Person("b1", frozenset({("medarbetare", UNIT), ("administrator", UNIT)}))
MANAGING_WORKER = Person("c2", frozenset({("medarbetare", UNIT), ("chef", UNIT)}))


def beside(by: Person, taker: Person, start: str = "medarbetare", parents: str = "medarbetare") -> Instance:
    """What `taker` starts beside an instance that `by` has started; `start` and `parents`: who may start each of them."""
    side = routine(STEP, id="sidan", start=start)
    return (
        Tale(routine(BESIDE, start=parents, more=FACTS), side, by=by)
        .takes("nytt", by=taker, sak="x")
        .child("sidan")
    )


def test_of_two_roles_the_owner_has_those_that_may_start_the_routine() -> None:
    assert Tale(routine(BESIDE, more=FACTS), by=BOTH).root.owner_roles == {"medarbetare"}


def test_of_two_roles_the_owner_has_those_that_may_start_what_is_started_beside() -> None:
    assert beside(BOTH, BOTH, parents="[medarbetare, administrator]").owner_roles == {"medarbetare"}


def test_what_starts_on_the_owners_behalf_is_the_owners_and_both_have_started_it() -> None:
    side = beside(WORKER, MANAGING_WORKER)
    assert (side.owner, side.starters) == ("m1", ("c2", "m1"))


def test_who_may_start_what_is_not_the_owners_by_one_of_its_roles_has_it() -> None:
    assert beside(WORKER, OFFICE, start="[administrator, chef]").owner == "a1"


def test_who_may_not_start_it_leaves_it_with_the_owner() -> None:
    assert beside(WORKER, OFFICE, start="chef").owner == "m1"


def test_who_starts_their_own_is_named_as_its_owner_alone() -> None:
    side = beside(WORKER, WORKER)
    assert (side.owner, side.starters) == ("m1", ())


def test_an_end_that_ends_its_caller_at_once_leads_the_callers_caller_on() -> None:
    middle = routine("ned: {title: Ned, call: sista}\nklart: {end: klart}", id="mitten")
    tale = Tale(routine(CALLS_THE_MIDDLE), middle, routine(STEP, id="sista")).takes("klar")
    assert tale.takes("klar", of=tale.child("sista").id).root.outcome == "klart"


ANY_OF_TWO = """
    vanta: {title: Vänta, wait: svaret, role: [chef, administrator]}
    gor: {title: Gör, role: [medarbetare, administrator]}
    klart: {end: klart}
"""


def test_one_of_the_roles_is_enough_to_start_to_tell_and_to_take() -> None:
    tale = Tale(routine(ANY_OF_TWO, start="[medarbetare, chef]"))
    assert tale.asks(Receive, OFFICE, message="svaret") is None
    assert tale.asks(Take, OFFICE, state="gor") is None
