"""What waits reaches people through real servers: one who is refused is nothing to the others, and an error inside 200 is a failure."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from api.settings import Settings
from api.transports.ways import transports
from engine.service.notifying.choices import Choices
from engine.service.people.entry import entry
from engine.service.worker.worker import Worker
from tests.api.transports.mailbox import Mailbox
from tests.api.transports.mailbox import receiving as mail_to
from tests.api.transports.receiver import Receiver, receiving
from tests.engine.database.office import MANAGER, UNIT, Office, office


@pytest.fixture
def desk() -> Iterator[Office]:
    with office("memory://") as built:
        yield built


def staff(desk: Office, *subjects: str, phone: str = "") -> None:
    """Administrators, whom a review waits for."""
    grants = [("administrator", UNIT)]
    people = [entry(each, mail=f"{each}@example.org", phone=phone, grants=grants) for each in subjects]
    desk.engine.people.write(people)


def review_waits(desk: Office) -> None:
    desk.takes(desk.starts(), "borja", "granskas")


def test_of_ten_the_one_whom_the_mail_server_refuses_is_tried_again_and_the_nine_get_it_once(
    desk: Office,
) -> None:
    staff(desk, *(f"a{number}" for number in range(10)))
    review_waits(desk)
    box = Mailbox()
    box.to = {"a4@example.org": "450 Mailbox busy"}
    with mail_to(box) as port:
        settings = Settings.load(
            smtp_host="127.0.0.1", smtp_port=port, smtp_security="none", smtp_from="rutin@example.org"
        )
        worker = Worker(desk.engine, transports(settings), server="https://rutin.example")
        assert worker.once() == 9
        desk.waits(seconds=30)
        box.to = {}
        assert worker.once() == 1
    receivers = [taken[0] for taken in box.taken]
    assert (sorted(receivers), receivers[-1]) == (
        [f"a{number}@example.org" for number in range(10)],
        "a4@example.org",
    )
    assert {mail["Subject"] for mail in box.content} == {"Att göra: Granska"}


def test_a_gateway_that_answers_200_with_an_error_inside_has_told_nobody_and_the_manager_sees_why(
    desk: Office,
) -> None:
    staff(desk, "a1", phone="070-000 00 00")
    by_sms = dict.fromkeys(Choices().ways, frozenset({"sms"}))
    desk.engine.notice_choices.choose("a1", Choices(ways=by_sms))
    review_waits(desk)
    with receiving(Receiver(body=b'{"status": "no credit"}')) as gateway:
        settings = Settings.load(
            sms_address=gateway.address,
            sms_fields={"to": "{to}", "message": "{text}"},
            sms_taken_field="status",
            sms_taken_pattern="^queued$",
        )
        worker = Worker(desk.engine, transports(settings), server="https://rutin.example")
        for _ in range(8):
            assert worker.once() == 0
            desk.waits(hours=2)
        (found,) = desk.engine.undelivered.listed(MANAGER)
        assert (found.receiver, found.way) == ("a1", "sms")
        assert "no credit" in found.problem.sv
        gateway.body = b'{"status": "queued"}'
        desk.engine.undelivered.send_again(MANAGER, found.id)
        assert worker.once() == 1
    assert b"https://rutin.example/instances/" in gateway.last.body
