"""Who hears of what, and when, the same on every store: tasks, reminders, corrections, and what is escalated."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

from engine.language.compile import compile_text
from engine.run.commands import Cancel, Correct, HandOver, Take
from engine.said import both
from engine.service.notifying.choices import Choices
from engine.service.notifying.hours import Hours
from engine.service.sending import ATTEMPTS, DeliveryProblem
from engine.store import tables
from tests.engine.database.office import MANAGER, OFFICE, OTHER_UNIT, UNIT, WORKER, Office
from tests.engine.service.notifying.telling import SERVER, Telling

MAIL, SMS, NOTHING = frozenset({"mail"}), frozenset({"sms"}), frozenset[str]()
REVIEW, BEGIN = "Att göra: Granska", "Påminnelse: Börja"


def chooses(telling: Telling, subject: str, hours: Hours | None = None, **ways: frozenset[str]) -> None:
    choices = replace(Choices(), ways={**Choices().ways, **ways}, hours=hours)
    telling.desk.engine.notice_choices.choose(subject, choices)


def awaits_review(telling: Telling) -> str:
    """An instance that waits for an administrator; what was told before is told."""
    instance = telling.desk.starts(ref="hemlig")
    telling.desk.takes(instance, "borja", "granskas")
    return instance


# To whom


def test_a_step_that_waits_for_a_role_is_told_to_all_who_hold_it_in_the_unit(telling: Telling) -> None:
    telling.knows("a1", "administrator")
    telling.knows("a2", "administrator", "medarbetare")
    telling.knows("a3", "administrator", unit=OTHER_UNIT)
    awaits_review(telling)
    assert telling.works() == [("a1@example.org", REVIEW), ("a2@example.org", REVIEW)]
    assert telling.works() == []
    assert telling.desk.rows(tables.notifications) == []


def test_whoever_goes_on_to_a_step_of_their_own_is_told_nothing(telling: Telling) -> None:
    telling.knows("m1", "medarbetare", "administrator")
    telling.knows("a1", "administrator")
    telling.desk.starts()
    assert telling.works() == []
    awaits_review(telling)
    assert telling.works() == [("a1@example.org", REVIEW)]


def test_a_reminder_is_told_to_whoever_has_the_step_and_a_time_that_is_out_to_the_role(
    telling: Telling,
) -> None:
    telling.knows("m1", "medarbetare")
    telling.knows("m2", "medarbetare")
    telling.knows("c1", "chef")
    telling.desk.starts()
    telling.desk.waits(minutes=30)
    assert telling.works() == [("m1@example.org", BEGIN)]
    telling.desk.waits(hours=2)
    assert telling.works() == [("c1@example.org", "Tiden är ute: Börja")]


def test_what_is_handed_over_is_told_to_who_gets_it(telling: Telling) -> None:
    telling.knows("m1", "medarbetare")
    telling.knows("m2", "medarbetare")
    instance = telling.desk.starts()
    telling.desk.asks(HandOver, instance, WORKER, to="m2")
    assert telling.works() == [("m2@example.org", "Att göra: Börja")]


def test_a_step_that_somebody_has_taken_is_told_to_nobody_else(telling: Telling) -> None:
    telling.knows("a1", "administrator")
    telling.knows("a2", "administrator")
    instance = awaits_review(telling)
    telling.desk.asks(Take, instance, OFFICE, state="granska")
    assert telling.works() == []


def test_what_stands_still_is_told_once_to_who_sees_to_it(telling: Telling) -> None:
    telling.knows("c2", "chef")
    instance = telling.desk.starts()
    telling.desk.takes(instance, "borja", "fraga")
    telling.works()
    telling.desk.asks(Cancel, telling.desk.child(instance), MANAGER, reason="Fel")
    assert telling.works() == [("c2@example.org", "Står still: Fraga")]


ATTESTED = """\
routine: attest
version: 1
title: Attest
language: sv
roles: {medarbetare: Medarbetare, administrator: Administratör}
facts: {belopp: {type: number, title: Belopp}}
start: {by: medarbetare, ask: belopp}
states:
  stort: {title: Stort, choose: [{when: belopp > 10, to: attestera}, {else: bestall}]}
  attestera: {title: "Attestera {belopp}", role: administrator, not_by: start}
  bestall: {title: Beställ, role: medarbetare}
  slut: {end: klart}
"""


def publishes(desk: Office, text: str) -> None:
    found = compile_text(text, "attest.yaml").routine
    assert found is not None
    desk.engine.publish([found])


def test_whoever_decided_by_a_value_that_is_corrected_is_told(telling: Telling) -> None:
    publishes(telling.desk, ATTESTED)
    telling.knows("a1", "administrator")
    instance = telling.desk.starts(routine="attest", belopp=50)
    telling.desk.takes(instance, "attestera", "klar", OFFICE)
    telling.works()
    telling.desk.asks(Correct, instance, WORKER, facts={"belopp": 60}, reason="Fel")
    assert telling.works() == [("a1@example.org", "En uppgift är rättad: Attest")]


def test_whoever_is_kept_from_a_step_is_not_told_of_it(telling: Telling) -> None:
    publishes(telling.desk, ATTESTED)
    telling.knows("m1", "medarbetare", "administrator")
    telling.knows("a1", "administrator")
    telling.desk.starts(routine="attest", belopp=50)
    assert telling.works() == [("a1@example.org", "Att göra: Attestera …")]


# In which words


def test_nothing_of_what_the_instance_is_about_leaves_the_house(telling: Telling) -> None:
    publishes(telling.desk, ATTESTED)
    telling.knows("a1", "administrator", phone="070-000 00 00")
    chooses(telling, "a1", task=frozenset({"mail", "sms"}))
    instance = telling.desk.starts(routine="attest", belopp=98765)
    telling.works()
    sent = [*telling.mail.sent, *telling.sms.sent]
    assert [each.recipients for each in sent] == [("a1@example.org",), ("+46700000000",)]
    assert all(f"{SERVER}/instances/{instance}" in each.body for each in sent)
    assert not any("98765" in each.subject + each.body for each in sent)


def test_each_is_told_in_the_language_that_they_have_chosen(telling: Telling) -> None:
    telling.knows("a1", "administrator")
    telling.desk.engine.notice_choices.choose("a1", replace(Choices(), language="en"))
    awaits_review(telling)
    assert telling.works() == [("a1@example.org", "To do: Granska")]


# By what, and when


def test_each_hears_by_what_they_have_chosen(telling: Telling) -> None:
    for subject in ("a1", "a2", "a3"):
        telling.knows(subject, "administrator", phone="070-000 00 00")
    chooses(telling, "a1", task=SMS)
    chooses(telling, "a2", task=NOTHING)
    awaits_review(telling)
    assert telling.works() == [("+46700000000", REVIEW), ("a3@example.org", REVIEW)]


def test_whoever_can_not_be_reached_by_what_they_have_chosen_is_reached_by_the_other(
    telling: Telling,
) -> None:
    telling.knows("a1", "administrator", mail="", phone="070-000 00 00")
    awaits_review(telling)
    assert telling.works() == [("+46700000000", REVIEW)]


def test_quiet_hours_hold_a_task_until_the_hour_comes_on_the_organisations_clock(telling: Telling) -> None:
    telling.knows("a1", "administrator")
    chooses(telling, "a1", hours=Hours(time(9), time(17)))
    awaits_review(telling)
    assert telling.works() == []
    telling.desk.waits(minutes=59)  # It is 07:00 UTC, 08:00 in Stockholm.
    assert telling.works() == []
    telling.desk.waits(minutes=1)
    assert telling.works() == [("a1@example.org", REVIEW)]


def test_hours_that_are_chosen_while_it_waits_count(telling: Telling) -> None:
    telling.knows("a1", "administrator")
    chooses(telling, "a1", hours=Hours(time(9), time(17)))
    awaits_review(telling)
    telling.works()
    chooses(telling, "a1", hours=Hours(time(10), time(17)))
    telling.desk.waits(hours=1)
    assert telling.works() == []
    assert [row["attempts"] for row in telling.desk.rows(tables.notifications)] == [0]
    telling.desk.waits(hours=1)
    assert telling.works() == [("a1@example.org", REVIEW)]


def test_an_escalation_waits_for_no_hour(telling: Telling) -> None:
    telling.knows("c1", "chef")
    chooses(telling, "c1", hours=Hours(time(20), time(21)), remind=NOTHING, task=NOTHING, notice=NOTHING)
    telling.desk.starts()
    telling.desk.waits(hours=2)
    assert telling.works() == [("c1@example.org", "Tiden är ute: Börja")]


def test_what_is_over_when_its_hour_comes_is_told_to_nobody(telling: Telling) -> None:
    telling.knows("a1", "administrator")
    chooses(telling, "a1", hours=Hours(time(9), time(17)))
    instance = awaits_review(telling)
    telling.works()
    telling.desk.takes(instance, "granska", "godkant", OFFICE)
    telling.desk.waits(hours=2)
    assert telling.works() == []
    assert telling.desk.rows(tables.notifications) == []


def test_a_reminder_that_is_over_is_told_to_nobody(telling: Telling) -> None:
    telling.knows("m1", "medarbetare")
    chooses(telling, "m1", hours=Hours(time(20), time(21)))
    instance = telling.desk.starts()
    telling.desk.waits(minutes=30)
    telling.works()
    telling.desk.takes(instance, "borja", "sluta")
    telling.desk.waits(hours=12)
    assert telling.works() == []


# One by one


def test_one_who_can_not_be_reached_is_nothing_to_the_others(telling: Telling) -> None:
    for number in range(10):
        telling.knows(f"a{number}", "administrator")
    refused = DeliveryProblem(both("550 No such user"))

    def refuses_one() -> None:
        telling.mail.problem = (
            refused if len(telling.mail.sent) == 4 and telling.mail.problem is None else None
        )

    telling.mail.before = refuses_one
    awaits_review(telling)
    assert len(telling.works()) == 9
    telling.mail.before, telling.mail.problem = (lambda: None), None
    telling.desk.waits(seconds=30)
    assert len(telling.works()) == 1
    telling.desk.waits(days=1)
    assert telling.works() == []


def test_what_could_not_be_sent_is_tried_again_later_and_later_and_then_once_an_hour(
    telling: Telling,
) -> None:
    telling.knows("a1", "administrator")
    awaits_review(telling)
    telling.mail.problem = DeliveryProblem(both("busy"))
    waits = []
    for _ in range(ATTEMPTS + 1):
        telling.works()
        (row,) = telling.desk.rows(tables.notifications)
        waits.append(row["next_try"] - telling.desk.now)
        telling.desk._clock[0] = row["next_try"]
    assert waits[:3] == [timedelta(seconds=seconds) for seconds in (30, 60, 120)]
    assert waits[-2:] == [timedelta(hours=1)] * 2
    assert row["given_up"]
    assert telling.desk.engine.numbers()["notifications_given_up"] == 1
    telling.mail.problem = None
    assert telling.works() == [("a1@example.org", REVIEW)]


def test_it_has_the_same_id_each_time_it_is_tried(telling: Telling) -> None:
    telling.knows("a1", "administrator")
    awaits_review(telling)
    telling.mail.problem = DeliveryProblem(both("busy"))
    telling.works()
    (row,) = telling.desk.rows(tables.notifications)
    telling.mail.problem = None
    telling.desk.waits(minutes=1)
    telling.works()
    assert [each.id for each in telling.mail.sent] == [row["id"]]


def test_a_worker_that_died_leaves_it_to_another_after_a_while(telling: Telling) -> None:
    telling.knows("a1", "administrator")
    awaits_review(telling)
    telling.desk.engine.notifications.claim()
    assert telling.works() == []
    telling.desk.waits(minutes=11)
    assert telling.works() == [("a1@example.org", REVIEW)]


def test_whoever_has_been_removed_is_told_nothing_more(telling: Telling) -> None:
    telling.knows("a1", "administrator")
    chooses(telling, "a1", hours=Hours(time(9), time(17)))
    awaits_review(telling)
    telling.works()
    telling.desk.engine.forget_person("a1")
    assert telling.desk.rows(tables.notifications) == []


def test_an_instance_that_can_not_be_read_is_nothing_to_the_others(telling: Telling) -> None:
    telling.knows("a1", "administrator")
    telling.knows("c1", "chef")
    broken = awaits_review(telling)
    awaits_review(telling)
    (row,) = telling.desk.rows(tables.instances, id=broken)
    telling.desk.alters(tables.instances, {"id": broken}, body="{}")
    assert telling.works() == [("a1@example.org", REVIEW)]
    telling.desk.alters(tables.instances, {"id": broken}, body=row["body"])
    telling.desk.waits(hours=1)
    assert telling.works() == [("a1@example.org", REVIEW)]


# Nobody to tell


def test_a_role_that_nobody_holds_is_told_to_the_manager_at_once_and_only_once(telling: Telling) -> None:
    telling.knows("c1", "chef")
    chooses(telling, "c1", hours=Hours(time(20), time(21)))
    awaits_review(telling)
    assert telling.works() == [("c1@example.org", "Ingen kan göra det: Granska")]
    assert "Administratör" in telling.mail.sent[0].body
    telling.desk.waits(hours=5)
    assert telling.works() == []


def test_whoever_gets_the_role_then_is_told(telling: Telling) -> None:
    telling.knows("c1", "chef")
    awaits_review(telling)
    telling.works()
    telling.knows("a1", "administrator")
    telling.desk.waits(hours=1)
    assert telling.works() == [("a1@example.org", REVIEW)]
    assert telling.desk.rows(tables.notifications) == []


def test_a_role_that_only_somebody_holds_who_is_kept_from_the_step_is_held_by_nobody(
    telling: Telling,
) -> None:
    text = ATTESTED.replace(
        "administrator: Administratör", "administrator: Administratör, chef: {title: Chefen, manager: yes}"
    )
    publishes(telling.desk, text)
    telling.knows("m1", "medarbetare", "administrator")
    telling.knows("c1", "chef")
    telling.desk.starts(routine="attest", belopp=50)
    assert telling.works() == [("c1@example.org", "Ingen kan göra det: Attestera …")]


def test_an_escalation_to_somebody_without_an_address_stands_until_there_is_one(telling: Telling) -> None:
    telling.knows("c1", "chef", mail="")
    telling.desk.starts()
    telling.desk.waits(hours=2)
    assert telling.works() == []
    (row,) = (row for row in telling.desk.rows(tables.notifications) if row["person"] is not None)
    assert row["given_up"]
    telling.knows("c1", "chef")
    telling.desk.waits(hours=1)
    assert telling.works() == [("c1@example.org", "Tiden är ute: Börja")]


def test_a_task_for_somebody_without_an_address_is_in_their_worklist_and_nowhere_else(
    telling: Telling,
) -> None:
    telling.knows("a1", "administrator", mail="")
    awaits_review(telling)
    assert telling.works() == []
    assert telling.desk.rows(tables.notifications) == []


def test_a_step_that_comes_by_itself_is_told_to_its_owner(telling: Telling) -> None:
    telling.knows("m1", "medarbetare")
    instance = telling.desk.mails()
    telling.mail.problem = DeliveryProblem(both("no such address"), final=True)
    telling.works()
    telling.mail.problem = None
    telling.desk.waits(hours=1)
    assert telling.desk.here(instance) == ["ring"]
    assert telling.works() == [("m1@example.org", "Att göra: Ring i stället")]
    assert UNIT in telling.mail.sent[0].body
