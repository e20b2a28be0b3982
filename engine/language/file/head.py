"""What stands at the head of a routine file: roles, contacts, links, documents and the head of the official document."""

from __future__ import annotations

from engine.language.file.leaves import (
    Email,
    Https,
    Name,
    Phone,
    Sentence,
    Sentences,
    YesNo,
)
from engine.language.file.parts import Part, key, several
from engine.language.file.times import Day
from engine.said import Said


class Head(Part):
    """The head of the official document."""

    applies_to: Sentence = key("Vad eller vilka dokumentet gäller för.")
    type: Sentence = key("Dokumenttyp, till exempel Rutin.")
    approved_by: Sentence = key("Vem som har beslutat dokumentet.")
    approved_on: Day = key("Dagen för beslutet, till exempel 2023-01-09.")
    revised_on: Day = key("Dagen då dokumentet senast reviderades.")
    responsible: Sentence = key("Dokumentansvarig.")
    valid_until: Sentence = key("Hur länge dokumentet gäller, till exempel tills vidare.")
    review_every: Sentence = key("Hur ofta dokumentet följs upp, till exempel 12 månader.")
    area: Sentences = several("Områden som dokumentet gäller, en text eller en lista.")
    changes: Sentence = key("Vad som är ändrat sedan förra versionen.")


class Role(Part):
    """Who does something."""

    short = "title"
    title: Sentence = key("Rollens namn så som det ska stå.")
    responsibility: Sentence = key("Vad rollen ansvarar för.")
    manager: YesNo = key("yes för chefer: får göra andras steg i enheten, avbryta och lämna över.")


class Contact(Part):
    """Somebody to call or write to."""

    short = "title"
    title: Sentence = key("Kontaktens namn så som det ska stå.")
    phone: Phone = key("Telefonnummer.")
    email: Email = key("Mejladress.")


class Link(Part):
    """A place where more is to be read."""

    short = "title"
    title: Sentence = key("Länkens text.")
    url: Https = key("Adressen. Den börjar med https://")


class Attachment(Part):
    """A form or a sheet that lies as a file beside the routine's."""

    needs = ("file",)
    what = Said("dokumentet", "the document")
    short = "file"
    title: Sentence = key("Dokumentets namn så som det ska stå.")
    file: Name = key("Filen, som ligger bredvid rutinens fil: blankett.pdf")
