"""Webhooks to real servers: to listed addresses only, signed, and what each answer means."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from api import signing
from api.settings import Settings
from api.transports.webhooks import Webhooks, is_under
from engine.service.sending import DeliveryProblem, Message
from tests.api.transports.receiver import Receiver, receiving

NOW = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)
NEW, OLD = (f"whsec_{base64.b64encode(bytes([byte] * 32)).decode()}" for byte in (1, 2))


def message(address: str) -> Message:
    return Message(id="i1-3", kind="webhook", recipients=(address,), subject="", body='{"a": 1}')


def problem(status: int, **headers: str) -> DeliveryProblem:
    """What a call raises that is answered so."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    with receiving(Receiver(status=status, headers=named)) as at, pytest.raises(DeliveryProblem) as raised:
        Webhooks((at.address,), now=lambda: NOW).send(message(f"{at.address}/hook"))
    assert str(status) in raised.value.why.say("sv")
    return raised.value


def test_a_call_that_is_taken_is_done_with() -> None:
    with receiving(Receiver(status=204)) as at:
        Webhooks((at.address,)).send(message(f"{at.address}/hook"))
    assert (at.last.path, at.last.body, at.last.headers["Idempotency-Key"]) == ("/hook", b'{"a": 1}', "i1-3")


def test_a_call_is_signed_by_each_secret_of_its_address() -> None:
    with receiving(Receiver()) as at:
        Webhooks((at.address,), {at.address: (NEW, OLD)}.__getitem__, lambda: NOW).send(message(at.address))
    sent = {name.lower(): value for name, value in at.last.headers.items()}
    expected = signing.headers("i1-3", NOW, b'{"a": 1}', (NEW, OLD))
    assert {name: sent[name] for name in expected} == expected
    assert len(expected["webhook-signature"].split()) == 2


def test_a_call_to_an_address_without_a_secret_is_not_signed() -> None:
    with receiving(Receiver()) as at:
        Webhooks((at.address,)).send(message(at.address))
    assert not any(name.lower().startswith("webhook-") for name in at.last.headers)


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504])
def test_a_call_that_is_refused_for_now_is_tried_again(status: int) -> None:
    assert not problem(status).final


@pytest.mark.parametrize("status", [301, 307, 400, 401, 403, 404, 409, 410, 413, 422])
def test_any_other_refusal_of_a_call_is_its_last_word(status: int) -> None:
    assert problem(status, Location="/elsewhere").final


@pytest.mark.parametrize(
    ("asked", "wait"),
    [
        ("120", timedelta(seconds=120)),
        ("Mon, 02 Mar 2026 07:05:00 GMT", timedelta(minutes=5)),
        ("99999999999999999999", timedelta(seconds=10**8)),
        ("soon", None),
        ("-5", None),
        ("", None),
    ],
)
def test_a_receiver_may_ask_to_be_left_alone(asked: str, wait: timedelta | None) -> None:
    assert problem(429, Retry_After=asked).after == wait


@pytest.mark.parametrize(
    ("address", "listed", "under"),
    [
        ("https://a.example/x", "https://a.example/x", True),
        ("https://a.example/x/y?z=1", "https://a.example/x", True),
        ("https://a.example/x", "https://a.example/", True),
        ("https://a.example/xy", "https://a.example/x", False),
        ("https://a.example.evil/x", "https://a.example", False),
        ("https://a.example@evil/x", "https://a.example", False),
        ("http://a.example/x", "https://a.example/x", False),
        ("https://a.example/x/../admin", "https://a.example/x", False),
        ("https://a.example/x/%2e%2e/admin", "https://a.example/x", False),
        ("https://a.example/x/%252E%252e/admin", "https://a.example/x", False),
        ("https://a.example/x/..%5cadmin", "https://a.example/x", False),
        ("https://a.example/x/..hidden", "https://a.example/x", True),
    ],
)
def test_an_address_is_approved_with_all_that_lies_under_it(address: str, listed: str, under: bool) -> None:
    assert is_under(address, listed) == under


def test_an_address_that_is_not_listed_is_never_called() -> None:
    with receiving(Receiver()) as at, pytest.raises(DeliveryProblem) as raised:
        Webhooks((f"{at.address}/other",)).send(message(at.address))
    assert (raised.value.final, at.asked) == (True, [])


def test_the_settings_name_the_secrets_of_each_address(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rutin.toml").write_text(
        f'webhook_addresses = ["https://a.example", "https://b.example"]\n'
        f'webhook_secrets = {{"https://a.example" = "{NEW} {OLD}"}}\n'
    )
    settings = Settings.load()
    assert settings.webhook_secrets_of("https://a.example") == (NEW, OLD)
    assert settings.webhook_secrets_of("https://b.example") == ()
    assert NEW not in repr(settings)
