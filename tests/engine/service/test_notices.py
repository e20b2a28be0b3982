"""A notice stands for as long as what it says is so: the step, the deadline, what stands still, the instance. The same on every store."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from engine.errors.stored import StoredDamaged
from engine.language.compile import compile_text
from engine.run.commands import Cancel, Choose, Command, Correct, Resolve, Take
from engine.run.instance import Person
from engine.service.batch import Order
from engine.store import tables
from tests.engine.database.office import MANAGER, OFFICE, WORKER, Office

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


ATTESTED = """\
routine: attest
version: 1
title: Attest
language: sv
roles: {medarbetare: Medarbetare, chef: {title: Chefen, manager: yes}, administrator: Administratör}
facts: {belopp: {type: number, title: Belopp}, vara: {type: text, title: Vara}}
start: {by: medarbetare, ask: [belopp, {fact: vara, required: no}]}
states:
  stort: {title: Stort, choose: [{when: belopp > 10, to: attestera}, {else: bestall}]}
  attestera: {title: Attestera, role: administrator}
  bestall: {title: Beställ, role: medarbetare}
  slut: {end: klart}
"""


def attested(desk: Office) -> str:
    """An instance where the administrator has decided by the amount."""
    found = compile_text(ATTESTED, "attest.yaml").routine
    assert found is not None
    desk.engine.publish([found])
    instance = desk.starts(routine="attest", belopp=50)
    desk.takes(instance, "attestera", "klar", OFFICE)
    return instance


def test_who_decided_by_a_value_that_is_corrected_is_told_until_the_instance_is_over(desk: Office) -> None:
    instance = attested(desk)
    desk.asks(Correct, instance, WORKER, facts={"belopp": 60}, reason="Fel")
    said = "Du har gjort ett val som hänger på en uppgift som nu är rättad: ”Belopp”. Se efter om valet ändå är rätt."
    assert standing(desk, OFFICE) == [said]
    assert standing(desk) == ["”Belopp” är rättad, och den avgör ett vägval. Se efter om vägen ändå är rätt."]
    assert standing(desk, WORKER) == []
    desk.takes(instance, "bestall", "klar")
    assert (standing(desk, OFFICE), over(desk, OFFICE), standing(desk)) == ([], [said], [])


def test_what_was_told_of_a_correction_is_replayed(desk: Office) -> None:
    desk.asks(Correct, attested(desk), WORKER, facts={"belopp": 60}, reason="Fel")
    audit = desk.engine.audit()
    assert (audit.findings, audit.not_replayed) == ((), 0)


def test_a_correction_in_the_same_batch_sees_what_was_decided_just_before(desk: Office) -> None:
    found = compile_text(ATTESTED, "attest.yaml").routine
    assert found is not None
    desk.engine.publish([found])
    instance = desk.starts(routine="attest", belopp=50)
    decided = Choose(at=desk.now, by=OFFICE, instance=instance, state="attestera", choice="klar")
    corrected = Correct(at=desk.now, by=WORKER, instance=instance, facts={"belopp": 60}, reason="Fel")
    desk.engine._batches.carry_out([order(each) for each in (decided, corrected)])
    assert len(standing(desk, OFFICE)) == 1


def order(command: Command) -> Order:
    return Order(command=command, language="sv", key=None, body_hash="")


def test_a_correction_sees_past_what_has_been_erased_of_the_history(desk: Office) -> None:
    instance = attested(desk)
    desk.alters(tables.history, {"case_id": instance, "sequence": 1}, content=None, salt=None)
    desk.asks(Correct, instance, WORKER, facts={"belopp": 60}, reason="Fel")
    assert (standing(desk, OFFICE), len(standing(desk))) == ([], 1)


def test_a_correction_where_the_history_can_not_be_read_says_so(desk: Office) -> None:
    instance = attested(desk)
    desk.alters(tables.history, {"case_id": instance, "sequence": 1}, content="[]")
    with pytest.raises(StoredDamaged) as told:
        desk.asks(Correct, instance, WORKER, facts={"belopp": 60}, reason="Fel")
    assert (told.value.kind, told.value.id) == ("history", instance)
    # What decides nothing needs no history.
    desk.asks(Correct, instance, WORKER, facts={"vara": "Bord"}, reason="Fel")
