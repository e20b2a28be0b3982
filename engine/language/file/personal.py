"""Facts that smell of personal data: quiet rather than wrong, so only words that hardly mean anything else."""

from __future__ import annotations

import re

from engine.model.facts import FactType
from engine.values.texts import Text

_OF_TEXTS = frozenset(
    [
        "namn",
        "fornamn",
        "förnamn",
        "efternamn",
        "klientnamn",
        "brukarnamn",
        "personnamn",
        "personnummer",
        "personnr",
        "pnr",
        "samordningsnummer",
        "klient",
        "klienten",
        "klientens",
        "brukare",
        "brukaren",
        "brukarens",
        "patient",
        "patienten",
        "patientens",
        "anhorig",
        "anhörig",
        "adress",
        "hemadress",
        "bostadsadress",
        "gatuadress",
        "fodelsedatum",
        "födelsedatum",
        "diagnos",
        "name",
        "surname",
        "firstname",
        "lastname",
        "client",
        "clients",
        "address",
        "birthdate",
        "ssn",
        "diagnosis",
    ]
)
_OF_NUMBERS = frozenset(["personnummer", "personnr", "pnr", "samordningsnummer", "ssn"])
_OF_DATES = frozenset(["fodelsedatum", "födelsedatum", "birthdate"])

_SMELLS: dict[FactType, frozenset[str]] = {
    "text": _OF_TEXTS,
    "number": _OF_NUMBERS,
    "date": _OF_DATES,
    "moment": _OF_DATES,
}


def smells_personal(id: str, title: Text, type: FactType) -> bool:
    """Whether the fact's id or title says that it holds data about an individual. Choices and ticks about
    them are not taken for such.
    """
    said = f"{id.replace('_', ' ')} {' '.join(words for _, words in title.by_language)}"
    return not _SMELLS.get(type, frozenset()).isdisjoint(re.findall(r"\w+", said.lower()))
