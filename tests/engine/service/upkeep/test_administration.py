"""What administrators see of deliveries, the same on every store."""

from __future__ import annotations

import pytest

from engine.errors.request import NotFound
from engine.said import both
from engine.service.cursor import every
from engine.service.sending import DeliveryProblem
from engine.service.upkeep.administration import Delivery
from engine.store import tables
from tests.engine.database.office import Office


def mails(desk: Office) -> list[Delivery]:
    """The mails that have not left."""
    return [each for each in desk.engine.administration.deliveries() if each.kind == "mail"]


def test_what_was_given_up_is_told_with_what_stood_against_it(desk: Office) -> None:
    instance = desk.mails("mejla_blint")
    desk.post.problem = DeliveryProblem(both("550 no such user"), final=True)
    desk.works()
    (told,) = mails(desk)
    assert (told.id.rpartition("-")[0], told.problem, told.given_up) == (
        instance,
        both("550 no such user"),
        True,
    )


def test_what_was_given_up_is_sent_when_somebody_says_so(desk: Office) -> None:
    instance = desk.mails("mejla_blint")
    desk.post.problem = DeliveryProblem(both("550 no such user"), final=True)
    desk.works()
    desk.post.problem = None
    assert desk.works() == 0
    (told,) = mails(desk)
    desk.engine.administration.send_again(told.id)
    desk.works()
    assert (desk.here(instance), desk.rows(tables.outbox)) == (["granska"], [])


def test_what_is_just_being_sent_is_not_sent_twice(desk: Office) -> None:
    desk.mails()
    (told,) = mails(desk)

    def meanwhile() -> None:
        with pytest.raises(NotFound):
            desk.engine.administration.send_again(told.id)

    desk.post.before = meanwhile
    desk.works()
    desk.works()
    assert len(desk.post.sent) == 1


@pytest.mark.parametrize("id", ["", "x", "x-1", "-1", "x-y", "x-99999999999"])
def test_what_is_not_there_can_not_be_sent(desk: Office, id: str) -> None:
    with pytest.raises(NotFound):
        desk.engine.administration.send_again(id)


def test_deliveries_and_people_are_told_page_by_page_each_once(desk: Office) -> None:
    for _ in range(3):
        desk.mails()
    administration = desk.engine.administration
    ids = [each.id for each in every(lambda cursor: administration.deliveries(cursor, most=1))]
    assert (len(ids), len(set(ids))) == (3, 3)
    people = desk.engine.people
    known = [each.subject for each in every(lambda cursor: people.listed(cursor, most=1))]
    assert known == [each.subject for each in people.listed().items]


def test_what_could_not_be_told_to_people_stands_after_what_routines_send(desk: Office) -> None:
    desk.mails("mejla_blint")
    desk.post.problem = DeliveryProblem(both("550 no such user"), final=True)
    desk.works()
    first = desk.engine.administration.deliveries(most=1)
    (untold,) = desk.engine.administration.deliveries(first.next)
    assert ([each.kind for each in first], untold.kind, untold.given_up) == (["mail"], "notification", True)
    assert untold.problem is not None
    assert "Chefen" in untold.problem.sv
    desk.engine.administration.send_again(untold.id)
    assert desk.engine.administration.deliveries(first.next).items == []
