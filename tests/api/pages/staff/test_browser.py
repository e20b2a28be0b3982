"""A shift in a real browser, by taps: each page at three widths, light and dark, with large text and by the keyboard."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.api.house import REAL_ROUTINES, House, house
from tests.browser import Browser

EMPLOYEE = "Medarbetare i enheten demo"
MANAGER = "Enhetschef i enheten demo"
OWNER = "enhetschef"

PHONE = [390]
"""For pages of parts that others have too."""

SHIFT: list[Mapping[str, Any]] = [
    {"go": "/", "look": "start"},
    {"press": EMPLOYEE, "heading": "Hem", "look": "home-empty", "keys": "home-empty"},
    {"go": "/start/arbetspass", "press": "Starta rutinen", "look": "start-wrong"},
    {"type": {"pass_slut-clock": "23.30"}, "press": "Starta rutinen", "heading": "Hämta arbetstelefonen"},
    {"look": "step", "keys": "step"},
    {"go": "/start/arbetspass", "look": "start-another"},
    {"press": "Fortsätt den", "heading": "Hämta arbetstelefonen"},
    {"press": "Jag har telefonen", "look": "step-wrong", "keys": "step-wrong"},
    {"type": {"telefon_id": "T-07"}, "press": "Jag har telefonen", "heading": "Logga in på LMO"},
    {
        "go": "/start/stodpass",
        "type": {"besok_ref": "S-101"},
        "press": "Starta rutinen",
        "heading": "Åk till stödpasset",
    },
    {"press": "Jag är framme", "heading": "Registrera ankomst", "look": "step-taken", "keys": "step-taken"},
    {"press": "Jag tryckte fel", "heading": "Åk till stödpasset", "look": "step-undone"},
    {"press": "Stödpasset blir inte av", "heading": "Stödpasset blir inte av", "look": "question"},
    {"press": "Tillbaka till", "heading": "Åk till stödpasset"},
    {"press": "Registrera i efterhand", "heading": "Registrera i efterhand", "look": "afterwards"},
    {"press": "Jag är framme", "heading": "Jag är framme", "look": "afterwards-when"},
    {"press": "Tillbaka till", "heading": "Registrera i efterhand"},
    {"press": "Tillbaka till", "heading": "Åk till stödpasset"},
    {"press": "Telefonen krånglar", "heading": "Telefonen krånglar", "look": "anytime"},
    {"press": "Starta rutinen", "heading": "Felsök telefonen", "look": "checklist"},
    {"press": "Problemet kvarstår", "look": "checklist-wrong", "keys": "checklist-wrong"},
    {"tick": True, "says": "klara. Sparat 08:00."},
    {"press": "Spara och gå ifrån", "heading": "Hem", "look": "home-kept"},
    {"press": "Felsök telefonen", "heading": "Felsök telefonen", "look": "checklist-kept"},
    {"press": "Telefonen fungerar igen", "look": "ended"},
    {"go": "/home", "press": "Fortsätt"},
    {"press": "Var är jag?", "heading": "Var är jag?", "look": "where"},
    {"press": "Historik", "heading": "Historik", "look": "history"},
    {"press": "Tillbaka till", "heading": "Logga in på LMO"},
    {"press": "Föreslå ändring", "heading": "Föreslå ändring", "look": "suggest", "widths": PHONE},
    {
        "type": {"text": "Skriv var koden står."},
        "press": "Skicka förslaget",
        "heading": "Förslag",
        "look": "suggestions",
        "widths": PHONE,
    },
    {"go": "/home", "press": "Fortsätt"},
    {"press": "Var är jag?", "heading": "Var är jag?"},
    {"press": "Rätta en uppgift", "heading": "Rätta en uppgift", "look": "facts", "widths": PHONE},
    {"press": "Telefonens nummerlapp", "heading": "Rätta Telefonens nummerlapp"},
    {"press": "Spara rättelsen", "look": "correct-wrong", "widths": PHONE, "keys": "correct-wrong"},
    {"go": "/help", "look": "help", "widths": PHONE},
    {"go": "/accessibility", "look": "accessibility", "widths": PHONE},
    {"go": "/home", "look": "home", "keys": "home"},
    {"go": "/notifications", "look": "notifications", "keys": "notifications"},
    {"go": "/person", "look": "person"},
    {"press": "Logga ut"},
    {"press": MANAGER, "heading": "Hem"},
    {"go": "/suggestions", "look": "suggestions-waiting", "widths": PHONE},
    {"go": "/unit", "look": "unit", "keys": "unit"},
    {"press": "Så har rutinerna följts", "look": "figures", "widths": PHONE},
    {
        "go": "/unit",
        "press": "Åk till stödpasset",
        "heading": "Åk till stödpasset",
        "look": "on-behalf",
        "widths": PHONE,
    },
    {"press": "Var är jag?", "heading": "Var är jag?"},
    {"press": "Lämna över till en kollega", "heading": "Lämna över", "look": "hand-over", "widths": PHONE},
    {"press": "Tillbaka till", "heading": "Var är jag?"},
    {"press": "Avbryt rutinen", "heading": "Avbryt rutinen", "look": "cancel", "widths": PHONE},
]


@contextmanager
def shift_house() -> Iterator[House]:
    """A house for the shift: its people write more in a minute than people can."""
    with house(REAL_ROUTINES, demo=True, suggestions_to=OWNER) as built:
        yield built


def wrong(browser: Browser, **rest: Any) -> list[str]:
    """What is wrong on the way through the shift."""
    shots = os.environ.get("SCREENSHOTS")
    with shift_house() as built:
        return browser.wrong_in(built.address, SHIFT, shots=Path(shots) if shots else None, **rest)


def test_a_shift_on_a_phone(browser: Browser) -> None:
    assert wrong(browser, checked=PHONE) == []


@pytest.mark.soak
def test_a_shift_at_every_width(browser: Browser) -> None:
    assert wrong(browser) == []
