"""A storyboard as one HTML page: light or dark as the reader's screen is, nothing fetched, nothing that runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from markupsafe import Markup

from diagrams.picture import Icon
from diagrams.storyboard.forms.card_drawing import Drawing
from diagrams.storyboard.forms.phone_drawing import phone_drawing
from diagrams.storyboard.forms.phone_words import phone_lines
from diagrams.storyboard.forms.trail_drawing import trail_drawing
from diagrams.storyboard.story import Card, Storyboard
from diagrams.type.icons import ICONS
from diagrams.type.palette import DARK, LIGHT, THEMES, Palette
from diagrams.type.webfont import style
from diagrams.words.storyboard import say, whereabouts
from diagrams.writing.html import html


def storyboard_html(storyboard: Storyboard, theme: str | None = None) -> str:
    """The storyboard as an HTML document. `theme`: always that one; None follows the reader's screen, and prints light."""
    language = storyboard.language
    pictures = {card.number: _pictures(card, language) for card in storyboard.cards}
    return html(
        "storyboard/page",
        language,
        storyboard=storyboard,
        where=lambda card: whereabouts(card.elsewhere, language),
        words=lambda key, **values: say(key, language, **values),
        pictures=pictures,
        typeface=Markup(style("".join(drawing for each in pictures.values() for drawing in each.values()))),
        texts={card.number: phone_lines(card.phone, language) for card in storyboard.cards},
        icon=_icon,
        light=_declared(THEMES[theme] if theme else LIGHT),
        dark=None if theme else _declared(DARK),
    )


def _pictures(card: Card, language: str) -> Mapping[str, Markup]:
    anchor = f"card-{card.number}"
    return {
        "trail": _inline(trail_drawing(card.trail, _NAMED, language, anchor)),
        "phone": _inline(phone_drawing(card.phone, _NAMED, language)),
    }


def _inline(drawn: Drawing) -> Markup:
    return Markup(drawn.svg)


def _icon(name: Icon) -> Markup:
    """One of the small drawings, in the colour of the text around it."""
    return Markup(
        '<svg class="icon" aria-hidden="true" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.6" '
        f'stroke-linecap="round" stroke-linejoin="round">{ICONS[name]}</svg>'
    )


def _tokens(palette: Palette) -> Mapping[str, str]:
    """Every colour of the palette by the name that it has in the style sheet."""
    found: dict[str, str] = {}
    for each in fields(palette):
        value = getattr(palette, each.name)
        if isinstance(value, str):
            found[f"--{each.name.replace('_', '-')}"] = value
        else:
            found |= {f"--{each.name}-{index}": colour for index, colour in enumerate(value)}
    return found


def _declared(palette: Palette) -> Markup:
    return Markup("".join(f"{name}:{value};" for name, value in _tokens(palette).items()))


def _named(palette: Palette) -> Palette:
    """The palette with the style sheet's names in place of colours: one drawing is then light and dark."""
    values: dict[str, Any] = {
        each.name: f"var(--{each.name.replace('_', '-')})"
        if isinstance(getattr(palette, each.name), str)
        else tuple(f"var(--{each.name}-{index})" for index, _ in enumerate(getattr(palette, each.name)))
        for each in fields(palette)
    }
    return Palette(**values)


_NAMED = _named(LIGHT)
