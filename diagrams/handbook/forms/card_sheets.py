"""Role cards as PDF (A5, one card a role, more sides where one does not hold it) and as one HTML page."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from diagrams.handbook.role_cards import RoleCards
from diagrams.type.palette import DARK, LIGHT
from diagrams.words.handbook import say
from diagrams.writing.html import html
from diagrams.writing.pdf import REGION, pdf

_WORDS = (
    "card",
    "cards",
    "card does",
    "card events",
    "card hears",
    "card news",
    "card calls",
    "card times",
    "card first times",
    "card page",
)


def cards_pdf(cards: RoleCards) -> bytes:
    """The cards as a PDF document (PDF/UA-1) whose pages are A5. Raises CannotDraw."""
    return pdf("rolecards", {**_data(cards), "palette": asdict(LIGHT)})


def cards_html(cards: RoleCards) -> str:
    """The cards as a whole HTML document."""
    return html("rolecards", cards.language, light=asdict(LIGHT), dark=asdict(DARK), **_data(cards))


def _data(cards: RoleCards) -> dict[str, Any]:
    """The cards with the words around them, and the mark of what is not decided yet."""
    return {
        "lang": cards.language,
        "region": REGION.say(cards.language),
        "cards": [asdict(card) for card in cards.cards],
        "words": {word.removeprefix("card ").replace(" ", "_"): say(word, cards.language) for word in _WORDS},
        "undecided": say("undecided mark", cards.language),
    }
