"""Signing in at the organisation's service in a real browser, with its own ideas of where a page may lead: by taps, and back."""

from __future__ import annotations

import os
from pathlib import Path

from tests.api.house import House
from tests.browser import Browser

THERE_AND_BACK = [
    {"go": "/start/besok", "look": "sign-in", "keys": "sign-in"},
    {"press": "Logga in med Kommunen", "heading": "Sign in"},
    {"press": "svag", "says": "kräver en säkrare inloggning", "look": "sign-in-weak"},
    {"go": "/sign-in/organisation?anew=1&next=/start/besok", "heading": "Sign in"},
    {"press": "anst-1", "heading": "Besök"},
    {"press": "Byt person", "says": "Logga in med Kommunen"},
    {"press": "Logga in med Kommunen", "heading": "Sign in"},
]


def test_there_and_back_in_a_browser(town: House, browser: Browser) -> None:
    shots = os.environ.get("SCREENSHOTS")
    folder = Path(shots) if shots else None
    assert browser.wrong_in(town.address, THERE_AND_BACK, widths=(390,), shots=folder) == []
