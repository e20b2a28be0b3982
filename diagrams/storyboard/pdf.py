"""A storyboard as PDF: an overview, one page a card, and last what the one who leads the exercise says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from diagrams import pages
from diagrams.icons import ICONS
from diagrams.palette import THEMES
from diagrams.storyboard import wording
from diagrams.storyboard.drawing import Drawing
from diagrams.storyboard.phone import phone_drawing
from diagrams.storyboard.story import Card, Storyboard
from diagrams.storyboard.way_drawing import way_drawing

SCALE = 0.74
"""Points on the page for each in a drawing: letters of 14 are then more than 10 pt."""


def pdf(storyboard: Storyboard, theme: str = "light") -> bytes:
    """The storyboard as a PDF document (A4, lying). Raises CannotDraw."""
    language, palette = storyboard.language, THEMES[theme]
    pictures: dict[str, str] = {}
    for card in storyboard.cards:
        drawn = (
            way_drawing(card.way, palette, language, f"card-{card.number}"),
            phone_drawing(card.phone, palette, language),
        )
        for name, each in zip(("way", "phone"), drawn, strict=True):
            pictures[f"{name}-{card.number}.svg"] = each.svg
    for name in {"clock", "person", *(event.icon for card in storyboard.cards for event in card.events)}:
        pictures[f"icon-{name}.svg"] = _icon(name, palette.ink)
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
            "section": palette.section,
            "line": palette.section_line,
        },
        "words": {key: wording.say(key, language) for key in _WORDS},
        "cards": [_card(card, storyboard) for card in storyboard.cards],
    }
    return pages.pdf("storyboard/pages", data, pictures)


_WORDS = (
    "storyboard",
    "the card",
    "clock",
    "who",
    "the step",
    "what",
    "where",
    "filled in",
    "happens",
    "for the trainer",
)


def _about(storyboard: Storyboard) -> str:
    language = storyboard.language
    said = (
        wording.say("version", language, number=storyboard.version),
        wording.say("roles", language, who=", ".join(storyboard.roles)),
    )
    return ". ".join((*said, wording.say("true", language)))


def _card(card: Card, storyboard: Storyboard) -> dict[str, Any]:
    language = storyboard.language
    where = [card.who]
    if card.step:
        where.append(wording.say("step", language, number=card.step))
    if card.elsewhere:
        where.append(wording.say("in routine", language, title=card.elsewhere))
    way = way_drawing(card.way, THEMES["light"], language, "")
    phone = phone_drawing(card.phone, THEMES["light"], language)
    return {
        "number": card.number,
        "title": card.title,
        "caption": card.caption,
        "clock": card.clock,
        "passed": card.passed,
        "waited": card.waited,
        "who": " · ".join(where),
        "doer": card.who,
        "owner": wording.say("phone of", language, who=card.phone.owner),
        "way": _picture(way),
        "phone": _picture(phone),
        "filled_in": [{"title": answer.title, "value": answer.value} for answer in card.filled_in],
        "events": [{"icon": event.icon, "text": event.text} for event in card.events],
        "notes": [{"title": note.title, "lines": note.lines} for note in card.notes],
    }


def _picture(drawn: Drawing) -> Mapping[str, Any]:
    return {"alt": drawn.words, "width": drawn.width * SCALE, "height": drawn.height * SCALE}


def _icon(name: str, colour: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" width="16" height="16" fill="none" stroke="{colour}" '
        f'stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round">{ICONS[name]}</svg>'  # type: ignore[index]
    )
