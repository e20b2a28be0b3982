"""Facts of every type, for tests of what reads them."""

from __future__ import annotations

from typing import Any

from engine.model.facts import Fact, FactType, Option
from engine.values.texts import Text


def swedish(words: str) -> Text:
    """A text in Swedish only."""
    return Text((("sv", words),))


def fact(id: str, type: FactType, title: str, *options: str, **limits: Any) -> Fact:
    """A fact whose options have the titles that their ids give."""
    titled = tuple(Option(id=each, title=swedish(each.replace("_", " ").capitalize())) for each in options)
    return Fact(id=id, type=type, title=swedish(title), options=titled, **limits)


FACTS = {
    each.id: each
    for each in (
        fact("orsak", "choice", "Orsak", "avbokat", "sjukhus", "bortrest"),
        fact("plats", "choice", "Plats", "hemma", "sjukhus"),
        fact("insatser", "choices", "Utförda insatser", "samtal", "stad"),
        fact("stulen", "yes_no", "Telefonen är stulen"),
        fact("svarar", "yes_no", "Svarar brukaren?"),
        fact("antal", "number", "Antal", at_least=0, at_most=10),
        fact("kostnad", "number", "Kostnad"),
        fact("upptackt", "moment", "Upptäckt"),
        fact("slut", "moment", "Slut"),
        fact("frist", "date", "Frist"),
        fact("namn", "text", "Namn"),
    )
}
