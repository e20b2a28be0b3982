"""The JSON Schema of routine files for editors; `python -m engine.language.schema` writes `routines/schema.json`.

It is made from the models of `document.py`, for draft 7, which the editors' YAML support knows best. Where several
forms may be written it lists their types; it never offers alternatives (`anyOf`), which editors answer in riddles.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from engine.language.document import PARTS, Document
from engine.language.parts import Part

DIALECT = "http://json-schema.org/draft-07/schema#"
TITLE = "En rutin"
_REF = "#/definitions/{model}"


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
    return {"$schema": DIALECT, "title": TITLE, **_tidy(made), "definitions": _tidy(definitions)}


def text() -> str:
    """The schema as it stands in its file."""
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


def _complete(definition: dict[str, Any], part: type[Part]) -> None:
    """What the model's own class says: short form, needed keys, and whether other keys may stand there."""
    definition.pop("description", None)
    definition["additionalProperties"] = part.open_keys or False
    if part.short:
        definition["type"] = ["object", "string", *(["array"] if part.short_list else [])]
        words = definition["properties"][part.short].get("enum")
        if words:
            definition["pattern"] = f"^({'|'.join(words)})$"
    if part.needs:
        definition["required"] = list(part.needs)


def _tidy(node: Any) -> Any:
    """Without the titles that pydantic makes of the fields' names."""
    if isinstance(node, dict):
        return {
            key: _tidy(value)
            for key, value in node.items()
            if not (key == "title" and isinstance(value, str))
        }
    return [_tidy(each) for each in node] if isinstance(node, list) else node


def main(arguments: list[str]) -> None:
    """Write the schema to the file named, or to the one beside the routines."""
    path = Path(arguments[0]) if arguments else Path(__file__).parents[2] / "routines" / "schema.json"
    path.write_text(text(), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
