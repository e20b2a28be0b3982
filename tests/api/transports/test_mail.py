"""Mail to a real server on this machine: what is tried again, what is given up, and what is never sent twice."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import trustme
from pydantic import SecretStr

from api.setting_kinds import Security
from api.settings import Settings
from api.transports.mail import Smtp
from engine.service.sending import DeliveryProblem, Message
from tests.api.transports.mailbox import Mailbox, dripping, receiving

NOW = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)


def message(*recipients: str, subject: str = "Telefon") -> Message:
    """A message to be sent."""
    return Message(id="i1-3", kind="mail", recipients=recipients, subject=subject, body="{}")


@pytest.fixture
def mailbox() -> Iterator[tuple[Mailbox, Smtp]]:
    """A mail server and what sends to it."""
    box = Mailbox()
    with receiving(box) as port:
        settings = Settings.load(
            smtp_host="127.0.0.1", smtp_port=port, smtp_security="none", smtp_from="rutin@example.org"
        )
        yield box, Smtp(settings, lambda: NOW)


def problem(smtp: Smtp, *recipients: str) -> DeliveryProblem:
    """What sending raises."""
    with pytest.raises(DeliveryProblem) as raised:
        smtp.send(message(*recipients))
    return raised.value


def test_a_mail_comes_to_all_its_recipients(mailbox: tuple[Mailbox, Smtp]) -> None:
    box, smtp = mailbox
    smtp.send(message("a@example.org", "b@example.org"))
    assert box.taken == [["a@example.org", "b@example.org"]]


@pytest.mark.parametrize(
    ("answer", "final"),
    [("450 Mailbox busy", False), ("452 Too many", False), ("550 No such user", True), ("421 Later", False)],
)
def test_a_recipient_that_is_refused_for_now_is_tried_again(
    mailbox: tuple[Mailbox, Smtp], answer: str, final: bool
) -> None:
    box, smtp = mailbox
    box.to = {"a@example.org": answer}
    found = problem(smtp, "a@example.org")
    assert (found.final, "a@example.org" in found.why.say("sv")) == (final, True)


@pytest.mark.parametrize(("code", "final"), [("451", False), ("554", True)])
@pytest.mark.parametrize("when", ["sender", "data"])
def test_a_mail_that_is_refused_for_now_is_tried_again(
    mailbox: tuple[Mailbox, Smtp], when: str, code: str, final: bool
) -> None:
    box, smtp = mailbox
    setattr(box, when, f"{code} Not now")
    found = problem(smtp, "a@example.org", "b@example.org")
    assert (found.final, found.left, box.taken) == (final, None, [])


@pytest.mark.parametrize(("answer", "final"), [("450 Mailbox busy", False), ("550 No such user", True)])
def test_one_who_is_refused_is_told_of_while_the_other_has_got_it(
    mailbox: tuple[Mailbox, Smtp], answer: str, final: bool
) -> None:
    box, smtp = mailbox
    box.to = {"b@example.org": answer}
    found = problem(smtp, "a@example.org", "b@example.org")
    assert (box.taken, found.left, found.final) == ([["a@example.org"]], ("b@example.org",), final)
    assert "b@example.org" in found.why.say("sv")


def test_a_server_that_breaks_off_among_the_recipients_has_sent_to_nobody(
    mailbox: tuple[Mailbox, Smtp],
) -> None:
    box, smtp = mailbox
    box.to = {"b@example.org": "421 Closing"}
    found = problem(smtp, "a@example.org", "b@example.org")
    assert (box.taken, found.left, found.final) == ([], None, False)


def test_a_server_that_says_goodbye_wrongly_has_taken_the_mail_all_the_same(
    mailbox: tuple[Mailbox, Smtp],
) -> None:
    box, smtp = mailbox
    box.goodbye = "500 What?"
    smtp.send(message("a@example.org"))
    assert box.taken == [["a@example.org"]]


def test_a_server_that_is_not_there_is_tried_again() -> None:
    settings = Settings.load(
        smtp_host="127.0.0.1", smtp_port=1, smtp_security="none", smtp_from="rutin@example.org"
    )
    assert not problem(Smtp(settings), "a@example.org").final
    assert "går inte att nå" in problem(Smtp(settings), "a@example.org").why.say("sv")


def test_one_of_ten_that_is_refused_hinders_none_of_the_nine(mailbox: tuple[Mailbox, Smtp]) -> None:
    box, smtp = mailbox
    ten = [f"p{number}@example.org" for number in range(10)]
    box.to = {ten[4]: "550 No such user"}
    found = problem(smtp, *ten)
    assert (box.taken, found.left) == ([[*ten[:4], *ten[5:]]], (ten[4],))


@pytest.mark.parametrize(
    "address",
    [
        "a@example.org\nBcc: b@example.org",
        "a@example.org\r\n\r\nHej",
        "a b@example.org",
        "ingen",
        "",
        "a@",
        "@a",
    ],
)
def test_what_is_no_address_is_never_written_into_a_mail(mailbox: tuple[Mailbox, Smtp], address: str) -> None:
    box, smtp = mailbox
    found = problem(smtp, address)
    assert (found.final, box.taken) == (True, [])
    assert "är ingen e-postadress" in found.why.say("sv")
    assert "\n" not in found.why.say("sv")


def test_a_long_subject_arrives_whole_and_a_mail_says_that_a_program_sent_it(
    mailbox: tuple[Mailbox, Smtp],
) -> None:
    box, smtp = mailbox
    subject = "Väntar på dig: " + "å" * 200
    smtp.send(message("a@example.org", subject=subject))
    (mail,) = box.content
    assert mail["Subject"] == subject
    assert (mail["Message-ID"], mail["Auto-Submitted"]) == ("<i1-3@rutin>", "auto-generated")
    assert mail["Date"].datetime == NOW


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_mail_server_whose_certificate_nobody_vouches_for_gets_nothing(security: Security) -> None:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("localhost").configure_cert(tls)
    box = Mailbox()
    with receiving(box, tls, at_once=security == "tls") as port:
        settings = Settings.load(
            smtp_host="localhost", smtp_port=port, smtp_security=security, smtp_from="rutin@example.org"
        )
        found = problem(Smtp(settings), "a@example.org")
    assert (found.final, box.taken) == (False, [])
    assert "certifikat som inte går att lita på" in found.why.say("sv")


@pytest.mark.parametrize("security", ["none", "starttls"])
def test_a_server_that_answers_a_byte_at_a_time_is_given_up_and_tried_again(security: Security) -> None:
    with dripping() as port:
        settings = Settings.load(
            smtp_host="127.0.0.1", smtp_port=port, smtp_security=security, smtp_from="rutin@example.org"
        )
        found = problem(Smtp(settings, lambda: NOW, seconds=0.3), "a@example.org")
    assert not found.final
    assert "svarade inte i tid" in found.why.say("sv")


def test_an_account_that_is_not_let_in_is_told_without_its_password(mailbox: tuple[Mailbox, Smtp]) -> None:
    settings = mailbox[1]._settings.model_copy(
        update={"smtp_user": "rutin", "smtp_password": SecretStr("hemligt")}
    )
    found = problem(Smtp(settings), "a@example.org")
    assert not found.final
    assert "hemligt" not in str(found.why)
