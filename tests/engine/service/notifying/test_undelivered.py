"""What a unit's managers are told that their people have not got, and telling it again; the same on every store."""

from __future__ import annotations

import pytest

from engine.errors.person import NotYours
from engine.errors.request import NotFound
from engine.said import both
from engine.service.notifying.undelivered import Undelivered
from engine.service.sending import DeliveryProblem
from tests.engine.database.office import MANAGER, STRANGER, WORKER
from tests.engine.service.notifying.telling import Telling


def refused(telling: Telling) -> Undelivered:
    """A reminder that nobody takes."""
    telling.knows("m1", "medarbetare")
    telling.desk.starts(ref="hemlig")
    telling.desk.waits(minutes=30)
    telling.mail.problem = DeliveryProblem(both("550 No such user"), final=True)
    telling.works()
    telling.mail.problem = None
    (found,) = telling.desk.engine.undelivered.listed(MANAGER)
    return found


def test_a_manager_sees_who_has_not_got_what_and_why(telling: Telling) -> None:
    found = refused(telling)
    assert (found.kind, found.receiver, found.way, found.unit) == ("remind", "m1", "mail", "norra")
    assert (found.routine.sv, found.step.sv) == ("Prov", "Börja")
    assert found.problem == both("550 No such user")


def test_nobody_else_sees_it_or_sends_it(telling: Telling) -> None:
    found = refused(telling)
    for person in (WORKER, STRANGER):
        assert telling.desk.engine.undelivered.listed(person).items == []
        with pytest.raises(NotYours):
            telling.desk.engine.undelivered.send_again(person, found.id)


def test_what_is_sent_again_is_tried_now(telling: Telling) -> None:
    found = refused(telling)
    telling.desk.engine.undelivered.send_again(MANAGER, found.id)
    assert telling.works() == [("m1@example.org", "Påminnelse: Börja")]
    assert telling.desk.engine.undelivered.listed(MANAGER).items == []
    with pytest.raises(NotFound):
        telling.desk.engine.undelivered.send_again(MANAGER, found.id)


def test_a_role_that_nobody_has_stands_in_it_as_long_as_the_step_waits(telling: Telling) -> None:
    instance = telling.desk.starts()
    telling.desk.takes(instance, "borja", "granskas")
    telling.works()
    (found,) = telling.desk.engine.undelivered.listed(MANAGER)
    assert (found.kind, found.receiver, found.way) == ("task", None, None)
    assert "Administratör" in found.problem.sv
    telling.desk.waits(days=1)
    telling.works()
    telling.works()
    assert telling.desk.engine.undelivered.listed(MANAGER).items == []


def test_a_long_list_comes_in_pages(telling: Telling) -> None:
    for _ in range(3):
        telling.desk.takes(telling.desk.starts(), "borja", "granskas")
    telling.works()
    listed = telling.desk.engine.undelivered.listed
    first = listed(MANAGER, most=2)
    rest = listed(MANAGER, first.next, most=2)
    assert (len(first.items), len(rest.items), rest.next) == (2, 1, None)
