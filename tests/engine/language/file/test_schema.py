"""The editors' schema: made from the models, current, and true to what the compiler takes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from engine.language.file.document import PARTS, Document
from engine.language.file.schema import main, schema, text
from tests.engine.language.files import BRANCHES, VISIT, one_step

ROUTINES = Path("routines")
PUBLISHED = sorted(each for each in ROUTINES.glob("*.yaml") if each.name != "settings.yaml")


class EditorLoader(yaml.SafeLoader):
    """Reads types as editors do, by YAML 1.2: `yes` and dates are texts."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - PyYAML's own name and kind


for _tag, _pattern, _first in (
    ("bool", r"true|false", "tf"),
    ("int", r"[-+]?\d+", "-+0123456789"),
    ("float", r"[-+]?(\d+\.\d*|\.\d+)", "-+.0123456789"),
    ("null", r"~|null|", ["~", "n", ""]),
):
    EditorLoader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(rf"(?:{_pattern})\Z"), list(_first)
    )


def complaints(content: str) -> list[str]:
    """What an editor would underline."""
    read = yaml.load(content, EditorLoader)
    return [error.message for error in Draft7Validator(schema()).iter_errors(read)]


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """All mappings inside the schema."""
    if isinstance(value, dict):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from nodes(each)


def test_the_file_beside_the_routines_is_current() -> None:
    assert (ROUTINES / "schema.json").read_text("utf-8") == text(), (
        "run: python -m engine.language.file.schema"
    )


def test_it_is_a_schema_of_draft_7() -> None:
    Draft7Validator.check_schema(schema())


def test_it_never_offers_alternatives() -> None:
    assert not any(word in node for node in nodes(schema()) for word in ("anyOf", "oneOf", "allOf"))


def test_every_key_has_a_sentence_in_it() -> None:
    made = schema()
    for part in PARTS:
        definition = made if part is Document else made["definitions"][part.__name__]
        assert set(definition["properties"]) == set(part.all_keys())
        assert all(key["description"] for key in definition["properties"].values())
        assert definition["additionalProperties"] == (part.open_keys or False)


@pytest.mark.parametrize("path", PUBLISHED, ids=lambda path: path.stem)
def test_it_complains_of_none_of_the_routines(path: Path) -> None:
    assert complaints(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "content",
    [
        VISIT,
        BRANCHES,
        one_step("", more="start: [medarbetare, chef]"),
        one_step("checklist: Ring."),
        one_step("ask: {fact: antal, required: no}", more="facts: {antal: number}"),
        one_step("choices: {a: {set: {antal: 3, svar: yes}}}", more="facts: {antal: number, svar: yes_no}"),
        one_step("", more="document: {approved_on: 2023-01-09, review_every: 12}"),
        one_step(
            "",
            more="scenarios: [{title: A, play: [{medarbetare: klar}, {by: chef, choice: klar}, {wait: 1 h}]}]",
        ),
    ],
)
def test_it_complains_of_no_short_form(content: str) -> None:
    assert complaints(content) == []


@pytest.mark.parametrize(
    "content",
    [
        one_step("titel: Ring"),
        one_step("timers: 30 min"),
        one_step("source: lawen"),
        one_step("skip: yes"),
        one_step("", more="facts: {antal: numer}"),
        one_step("", more="facts: {antal: {type: numer}}"),
        one_step("").replace("version: 1\n", ""),
        one_step("", more="links: {a: {url: http://example.org}}"),
        BRANCHES.replace("together:", "togeter:"),
        BRANCHES.replace(
            "            role: chef\n            choices", "            rol: chef\n            choices"
        ),
    ],
)
def test_it_complains_where_the_compiler_does(content: str) -> None:
    assert complaints(content)


def test_it_can_be_written_elsewhere(tmp_path: Path) -> None:
    main([str(tmp_path / "schema.json")])

    assert json.loads((tmp_path / "schema.json").read_text("utf-8")) == schema()
