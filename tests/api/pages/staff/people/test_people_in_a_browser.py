"""The pages on people in a real browser: small and wide, light and dark, by the keyboard."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from engine.service.people.entry import entry
from tests.api.house import REAL_ROUTINES, house
from tests.browser import wrong_in

STAFF = [
    entry("anst-1042", "Åsa Öberg", "asa@kommun.example", "0701234567", [("medarbetare", "norra")]),
    entry("anst-2001", "", grants=[("enhetschef", "norra"), ("enhetschef", "södra")]),
    entry("anst-1043", "Ett ganska långt namn som behöver två rader på en telefon"),
]

ADMINISTRATOR: list[Mapping[str, Any]] = [
    {"heading": "Personer", "look": "people", "keys": "people"},
    {"press": "Åsa Öberg", "heading": "Åsa Öberg", "look": "person-written", "keys": "person-written"},
    {"type": {"mail": "ingen adress"}, "press": "Spara", "says": "ingen mejladress", "look": "person-wrong"},
    {"press": "Glöm personen", "heading": "Glöm Åsa Öberg?", "look": "person-forget"},
    {"go": "/people/import", "look": "people-import"},
    {"go": "/tokens", "look": "tokens"},
    {"go": "/deliveries", "look": "deliveries"},
]


def test_an_administrator_s_pages() -> None:
    shots = os.environ.get("SCREENSHOTS")
    with house(REAL_ROUTINES) as built:
        built.engine.people.write(STAFF)
        token = built.engine.tokens.add("it-3", (), administers=True)
        begun: list[Mapping[str, Any]] = [
            {"go": "/"},
            {"type": {"token": token}, "press": "Logga in"},
            *ADMINISTRATOR,
        ]
        widths = (320, 390, 1280) if shots else (320, 1280)
        assert wrong_in(built.address, begun, widths=widths, shots=Path(shots) if shots else None) == []
