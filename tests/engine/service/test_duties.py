"""Who has done what, on every store: worklists, handing over all that somebody has, and people who are forgotten."""

from __future__ import annotations

import pytest

from engine.errors.duty import DoneByYou
from engine.errors.value import FactsWrong
from engine.run import commands
from engine.run.instance import Person
from engine.store import tables
from tests.engine.database.office import OFFICE, UNIT, WORKER, Office
from tests.engine.run.acting import routine

SIGNED = routine(
    """
    forsta: {title: Skriv under först, role: administrator}
    andra: {title: Skriv under sedan, role: administrator, not_by: forsta}
    ge: {title: Ge, role: administrator, same_as: forsta}
    slut: {end: klart}
    """,
    id="underskrift",
)
COUNTED = routine(
    """
    rakna: {title: Räkna, role: medarbetare}
    igen: {title: Räkna igen, role: medarbetare, not_by: rakna}
    slut: {end: klart}
    """,
    id="rakning",
)
OTHER = Person("a2", OFFICE.grants)


def scope(desk: Office, person: Person) -> str:
    (task,) = desk.engine.records.tasks(person).items
    return str(task["scope"])


def signed(desk: Office) -> str:
    desk.engine.publish([SIGNED])
    instance = desk.starts(routine="underskrift")
    desk.takes(instance, "forsta", "klar", by=OFFICE)
    return instance


def test_the_worklist_offers_nobody_what_they_are_kept_from(desk: Office) -> None:
    instance = signed(desk)
    assert [scope(desk, each) for each in (OFFICE, OTHER)] == ["unit", "role"]
    desk.takes(instance, "andra", "klar", by=OTHER)
    assert [scope(desk, each) for each in (OFFICE, OTHER)] == ["mine", "unit"]


def test_what_the_owner_is_kept_from_is_free_for_their_colleagues(desk: Office) -> None:
    desk.engine.publish([COUNTED])
    desk.takes(desk.starts(routine="rakning"), "rakna", "klar")
    colleague = Person("m2", WORKER.grants)
    assert [scope(desk, each) for each in (WORKER, colleague)] == ["unit", "role"]


def test_it_is_remembered_by_numbers_and_after_a_restart(desk: Office) -> None:
    instance = signed(desk)
    (row,) = desk.rows(tables.instances, id=instance)
    assert '"done":[{"step":"forsta","by":2}]' in row["body"]
    assert desk.rows(tables.open_steps)[0]["kept_from"] == ",2,"
    with pytest.raises(DoneByYou):
        desk.takes(instance, "andra", "klar", by=OFFICE)


def test_who_has_been_forgotten_has_still_done_it_and_is_nobody_who_comes_after(desk: Office) -> None:
    instance = signed(desk)
    desk.engine.forget_person(OFFICE.subject)
    assert scope(desk, OFFICE) == "role"
    desk.takes(instance, "andra", "klar", by=OFFICE)
    (task,) = desk.engine.records.tasks(OTHER).items
    assert task["holder"] == "removed#2"
    assert desk.engine.audit().findings == ()


def test_of_all_that_somebody_has_what_the_receiver_may_not_do_is_told_and_the_rest_handed_over(
    desk: Office,
) -> None:
    desk.engine.publish([COUNTED])
    desk.engine.tokens.add("m2", WORKER.grants)
    colleague = Person("m2", WORKER.grants)
    counted, free = desk.starts(by=colleague, routine="rakning"), desk.starts()
    desk.takes(counted, "rakna", "klar", by=colleague)
    desk.engine.tokens.add("m1", WORKER.grants)
    desk.asks(commands.HandOver, counted, colleague, to="m1")
    done = desk.engine.handing_over.all_of(WORKER, "m1", "m2", UNIT)
    assert [each.instance for each in done.answers] == [free]
    assert set(done.refused) == {counted}
    refusal = done.refused[counted]
    assert isinstance(refusal, FactsWrong)
    assert refusal.problems["to"].sv.startswith(
        "”m2” gjorde själv ”Räkna”, och ”Räkna igen” ska göras av någon annan."
    )
