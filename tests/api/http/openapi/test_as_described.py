"""What the API's description says against what the server does: requests made from the description, right ones and wrong ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator

from tests.api.acting import Actor
from tests.api.house import House, house

EVERYWHERE = {401, 413, 500, 503}
"""Statuses that the description tells of once for all."""

ODD: tuple[Any, ...] = (
    None,
    "",
    " ",
    "null",
    "A",
    "x" * 600,
    "\u200b",
    -1,
    0,
    1.5,
    True,
    [],
    {},
    ["a"],
    {"a": 1},
)


@pytest.fixture(scope="module")
def town() -> Iterator[tuple[House, Actor, dict[str, Any], dict[str, str]]]:
    """A house, a manager in it, what it says of itself, and what stands for the names in its addresses."""
    with house() as built:
        manager = built.person("chef-1", ("chef", "norra"), ("medarbetare", "norra"))
        document = manager.get("//openapi.json").json()
        run = manager.starts("besok", ref="S-1")
        names = {
            "instance": run.id,
            "routine": "besok",
            "format": "html",
            "number": "1",
            "document": "kvittens",
        }
        yield built, manager, document, names


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            if "diagram.p" not in path and "handbook" not in path:  # slow to make
                yield method.upper(), path, operation


def held(document: dict[str, Any], operation: dict[str, Any], answer: httpx.Response) -> str:
    """What of the answer is not as described; nothing where all is."""
    described = operation["responses"].get(str(answer.status_code))
    if described is None:
        return "" if answer.status_code in EVERYWHERE - {500} else f"{answer.status_code} is not described"
    kind = answer.headers.get("content-type", "").partition(";")[0]
    content = described.get("content", {})
    if answer.content and kind not in content:
        return f"{kind} is not described for {answer.status_code}"
    schema = content.get(kind, {}).get("schema")
    if schema and kind.endswith("json"):
        wrong = next(
            Draft202012Validator({**schema, "components": document["components"]}).iter_errors(answer.json()),
            None,
        )
        return wrong.message if wrong else ""
    return ""


def filled(path: str, names: dict[str, str], **instead: str) -> str:
    return re.sub(r"{(\w+)}", lambda match: {**names, **instead}[match[1]], path)


def wrong_requests(operation: dict[str, Any], document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Requests that each have one thing odd: a value in the query, a header, or a field of the content."""
    for parameter in operation.get("parameters", ()):
        if parameter["in"] == "query":
            for odd in (
                "",
                "null",
                "0",
                "-1",
                "1",
                "2026-03-01T00:00:00",
                "2026-W10-1",
                "20260301",
                "x" * 500,
                "\u200b",
            ):
                yield {"params": {parameter["name"]: odd}}
        elif parameter["in"] == "header":
            for value in ("", "7", "*", '"1", "2"', "x" * 300, '"00000000000000000007"'):
                yield {"headers": {parameter["name"]: value}}
            yield {"headers": [(parameter["name"], '"1"'), (parameter["name"], '"2"')]}
    body = operation.get("requestBody", {}).get("content", {}).get("application/json")
    if body is None:
        return
    example = body.get("example", {})
    schema = document["components"]["schemas"][body["schema"]["$ref"].rpartition("/")[2]]
    for name in schema["properties"]:
        for odd in ODD:
            yield {"json": {**example, name: odd}}
    for odd in ODD:
        yield {"json": odd}


def test_every_answer_is_one_that_is_described(
    town: tuple[House, Actor, dict[str, Any], dict[str, str]],
) -> None:
    _, manager, document, names = town
    found = []
    for method, path, operation in operations(document):
        asked = [{}, *wrong_requests(operation, document)]
        for each in asked:
            answer = manager.http.request(method, filled(path, names), **each)
            if trouble := held(document, operation, answer):
                found.append(f"{method} {path} {str(each)[:80]}: {trouble}")
        for name in ("", "A", "finns_inte", "x" * 50):
            address = filled(path, names, **dict.fromkeys(names, name))
            if (
                "{" in path
                and name
                and (trouble := held(document, operation, manager.http.request(method, address)))
            ):
                found.append(f"{method} {address}: {trouble}")
    assert found == []


def test_a_header_is_taken_exactly_where_it_has_the_pattern_that_is_described(
    town: tuple[House, Actor, dict[str, Any], dict[str, str]],
) -> None:
    _, manager, document, _ = town
    run = manager.starts("besok", ref="S-2")
    operation = document["paths"]["/api/v1/instances/{instance}/take"]["post"]
    headers = {
        each["name"].lower(): each["schema"] for each in operation["parameters"] if each["in"] == "header"
    }
    for name, values in {
        "if-match": ["7", '"7"', 'W/"7"', "*", '"x"', '"1", "2"', '"1234567890123456"'],
        "idempotency-key": ["a", "a b", '"a"', "x" * 255, "x" * 256, "a,b"],
    }.items():
        pattern = headers[name]["pattern"]
        for value in values:
            answer = manager.http.post(
                f"/api/v1{run.path}/take", json={"state": "forbered"}, headers={name: value}
            )
            assert (answer.status_code == 400) != bool(re.search(pattern, value)), (name, value)
