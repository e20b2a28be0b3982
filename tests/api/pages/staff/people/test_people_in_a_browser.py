"""The pages on people in a real browser: small and wide, light and dark, by the keyboard."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from engine.run.instance import Person
from engine.service.people.entry import entry
from tests.api.house import REAL_ROUTINES, House, house
from tests.browser import Browser

STAFF = [
    entry("anst-1042", "Åäö Provperson", "m7@kommun.example", "0701740605", [("medarbetare", "norra")]),
    entry("anst-2001", "", grants=[("enhetschef", "norra"), ("enhetschef", "södra")]),
    entry("anst-1043", "Ett ganska långt namn som behöver två rader på en telefon"),
]

ADMINISTRATOR: list[Mapping[str, Any]] = [
    {"heading": "Personer", "look": "people", "keys": "people"},
    {
        "press": "Åäö Provperson",
        "heading": "Åäö Provperson",
        "look": "person-written",
        "keys": "person-written",
    },
    {
        "type": {"unit": "södra"},
        "press": "Spara",
        "unfold": "Vem som har ändrat rollerna",
        "look": "person-changes",
    },
    {"type": {"mail": "ingen adress"}, "press": "Spara", "says": "ingen mejladress", "look": "person-wrong"},
    {"press": "Glöm personen", "heading": "Glöm Åäö Provperson?", "look": "person-forget"},
    {"go": "/people/import", "look": "people-import"},
    {"go": "/tokens", "look": "tokens"},
    {"go": "/deliveries", "look": "deliveries"},
]


MANAGER: list[Mapping[str, Any]] = [
    {"go": "/unit/people", "heading": "Personer i norra", "look": "unit-people", "keys": "unit-people"},
    {"press": "Släpp in någon för ett pass", "heading": "Släpp in någon för ett pass"},
    {"press": "Visa en kod", "says": "Skriv vad personen heter", "look": "let-in-wrong"},
    {
        "type": {"name": "Vikarie Ett", "until": "16.00"},
        "press": "Visa en kod",
        "heading": "Kod för Vikarie Ett",
    },
    {"look": "let-in-code"},
    {"go": "/unit/people", "look": "unit-people-let-in"},
    {"go": "/pin", "look": "pin", "keys": "pin"},
    {
        "type": {"pin": "1234"},
        "press": "Lås med den här PIN:en",
        "says": "för lätt att gissa",
        "look": "pin-wrong",
    },
    {"type": {"pin": "2580"}, "press": "Lås med den här PIN:en", "heading": "Hem"},
    {"go": "/person", "look": "person-shared"},
    {"press": "Lås telefonen nu", "heading": "Låst: Enhetschef, norra", "look": "locked", "keys": "locked"},
    {"press": "Byt person"},
    {"press": "Jag har en kod", "heading": "Kom in med en kod", "look": "enter", "keys": "enter"},
    {"type": {"code": "K7RM 4QXD"}, "press": "Kom in", "says": "Koden gäller inte", "look": "enter-wrong"},
]


@contextmanager
def administrators_house() -> Iterator[tuple[House, list[Mapping[str, Any]]]]:
    """A house with the people, and an administrator's way through their pages."""
    with staffed_house() as built:
        yield built, [*signing_in(built.engine.tokens.add("it-3", (), administers=True)), *ADMINISTRATOR]


@contextmanager
def managers_house() -> Iterator[tuple[House, list[Mapping[str, Any]]]]:
    """A house with the people, and a manager's way through those of the unit, to where a code is typed."""
    with staffed_house() as built:
        yield built, [*signing_in(built.engine.tokens.add("anst-2001", [("enhetschef", "norra")])), *MANAGER]


@contextmanager
def staffed_house() -> Iterator[House]:
    """A house with the organisation's own routines, and people who are written down."""
    with house(REAL_ROUTINES) as built:
        built.engine.people.write(STAFF)
        yield built


def signing_in(token: str) -> list[Mapping[str, Any]]:
    """By the token, on the first page."""
    return [{"go": "/", "look": "sign-in"}, {"type": {"token": token}, "press": "Logga in"}]


def test_an_administrator_s_pages(browser: Browser) -> None:
    with administrators_house() as (built, steps):
        assert wrong(browser, built, steps) == []


def test_a_manager_s_pages_and_the_one_for_a_code(browser: Browser) -> None:
    with managers_house() as (built, steps):
        manager = Person("anst-2001", frozenset({("enhetschef", "norra")}))
        until = built.engine.now() + timedelta(hours=8)
        code = built.engine.shifts.let_in(manager, "Vikarie Ett", ("medarbetare", "norra"), until)
        comes_in: list[Mapping[str, Any]] = [
            {"type": {"code": code.text}, "press": "Kom in", "heading": "Delas telefonen med andra?"},
            {"press": "Nej, telefonen är bara min", "heading": "Hem"},
            {"go": "/start/arbetspass", "heading": "Arbetspass"},
        ]
        assert wrong(browser, built, [*steps, *comes_in]) == []


def wrong(browser: Browser, built: House, steps: Sequence[Mapping[str, Any]]) -> list[str]:
    """What is wrong with the pages on that way."""
    shots = os.environ.get("SCREENSHOTS")
    widths = (320, 390, 1280) if shots else (320, 1280)
    return browser.wrong_in(built.address, steps, widths=widths, shots=Path(shots) if shots else None)
