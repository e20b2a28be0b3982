"""A notice stands for as long as what it says is so: the step, the deadline, what stands still, the instance. The same on every store."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from engine.language.compile import compile_text
from engine.run.commands import Cancel, Correct, Resolve, Take
from engine.run.instance import Person
from tests.engine.database.office import MANAGER, WORKER, Office

DEADLINE = """\
routine: frist
version: 1
title: Frist
language: sv
roles: {medarbetare: Medarbetare, chef: {title: Chefen, manager: yes}}
facts: {senast: {type: moment, title: Senast}}
start: {by: medarbetare, ask: senast}
states:
  gor:
    title: Gör det
    role: medarbetare
    timers:
      - {by: senast, notify: chef, say: Tiden har gått ut}
      - {after: 10 min, notify: chef, say: Det dröjer}
  slut: {end: klart}
"""


def standing(desk: Office, person: Person = MANAGER) -> list[str]:
    return [each["text"] for each in desk.engine.records.notices(person).items]


def over(desk: Office, person: Person = MANAGER) -> list[str]:
    return [each["text"] for each in desk.engine.records.notices(person, is_over=True).items]


def late(desk: Office) -> str:
    """An instance whose reminder and notice have come."""
    instance = desk.starts()
    desk.waits(hours=2)
    desk.works()
    return instance


def test_it_stands_while_its_step_does(desk: Office) -> None:
    instance = late(desk)
    desk.asks(Take, instance, WORKER, state="borja")
    assert (standing(desk), standing(desk, WORKER)) == (["Ingen har börjat"], ["Börja nu"])
    assert (over(desk), over(desk, WORKER)) == ([], [])


def test_it_is_over_when_its_step_is_left_and_is_kept(desk: Office) -> None:
    desk.takes(late(desk), "borja", "granskas")
    assert (standing(desk), standing(desk, WORKER)) == ([], [])
    assert (over(desk), over(desk, WORKER)) == (["Ingen har börjat"], ["Börja nu"])


def test_it_stands_again_when_what_left_its_step_is_taken_back(desk: Office) -> None:
    instance = late(desk)
    desk.takes(instance, "borja", "granskas")
    desk.undoes(instance)
    assert (standing(desk), standing(desk, WORKER)) == (["Ingen har börjat"], ["Börja nu"])


def test_those_of_another_instance_stand(desk: Office) -> None:
    late(desk)
    desk.takes(late(desk), "borja", "granskas")
    assert standing(desk) == ["Ingen har börjat"]


@pytest.mark.parametrize("how", ["ended", "cancelled"])
def test_it_is_over_when_its_instance_is(desk: Office, how: str) -> None:
    instance = late(desk)
    if how == "ended":
        desk.takes(instance, "borja", "sluta")
    else:
        desk.asks(Cancel, instance, MANAGER, reason="Dubbelt")
    assert (standing(desk), over(desk)) == ([], ["Ingen har börjat"])


def test_what_stands_still_is_told_until_it_goes_on(desk: Office) -> None:
    instance = desk.starts()
    desk.takes(instance, "borja", "fraga")
    desk.asks(Cancel, desk.child(instance), MANAGER, reason="Fel")
    (said,) = standing(desk)
    assert "avbröts" in said
    desk.asks(Resolve, instance, MANAGER, state="fraga", way="again", target="", reason="Igen")
    assert (standing(desk), over(desk)) == ([], [said])


def test_a_deadline_that_is_moved_ahead_has_not_run_out(desk: Office) -> None:
    found = compile_text(DEADLINE, "frist.yaml").routine
    assert found is not None
    desk.engine.publish([found])
    due: datetime = desk.now + timedelta(hours=1)
    instance = desk.starts(routine="frist", senast=due.isoformat())
    desk.waits(hours=1)
    desk.works()
    assert standing(desk) == ["Tiden har gått ut", "Det dröjer"]
    moved = due + timedelta(days=3)
    desk.asks(Correct, instance, MANAGER, facts={"senast": moved.isoformat()}, reason="Mer tid")
    assert (standing(desk), over(desk)) == (["Det dröjer"], ["Tiden har gått ut"])
