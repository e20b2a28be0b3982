"""A call over HTTP to real servers that behave badly: it ends, and says in words what was wrong."""

from __future__ import annotations

import ssl

import pytest
import trustme

from api.transports.calling import LARGEST_ANSWER, Answer, Call, make
from engine.service.sending import DeliveryProblem
from tests.api.transports.receiver import Receiver, receiving

PATIENCE = 0.2
"""Seconds for a call that is to be given up: far less than the answer would take."""


def called(receiver: Receiver, tls: ssl.SSLContext | None = None) -> Answer:
    with receiving(receiver, tls):
        return make(
            Call(address=f"{receiver.address}/x", content=b"{}"), PATIENCE if receiver.drips else 20.0
        )


def why(receiver: Receiver, tls: ssl.SSLContext | None = None) -> str:
    with pytest.raises(DeliveryProblem) as raised:
        called(receiver, tls)
    assert not raised.value.final
    return raised.value.why.say("sv")


def test_an_answer_is_told_with_its_status_and_text() -> None:
    answer = called(Receiver(status=201, body="mottaget: åäö".encode(), headers={"Retry-After": "5"}))
    assert answer == Answer(status=201, text="mottaget: åäö", retry_after="5")


def test_a_redirect_is_not_followed() -> None:
    with receiving(Receiver()) as elsewhere:
        moved = Receiver(status=307, headers={"Location": elsewhere.address})
        assert (called(moved).status, elsewhere.asked) == (307, [])


def test_of_a_long_answer_only_the_beginning_is_read() -> None:
    assert len(called(Receiver(body=b"x" * (LARGEST_ANSWER + 100_000))).text) == LARGEST_ANSWER


def test_an_answer_that_comes_a_byte_at_a_time_is_given_up_all_the_same() -> None:
    assert "svarade inte inom" in why(Receiver(body=b"x" * 10_000, drips=True))


def test_a_server_that_breaks_off_in_its_answer_has_not_answered() -> None:
    assert "bröt förbindelsen" in why(Receiver(body=b"halva", breaks_off=True))


def test_a_certificate_that_nobody_vouches_for_is_told() -> None:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("localhost").configure_cert(tls)
    receiver = Receiver()
    said = why(receiver, tls)
    assert "localhost har ett certifikat som inte går att lita på" in said
    assert receiver.asked == []


def test_a_server_that_does_not_speak_tls_can_not_be_reached() -> None:
    with receiving(Receiver()) as plain, pytest.raises(DeliveryProblem) as raised:
        make(Call(address=plain.address.replace("http:", "https:")))
    assert "går inte att nå" in raised.value.why.sv


def test_a_server_that_is_not_there_can_not_be_reached() -> None:
    with pytest.raises(DeliveryProblem) as raised:
        make(Call(address="http://127.0.0.1:1/hemlig-nyckel?key=hemlig"))
    assert "127.0.0.1 går inte att nå" in raised.value.why.sv
    assert "hemlig" not in str(raised.value.why)


def test_a_header_with_a_line_break_is_never_sent() -> None:
    with receiving(Receiver()) as receiver, pytest.raises(DeliveryProblem):
        make(Call(address=receiver.address, headers={"X": "a\r\nY: b"}))
    assert receiver.asked == []
