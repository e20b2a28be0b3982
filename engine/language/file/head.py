"""What stands at the head of a routine file: roles, contacts, links, documents and the head of the official document."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator

from engine.language.file.containers import one_or_several
from engine.language.file.leaves import (
    Email,
    Https,
    Name,
    Phone,
    Sentence,
    Sentences,
    YesNo,
)
from engine.language.file.parts import Entries, Part, key, several
from engine.language.file.times import Day
from engine.language.yaml.source import Mapping, Node
from engine.said import CODE, Said

ONE_OR_SEVERAL = BeforeValidator(one_or_several)
_ALSO_ALONE = {"type": ["array", "string", "object"]}


class Told(Part):
    """What is mostly one text: it may stand alone, also where it is written in several languages."""

    open_keys: ClassVar[dict[str, Any] | None] = {
        "type": "string",
        "description": "Texten på ett av rutinens språk.",
    }

    @classmethod
    def prepared(cls, entries: Entries) -> Entries:
        """Texts by language alone are the short form."""
        if not cls.short or not entries or any(name.text not in CODE for name, _ in entries):
            return entries
        first = entries[0][0]
        whole: Node = Mapping(tuple(entries), first.line, first.column)
        return [(replace(first, text=cls.short), whole)]


class Law(Told):
    """An act that the routine rests on."""

    short = "law"
    needs = ("law",)
    what = Said("lagen", "the law")
    law: Sentence = key("Lagens namn och nummer, med paragraf om den behövs.")
    url: Https = key("Adressen där den står. Den börjar med https://")


class Definition(Part):
    """What a word means in the routine."""

    needs = ("word", "means")
    what = Said("definitionen", "the definition")
    word: Sentence = key("Ordet.")
    means: Sentence = key("Vad det betyder i rutinen.")


class StandingRule(Told):
    """What always or never holds, in the whole routine or in one section."""

    short = "rule"
    needs = ("rule",)
    what = Said("regeln", "the rule")
    rule: Sentence = key("Regeln, som en hel mening.")
    section: Name = key("Delen av rutinen som regeln gäller i. Utelämnat: hela rutinen.")


StandingRules = Annotated[tuple[StandingRule, ...], ONE_OR_SEVERAL]


def rules_key(says: str) -> Any:
    """A key for standing rules; `says` is what editors show for it."""
    return several(says, json_schema_extra=_ALSO_ALONE)


class Head(Part):
    """The head of the official document."""

    applies_to: Sentence = key("Vad eller vilka dokumentet gäller för.")
    type: Sentence = key("Dokumenttyp, till exempel Rutin.")
    reference: Sentence = key("Dokumentets beteckning, till exempel ett diarienummer.")
    approved_by: Sentence = key("Vem som har beslutat dokumentet.")
    approved_on: Day = key("Dagen för beslutet, till exempel 2023-01-09.")
    revised_on: Day = key("Dagen då dokumentet senast reviderades.")
    responsible: Sentence = key("Dokumentansvarig.")
    valid_from: Day = key("Dagen som dokumentet gäller från.")
    valid_until: Sentence = key("Hur länge dokumentet gäller, till exempel tills vidare.")
    review_every: Sentence = key("Hur ofta dokumentet följs upp, till exempel 12 månader.")
    area: Sentences = several("Områden som dokumentet gäller, en text eller en lista.")
    changes: Sentence = key("Vad som är ändrat sedan förra versionen.")
    replaces: Sentence = key("Vad dokumentet ersätter.")
    background: Sentence = key("Varför rutinen finns.")
    definitions: Annotated[tuple[Definition, ...], ONE_OR_SEVERAL] = several(
        "Vad ord betyder i rutinen: en lista med word och means.", json_schema_extra=_ALSO_ALONE
    )
    laws: Annotated[tuple[Law, ...], ONE_OR_SEVERAL] = several(
        "Lagar och föreskrifter som rutinen bygger på.", json_schema_extra=_ALSO_ALONE
    )


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
