"""A manager sees to who works in the unit, and to nobody elsewhere; the same on every store."""

from __future__ import annotations

import pytest

from engine.errors.person import NotYours
from engine.errors.request import NotFound
from engine.errors.value import FactsWrong
from engine.service.people.entry import entry
from tests.engine.database.office import MANAGER, OTHER_UNIT, UNIT, WORKER, Office

GRANT = ("medarbetare", UNIT)


def test_a_manager_adds_somebody_in_their_own_unit_and_takes_the_role_away(desk: Office) -> None:
    people = desk.engine.people
    desk.engine.staff.give(MANAGER, entry("m7", "Åäö", grants=[GRANT]))
    desk.engine.staff.give(MANAGER, entry("m7", grants=[("administrator", UNIT)]))
    assert people.one("m7").name == "Åäö"
    assert people.one("m7").written == {GRANT, ("administrator", UNIT)}
    desk.engine.staff.take(MANAGER, "m7", GRANT)
    assert people.one("m7").written == {("administrator", UNIT)}
    with pytest.raises(NotFound):
        desk.engine.staff.take(MANAGER, "m7", GRANT)


def test_a_manager_changes_nothing_else_of_somebody_who_works_elsewhere_too(desk: Office) -> None:
    people = desk.engine.people
    people.write([entry("m7", "Åäö", "m7@kommun.example", grants=[("medarbetare", OTHER_UNIT)])])
    desk.engine.staff.give(MANAGER, entry("m7", "Annat", "annan@kommun.example", grants=[GRANT]))
    known = people.one("m7")
    assert (known.name, known.mail) == ("Åäö", "m7@kommun.example")
    assert known.written == {GRANT, ("medarbetare", OTHER_UNIT)}


def test_a_manager_gives_no_manager_s_role_and_none_elsewhere(desk: Office) -> None:
    people = desk.engine.people
    with pytest.raises(FactsWrong):
        desk.engine.staff.give(MANAGER, entry("m7", grants=[("chef", UNIT)]))
    with pytest.raises(NotYours):
        desk.engine.staff.give(MANAGER, entry("m7", grants=[("medarbetare", OTHER_UNIT)]))
    with pytest.raises(NotYours):
        desk.engine.staff.give(WORKER, entry("m7", grants=[GRANT]))
    with pytest.raises(NotYours):
        desk.engine.staff.take(MANAGER, "m9", ("medarbetare", OTHER_UNIT))
    assert people.listed().items == []
