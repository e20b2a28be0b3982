"""The JSON Schema of routine files for editors; `python -m engine.language.file.schema` writes `routines/schema.json`.

It is made from the models of `document.py`, for draft 7, which the editors' YAML support knows best. Where several
forms may be written it lists their types; it never offers alternatives (`anyOf`), which editors answer in riddles.
`errorMessage`, `patternErrorMessage` and `defaultSnippets` are the editors' own words: what they say in Swedish of a
mistake, and what they propose.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from engine.language.file.document import PARTS, Document
from engine.language.file.parts import Part
from engine.language.file.reading import ID
from engine.problems import listed

DIALECT = "http://json-schema.org/draft-07/schema#"
_REF = "#/definitions/{model}"

CALLED = {
    "Document": "En rutin",
    "Head": "Dokumentets huvud",
    "Role": "En roll",
    "Contact": "En kontakt",
    "Link": "En länk",
    "Attachment": "Ett dokument",
    "Definition": "En definition",
    "Law": "En lag",
    "StandingRule": "En regel",
    "Fact": "En uppgift",
    "Begin": "Rutinens start",
    "Ask": "En uppgift att fylla i",
    "State": "Ett tillstånd",
    "Source": "Vem som har bestämt",
    "Choice": "Ett val",
    "Exit": "En väg från vägvalet",
    "Branch": "En gren",
    "Work": "Automatiskt arbete",
    "Timer": "En tid",
    "Scenario": "Ett scenario",
    "Line": "En rad i scenariot",
}
"""What editors call each group of keys."""

_NAMES = {
    "title": "namn",
    "pattern": f"^{ID.pattern}$",
    "patternErrorMessage": "Ett namn skrivs med små bokstäver a–z, siffror och understreck, börjar med en bokstav och har "
    "högst 40 tecken.",
}


class _Generator(GenerateJsonSchema):
    """Says of an optional value only what it is when it is there."""

    def nullable_schema(self, schema: Any) -> dict[str, Any]:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: Any) -> dict[str, Any]:
        return self.generate_inner(schema["schema"])


def schema() -> dict[str, Any]:
    """The JSON Schema of what an owner may write."""
    made = Document.model_json_schema(by_alias=True, ref_template=_REF, schema_generator=_Generator)
    definitions = made.pop("$defs")
    by_name = {part.__name__: part for part in PARTS}
    for name, definition in definitions.items():
        _complete(definition, by_name[name])
    _complete(made, Document)
    return {"$schema": DIALECT, **made, "definitions": definitions}


def text() -> str:
    """The schema as it stands in its file."""
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


def _complete(definition: dict[str, Any], part: type[Part]) -> None:
    """What the model's own class says: its name, short form, needed keys, and whether other keys may stand there."""
    definition.pop("description", None)
    definition["title"] = CALLED[part.__name__]
    definition["additionalProperties"] = part.open_keys or False
    definition["errorMessage"] = _written(part)
    if part.short:
        definition["type"] = ["object", "string", *(["array"] if part.short_list else [])]
        words = definition["properties"][part.short].get("enum")
        if words:
            definition["pattern"] = f"^({'|'.join(words)})$"
            definition["patternErrorMessage"] = f"Skriv {listed(words, 'eller')}."
            definition["defaultSnippets"] = [{"label": word, "body": word} for word in words]
    if part.needs and not part.open_keys:
        definition["required"] = list(part.needs)
    for value in definition["properties"].values():
        value.pop("title", None)  # pydantic makes it of the field's name
        if value.get("type") == "object":
            value |= {
                "propertyNames": _NAMES,
                "errorMessage": "Här ska namn med värden stå, ett på varje rad.",
            }
        if value.get("type") == "array":
            value["errorMessage"] = "Här ska en lista stå, med ett streck först på varje rad."


def _written(part: type[Part]) -> str:
    """The one sentence for all that can be wrong with a group: a key too many, one that is missing, no keys at all."""
    keys, needs = list(part.all_keys()), list(part.needs)
    must = f" {listed(needs, 'och')} måste finnas." if needs else ""
    return f"{CALLED[part.__name__]} skrivs med nycklarna {listed(keys, 'och', at_most=len(keys))}.{must}"


def main(arguments: list[str]) -> None:
    """Write the schema to the file named, or to the one beside the routines."""
    path = Path(arguments[0]) if arguments else Path(__file__).parents[3] / "routines" / "schema.json"
    path.write_text(text(), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
