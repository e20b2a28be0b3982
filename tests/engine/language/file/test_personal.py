from __future__ import annotations

import pytest

from engine.language.file.personal import smells_personal
from engine.model.facts import FactType
from engine.values.texts import Text


@pytest.mark.parametrize(
    ("id", "title", "type"),
    [
        ("klient_namn", "Klient namn", "text"),
        ("ref", "Klientens namn", "text"),
        ("personnummer", "Personnummer", "number"),
        ("pnr", "Pnr", "text"),
        ("hemadress", "Hemadress", "text"),
        ("fodelsedatum", "Födelsedatum", "date"),
    ],
)
def test_facts_about_an_individual_are_smelt(id: str, title: str, type: FactType) -> None:
    assert smells_personal(id, Text((("sv", title),)), type)


@pytest.mark.parametrize(
    ("id", "title", "type"),
    [
        ("klient_informerad", "Är klienten informerad?", "yes_no"),
        ("meddelat_av", "Vem meddelade det?", "choice"),
        ("arendenummer", "Ärendenummer", "text"),
        ("telefon_id", "Telefonens nummer", "text"),
        ("besok_ref", "Stödpassets referens", "text"),
        ("anvandarnamn_bestallt", "Är användarnamn beställt?", "yes_no"),
        ("antal_klienter", "Antal klienter", "number"),
    ],
)
def test_other_facts_are_not(id: str, title: str, type: FactType) -> None:
    assert not smells_personal(id, Text((("sv", title),)), type)
