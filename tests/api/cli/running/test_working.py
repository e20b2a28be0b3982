"""The worker that the settings ask for."""

from __future__ import annotations

from typing import Any

import pytest

from api.cli.running.working import worker_of
from api.settings import Settings
from engine.service.engine import Engine

MAIL = {"smtp_host": "mail.example", "smtp_from": "rutin@example.org"}


@pytest.mark.parametrize(
    ("given", "warns"),
    [
        (MAIL, True),
        ({"sms_address": "https://sms.example", "sms_fields": {"m": "{text}"}}, True),
        ({**MAIL, "address": "https://rutin.example"}, False),
        ({"demo": True}, False),
        ({}, False),
    ],
)
def test_links_that_would_lead_staff_nowhere_are_told_of(
    given: dict[str, Any], warns: bool, caplog: pytest.LogCaptureFixture
) -> None:
    with Engine.open("memory://") as engine:
        worker_of(Settings.load(**given), engine, "sv")
    assert ("RUTIN_ADDRESS" in caplog.text) == warns
