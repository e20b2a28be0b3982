"""SMS through a real server that stands for any gateway: what it is sent, and which of its answers count."""

from __future__ import annotations

import base64
import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from api.settings import Settings
from api.transports.sms import Sms, value_in
from engine.service.sending import DeliveryProblem, Message
from tests.api.transports.receiver import Receiver, receiving

NUMBER = "+46700000000"
FIELDS = {"to": "{to}", "message": "{text}"}
TEXT = "Något väntar & ”{secret}” 100 %: https://rutin.example/x"


def gateway(at: Receiver, **settings: Any) -> Sms:
    given: dict[str, Any] = {"sms_address": f"{at.address}/sms", "sms_fields": FIELDS, **settings}
    return Sms(Settings.load(**given))


def sends(at: Receiver, **settings: Any) -> None:
    message = Message(id="n1", kind="sms", recipients=(NUMBER,), subject="", body=TEXT)
    with receiving(at):
        gateway(at, **settings).send(message)


def problem(at: Receiver, **settings: Any) -> DeliveryProblem:
    with pytest.raises(DeliveryProblem) as raised:
        sends(at, **settings)
    return raised.value


def test_fields_are_sent_as_json_with_the_text_as_it_is() -> None:
    at = Receiver()
    nested = {"from": "Rutin", "messages": [{"to": {"number": "{to_digits}"}, "text": "{text}", "n": 1}]}
    sends(at, sms_fields=nested)
    to = {"number": "46700000000"}
    assert json.loads(at.last.body) == {"from": "Rutin", "messages": [{"to": to, "text": TEXT, "n": 1}]}
    assert at.last.headers["Content-Type"] == "application/json"


def test_fields_are_sent_as_a_form() -> None:
    at = Receiver()
    sends(at, sms_form="form")
    assert parse_qs(at.last.body.decode()) == {"to": [NUMBER], "message": [TEXT]}


def test_fields_are_sent_in_the_address() -> None:
    at = Receiver()
    sends(at, sms_method="GET", sms_form="query")
    assert (at.last.method, at.last.body) == ("GET", b"")
    assert parse_qs(urlsplit(at.last.path).query) == {"to": [NUMBER], "message": [TEXT]}


def test_the_secret_is_sent_in_a_header_or_as_the_password_of_an_account() -> None:
    at = Receiver()
    sends(at, sms_secret="nyckel", sms_headers={"X-Key": "Token {secret}"})
    assert at.last.headers["X-Key"] == "Token nyckel"
    sends(at, sms_secret="nyckel", sms_user="konto")
    assert base64.b64decode(at.last.headers["Authorization"].removeprefix("Basic ")) == b"konto:nyckel"


@pytest.mark.parametrize(
    ("body", "settings", "taken"),
    [
        ("", {}, True),
        ("vad som helst", {}, True),
        ('{"status": "created"}', {"sms_taken_field": "status"}, True),
        ('{"error": "no credit"}', {"sms_taken_field": "status"}, False),
        ('{"status": "created"}', {"sms_taken_field": "status", "sms_taken_pattern": "^created$"}, True),
        ('{"status": "failed"}', {"sms_taken_field": "status", "sms_taken_pattern": "^created$"}, False),
        ('{"m": [{"code": 0}]}', {"sms_taken_field": "m.0.code", "sms_taken_pattern": "^0$"}, True),
        ('{"m": [{"code": 7}]}', {"sms_taken_field": "m.0.code", "sms_taken_pattern": "^0$"}, False),
        ("OK: 123", {"sms_taken_pattern": "^OK"}, True),
        ("ERR: 105", {"sms_taken_pattern": "^OK"}, False),
        ("<html>", {"sms_taken_field": "status"}, False),
    ],
)
def test_an_answer_with_an_error_inside_is_a_failure(
    body: str, settings: dict[str, Any], taken: bool
) -> None:
    at = Receiver(body=body.encode())
    if taken:
        sends(at, **settings)
    else:
        found = problem(at, **settings)
        assert (found.final, body in found.why.say("sv")) == (False, True)


@pytest.mark.parametrize(("status", "taken"), [(202, True), (200, False)])
def test_which_statuses_count_may_be_set(status: int, taken: bool) -> None:
    at = Receiver(status=status)
    if taken:
        sends(at, sms_taken_status="201,202")
    else:
        problem(at, sms_taken_status="201,202")


@pytest.mark.parametrize(
    ("status", "final"), [(400, True), (422, True), (401, False), (402, False), (429, False), (500, False)]
)
def test_only_what_is_wrong_with_the_message_itself_is_the_last_word(status: int, final: bool) -> None:
    assert problem(Receiver(status=status)).final == final


def test_neither_the_secret_nor_the_number_is_told_on() -> None:
    at = Receiver(status=400, body=f"bad key nyckel for {NUMBER} or 46700000000\n\x1b[2J".encode())
    assert "bad key … for … or …" in problem(at, sms_secret="nyckel").why.say("sv")


@pytest.mark.parametrize(
    ("text", "path", "value"),
    [
        ('{"a": {"b": [1, {"c": "x"}]}}', "a.b.1.c", "x"),
        ('{"a": true}', "a", "true"),
        ('{"a": null}', "a", None),
        ('{"a": "x"}', "a.b", None),
        ("[1]", "7", None),
        ("[1]", "a", None),
        ("[" * 100_000, "a", None),
    ],
)
def test_a_value_is_found_by_its_path(text: str, path: str, value: str | None) -> None:
    assert value_in(text, path) == value
