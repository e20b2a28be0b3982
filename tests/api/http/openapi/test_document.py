"""Facts about the API's description of itself: it is whole, its examples work, and the docs tell of the same."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from api.http.problems.kinds import KINDS
from tests.api.house import REAL_ROUTINES, House, house
from tests.api.http.curl import curl, curls
from tests.api.http.examples import FILE, record

DOCS = Path(__file__).parents[4] / "docs" / "api.md"

OPERATIONS = [
    "answer_suggestion",
    "cancel_instance",
    "correct_facts",
    "end_shift",
    "end_tokens",
    "forget_person",
    "get_facts",
    "get_history",
    "get_instance",
    "get_instance_diagram",
    "get_me",
    "get_my_notifications",
    "get_open_paper",
    "get_person",
    "get_reads",
    "get_routine",
    "get_routine_diagram",
    "get_routine_diagram_pdf",
    "get_routine_diagram_png",
    "get_routine_document",
    "get_routine_handbook",
    "get_statistics",
    "give_role",
    "hand_over_all",
    "hand_over_instance",
    "healthz",
    "import_people",
    "let_in",
    "list_deliveries",
    "list_drafts",
    "list_instances",
    "list_notices",
    "list_people",
    "list_role_changes",
    "list_routines",
    "list_settings",
    "list_shifts",
    "list_successors",
    "list_suggestions",
    "list_tasks",
    "list_tokens",
    "list_undelivered",
    "list_unit_people",
    "metrics",
    "put_my_notifications",
    "put_person",
    "readyz",
    "receive_message",
    "release_step",
    "resolve_incident",
    "save_draft",
    "send_again",
    "sign_out_person",
    "start_instance",
    "suggest",
    "take_choice",
    "take_role",
    "take_step",
    "tell_again",
    "undo_choice",
]


@pytest.fixture(scope="module")
def document(shared: House) -> dict[str, Any]:
    found: dict[str, Any] = shared.visitor(None).get("//openapi.json").json()
    return found


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield method.upper(), path, operation


@pytest.fixture(scope="module")
def replayed() -> dict[str, Any]:
    """The examples, asked anew of a real server."""
    return json.loads(json.dumps(record()))  # type: ignore[no-any-return]


def test_operation_ids_stay_what_they_are(document: dict[str, Any]) -> None:
    assert sorted(operation["operationId"] for _, _, operation in operations(document)) == OPERATIONS


def test_every_operation_says_what_it_does(document: dict[str, Any]) -> None:
    for _, path, operation in operations(document):
        assert operation["summary"], path
        assert operation["description"], path
        assert operation["tags"], path


def test_every_example_is_what_the_server_answers(replayed: dict[str, Any]) -> None:
    assert replayed == json.loads(FILE.read_text()), "run: python -m tests.api.http.examples"


def test_every_operation_with_json_has_an_example_in_the_description(document: dict[str, Any]) -> None:
    # No routine of ours waits for a message yet.
    without = {"receive_message"}
    for _, _, operation in operations(document):
        answers = [operation["responses"].get(status, {}).get("content", {}) for status in ("200", "201")]
        for answer in answers:
            if "application/json" in answer and operation["operationId"] not in without:
                assert "example" in answer["application/json"], operation["operationId"]
                if "requestBody" in operation:
                    assert "example" in operation["requestBody"]["content"]["application/json"]


def test_every_example_fits_its_schema(document: dict[str, Any]) -> None:
    for _, _, operation in operations(document):
        bodies = [answer.get("content", {}) for answer in operation["responses"].values()]
        bodies.append(operation.get("requestBody", {}).get("content", {}))
        for content in (each for body in bodies for each in body.values()):
            validator = Draft202012Validator(
                {**content.get("schema", {}), "components": document["components"]}
            )
            examples = [each["value"] for each in content.get("examples", {}).values()]
            for example in [*examples, *([content["example"]] if "example" in content else [])]:
                validator.validate(example)


def test_no_field_of_an_answer_is_undocumented(document: dict[str, Any], replayed: dict[str, Any]) -> None:
    closed = json.loads(json.dumps(document["components"]))
    for schema in closed["schemas"].values():
        if "properties" in schema:
            schema.setdefault("additionalProperties", False)
    for _, _, operation in operations(document):
        example = replayed["operations"].get(operation["operationId"])
        if example is not None and operation["operationId"] != "readyz":
            content = operation["responses"][str(example["status"])]["content"]["application/json"]
            validator = Draft202012Validator({**content["schema"], "components": closed})
            validator.validate(example["answer"])


def test_every_problem_that_is_documented_has_a_real_type(document: dict[str, Any]) -> None:
    for _, _, operation in operations(document):
        for status, answer in operation["responses"].items():
            for slug in answer.get("content", {}).get("application/problem+json", {}).get("examples", {}):
                assert str(KINDS[slug].status) == status


def test_the_problems_of_the_examples_are_documented_where_they_came_from(replayed: dict[str, Any]) -> None:
    assert set(replayed["problems"]) <= set(KINDS)


def test_every_operation_under_api_needs_a_token_and_says_so(document: dict[str, Any]) -> None:
    for _, path, operation in operations(document):
        assert ("security" in operation) == path.startswith("/api/"), path
        assert ("401" in operation["responses"]) == path.startswith("/api/"), path


def test_nothing_of_the_frameworks_own_errors_is_left(document: dict[str, Any]) -> None:
    assert "HTTPValidationError" not in json.dumps(document)


def test_the_docs_list_every_address_and_no_other(document: dict[str, Any]) -> None:
    told = set(re.findall(r"^\| `([A-Z]+) (\S+)` \|", DOCS.read_text(), re.M))
    assert told == {(method, path) for method, path, _ in operations(document)}


def test_the_docs_list_every_problem_with_its_status_and_members() -> None:
    told = re.findall(r"^\| `(/problems/\S+)` \| (\d+) \| (.+?) \|", DOCS.read_text(), re.M)
    assert sorted(told) == sorted(
        (kind.type, str(kind.status), ", ".join(f"`{each}`" for each in kind.members) or "–")
        for kind in KINDS.values()
    )


def test_the_round_in_the_docs_goes_as_it_is_told() -> None:
    blocks = re.findall(r"```sh\n(.*?)```", DOCS.read_text(), re.S)
    names: dict[str, str] = {}
    answers = []
    with house(REAL_ROUTINES, demo=True) as built:
        for command in (each for block in blocks for each in curls(block)):
            told = command.replace("http://127.0.0.1:8000", built.address)
            for name, id in names.items():
                told = told.replace(name, id)
            answers.append(curl(told))
            view = answers[-1].json()
            if isinstance(view, dict) and view.get("routine") == "arbetspass":
                names["SHIFT"] = view["id"]
                if view["children"]:
                    names["VISIT"] = view["children"][-1]["id"]
    assert [each.status_code for each in answers] == [
        200,
        201,
        200,
        200,
        200,
        200,
        200,
        200,
        200,
        409,
        200,
        200,
        200,
        200,
        200,
        409,
        200,
    ]
    assert answers[4].json()["steps"][0]["state"] == "logga_in"
    assert answers[8].json()["children"][0]["routine"] == "forlorad_telefon"
    assert answers[9].json()["because"] == "Ett stödpass är fortfarande öppet. Gör klart det först."
    assert [each["item"] for each in answers[14].json()["steps"][0]["checklist"]] == [1, 2, 3, 4]
    assert answers[15].json()["because"].startswith("Någon punkt är inte avbockad.")
    assert answers[16].json()["steps"][0]["state"] == "lamna_over"
    assert {task["routine"] for task in answers[10].json()} == {"arbetspass", "stodpass", "forlorad_telefon"}
