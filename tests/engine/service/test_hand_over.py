"""Handing over all that somebody has: so much at once, and nothing lost."""

from __future__ import annotations

from engine.run.instance import Person
from tests.engine.database.office import COLLEAGUE, MANAGER, UNIT, Office
from tests.engine.run.acting import compiled
from tests.engine.service.test_engine import CHEFS

BOTH = Person("m1", frozenset({("medarbetare", UNIT), ("chef", UNIT)}))


def test_so_many_are_handed_over_at_once_and_where_the_rest_begins_is_told(desk: Office) -> None:
    desk.engine.tokens.add("m2", [("medarbetare", UNIT)])
    mine = {desk.starts() for _ in range(5)}
    handed: set[str] = set()
    cursor, rounds = None, 0
    while cursor or not handed:
        done = desk.engine.handing_over.all_of(MANAGER, "m1", "m2", UNIT, cursor=cursor, most=2)
        handed |= {answer.instance for answer in done.answers}
        cursor, rounds = done.next, rounds + 1
    assert (handed, rounds) == (mine, 3)
    assert {each["id"] for each in desk.engine.records.instances(COLLEAGUE).items} == mine


def test_whoever_begins_anew_hands_over_what_is_left(desk: Office) -> None:
    desk.engine.tokens.add("m2", [("medarbetare", UNIT)])
    mine = {desk.starts() for _ in range(3)}
    first = desk.engine.handing_over.all_of(MANAGER, "m1", "m2", UNIT, most=2)
    rest = desk.engine.handing_over.all_of(MANAGER, "m1", "m2", UNIT, most=2)
    assert {answer.instance for each in (first, rest) for answer in each.answers} == mine
    assert (first.next is None, rest.next) == (False, None)


def test_what_can_not_be_handed_over_does_not_stand_in_the_way_of_the_rest(desk: Office) -> None:
    desk.engine.tokens.add("m2", [("medarbetare", UNIT)])
    desk.engine.publish([compiled(CHEFS, "chefens")])
    mine = {desk.starts(by=BOTH) for _ in range(3)}
    chefs = {desk.starts(by=BOTH, routine="chefens") for _ in range(3)}
    handed: set[str] = set()
    refused: set[str] = set()
    cursor = None
    while cursor or not (handed or refused):
        done = desk.engine.handing_over.all_of(BOTH, "m1", "m2", UNIT, cursor=cursor, most=1)
        handed |= {answer.instance for answer in done.answers}
        refused |= set(done.refused)
        cursor = done.next
    assert (handed, refused) == (mine, chefs)


def test_a_caller_and_what_it_called_are_handed_over_also_where_a_page_parts_them(desk: Office) -> None:
    desk.engine.tokens.add("m2", [("medarbetare", UNIT)])
    instance = desk.starts()
    desk.takes(instance, "borja", "fraga")
    cursor, rounds = None, 0
    while cursor or not rounds:
        done = desk.engine.handing_over.all_of(MANAGER, "m1", "m2", UNIT, cursor=cursor, most=1)
        assert done.refused == {}
        cursor, rounds = done.next, rounds + 1
    owned = {each["id"] for each in desk.engine.records.instances(COLLEAGUE).items}
    assert owned == {instance, desk.child(instance)}
    assert desk.engine.audit().findings == ()
