"""A storyboard as PDF: an overview, one page a card, and last what the one who leads the exercise says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from diagrams.picture import Icon
from diagrams.storyboard.forms.card_drawing import Drawing
from diagrams.storyboard.forms.phone_drawing import phone_drawing
from diagrams.storyboard.forms.trail_drawing import trail_drawing
from diagrams.storyboard.story import Card, Storyboard
from diagrams.type.icons import ICONS
from diagrams.type.palette import THEMES
from diagrams.words.storyboard import say, whereabouts
from diagrams.writing.pdf import pdf

SCALE = 0.74
"""Points on the page for each in a drawing: letters of 14 are then more than 10 pt."""


_ICONS: tuple[Icon, ...] = ("clock", "person")

_WORDS = (
    "storyboard",
    "the card",
    "clock",
    "who",
    "the step",
    "what",
    "filled in",
    "happens",
    "for the trainer",
)


def storyboard_pdf(storyboard: Storyboard, theme: str = "light") -> bytes:
    """The storyboard as a PDF document (A4, lying). Raises CannotDraw."""
    language, palette = storyboard.language, THEMES[theme]
    pictures = {f"icon-{name}.svg": _icon(name, palette.ink) for name in _ICONS}
    cards = []
    for card in storyboard.cards:
        trail = trail_drawing(card.trail, palette, language, f"card-{card.number}")
        phone = phone_drawing(card.phone, palette, language)
        pictures[f"trail-{card.number}.svg"], pictures[f"phone-{card.number}.svg"] = trail.svg, phone.svg
        cards.append(_card(card, language) | {"trail": _picture(trail), "phone": _picture(phone)})
    data = {
        "title": f"{storyboard.scenario} – {storyboard.title}",
        "language": language,
        "heading": storyboard.scenario,
        "routine": storyboard.title,
        "purpose": storyboard.purpose,
        "about": _about(storyboard),
        "colours": {
            "ground": palette.ground,
            "ink": palette.ink,
            "muted": palette.muted,
            "line": palette.section_line,
        },
        "words": {key: say(key, language) for key in _WORDS},
        "cards": cards,
    }
    return pdf("storyboard/pages", data, pictures)


def _about(storyboard: Storyboard) -> str:
    language = storyboard.language
    version = say("version", language, number=storyboard.version)
    roles = say("roles", language, who=", ".join(storyboard.roles))
    return f"{version}. {roles}. {say('true', language)}"


def _card(card: Card, language: str) -> dict[str, Any]:
    where = [card.who]
    if card.step:
        where.append(say("step", language, number=card.step))
    return {
        "number": card.number,
        "title": card.title,
        "caption": card.caption,
        "clock": card.clock,
        "passed": card.passed,
        "waited": card.waited,
        "who": " · ".join(where),
        "doer": card.who,
        "owner": say("phone of", language, who=card.phone.owner),
        "where": whereabouts(card.elsewhere, language),
        "filled_in": [{"title": answer.title, "value": answer.value} for answer in card.filled_in],
        "events": [event.text for event in card.events],
        "notes": [{"title": note.title, "lines": note.lines} for note in card.notes],
    }


def _picture(drawn: Drawing) -> Mapping[str, Any]:
    """What the template needs of a drawing: its words, and its size in points."""
    return {"alt": drawn.words, "width": drawn.width * SCALE, "height": drawn.height * SCALE}


def _icon(name: Icon, colour: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" width="16" height="16" fill="none" stroke="{colour}" '
        f'stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round">{ICONS[name]}</svg>'
    )
