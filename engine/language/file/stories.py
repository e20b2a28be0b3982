"""What stands under `scenarios`: stories that must play, and their lines."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import ValidationInfo

from engine.language.file.containers import AS_ITEMS, AS_VALUES
from engine.language.file.leaves import Key, Name, Sentence, Written, YesNo
from engine.language.file.parts import IN_SWEDISH, Entries, Part, group, key, several
from engine.language.file.reading import ID, Reading
from engine.language.file.times import Duration
from engine.language.yaml.source import Node, Scalar
from engine.language.yaml.words import problem
from engine.said import Said


class Line(Part):
    """One line of a scenario."""

    what = Said("raden", "the line")
    open_keys: ClassVar[dict[str, Any] | None] = {
        "type": "string",
        "description": "Rollen som väljer, med valet: medarbetare: klar",
    }
    by: Name = key(
        "Rollen som väljer, säger till om meddelandet eller avbryter. Ett val skrivs oftast kort: medarbetare: klar"
    )
    choice: Name = key("Valet.")
    in_: Name = key("Tillståndet, när flera erbjuder valet.", alias="in")
    routine: Name = key("Rutinen som valet görs i, när den här har startat eller kört den.")
    facts: Annotated[dict[Key, Written], AS_VALUES] = group("Uppgifter som fylls i.")
    checked: YesNo = key("no om checklistan inte är avbockad.")
    delivered: YesNo = key("no om mejlet eller anropet som raden leder till inte kommer fram.")
    wait: Duration = key("Tid som går.")
    message: Name = key("Ett meddelande som kommer.")
    cancel: Name = key("Rutinen som avbryts.")
    refused: YesNo = key("yes om det som raden säger ska nekas.")
    as_: Name = key(
        "Steget vars utförare det är som väljer, eller start: den som startade. Utelämnat: någon i rollen som får.",
        alias="as",
    )

    @classmethod
    def _entries(cls, node: Node, reading: Reading, info: ValidationInfo) -> Entries:
        """`wait 5 min` and `medarbetare klar` lack their colon."""
        first, _, rest = node.text.partition(" ") if isinstance(node, Scalar) else ("", "", "")
        first = IN_SWEDISH.get(first, first)
        if not isinstance(node, Scalar) or not rest or not ID.fullmatch(first):
            return super()._entries(node, reading, info)
        at = node.column - 1 + node.text.index(" ")
        reading.findings.add_problem(
            problem("missing-colon", node.line - 1, at, first, corrected=f"- {first}: {rest}")
        )
        return [(Scalar(first, node.line, node.column), Scalar(rest, node.line, at + 2))]

    @classmethod
    def prepared(cls, entries: Entries) -> Entries:
        """A role's own key, `medarbetare: klar`, becomes `by` and `choice`."""
        known = cls.all_keys()
        if any(name.text == "by" for name, _ in entries):
            return entries
        for n, (name, value) in enumerate(entries):
            if IN_SWEDISH.get(name.text.lower()) in known:
                continue
            if name.text not in known and isinstance(value, Scalar):
                by = (Scalar("by", name.line, name.column), name)
                return [
                    *entries[:n],
                    by,
                    (Scalar("choice", value.line, value.column), value),
                    *entries[n + 1 :],
                ]
        return entries


class Scenario(Part):
    """A story that must play."""

    needs = ("title", "play")
    what = Said("scenariot", "the scenario")
    title: Sentence = key("Vad som händer i scenariot.")
    by: Name = key("Rollen som startar rutinen (annars den första som får).")
    facts: Annotated[dict[Key, Written], AS_VALUES] = group("Uppgifter som fylls i vid starten.")
    play: Annotated[tuple[Line, ...], AS_ITEMS] = several(
        "Raderna i ordning: medarbetare: klar, wait: 30 min …"
    )
    ends: Name = key("Slutet som rutinen ska nå.")
