"""Facts about what is sent in error or in malice: a clear problem, never a fault of ours, nothing changed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.api.acting import PLAIN, Actor, Run
from tests.api.house import House, house


@pytest.fixture(scope="module")
def run(employee: Actor) -> Run:
    return employee.starts("besok", ref="S-1")


def send(actor: Actor, content: bytes, media_type: str | None = "application/json") -> httpx.Response:
    headers = {"Content-Type": media_type} if media_type else {}
    return actor.http.post("/api/v1/instances", content=content, headers=headers)


# Content

NOT_JSON = {
    "nothing": b"",
    "half an object": b'{"routine": "besok"',
    "a comma too many": b'{"routine": "besok",}',
    "not UTF-8": b'{"routine": "bes\xf6k"}',
    "UTF-16 with a broken pair": '{"routine": "x"}'.encode("utf-16")[:-1],
    "deep": b'{"facts":' + b"[" * 20_000,
    "deep and closed": b'{"facts": {"a": ' + b"[" * 20_000 + b"]" * 20_000 + b"}}",
    "a number of many digits": b'{"routine": ' + b"9" * 10_000 + b"}",
    "NUL": b"\x00",
    "a form": b"routine=besok",
    "XML": b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>',
}


@pytest.mark.parametrize("name", NOT_JSON)
def test_what_is_not_json_is_refused_in_words(employee: Actor, name: str) -> None:
    response = send(employee, NOT_JSON[name])
    assert response.status_code == 422, response.text
    assert response.json()["type"] == "/problems/request-wrong"


def test_a_mistake_in_json_is_told_with_its_place(employee: Actor) -> None:
    response = send(employee, b'{\n  "routine": besok\n}')
    assert response.json()["fields"]["body"] == "Innehållet går inte att läsa som JSON. Se rad 2, tecken 14."


@pytest.mark.parametrize("content", [[], "besok", 7, None, True])
def test_json_that_is_no_object_is_refused(employee: Actor, content: Any) -> None:
    assert send(employee, json.dumps(content).encode()).status_code == 422


WRONG_FIELDS: dict[str, tuple[Any, set[str]]] = {
    "nothing": ({}, {"routine"}),
    "wrong types": ({"routine": 7, "facts": [], "unit": {}}, {"routine", "facts", "unit"}),
    "an unknown field": ({"routine": "besok", "fakts": {}}, {"fakts"}),
    "an id that can be none": ({"routine": "../besok"}, {"routine"}),
    "an id in capitals": ({"routine": "Besok"}, {"routine"}),
    "an id that is too long": ({"routine": "b" * 41}, {"routine"}),
    "a fact's name that can be none": ({"routine": "besok", "facts": {"__proto__": 1}}, {"facts.__proto__"}),
    "a name that no text can hold": ({"routine": "besok", "facts": {"\ud800": 1}}, {"facts.���"}),
    "a unit of control characters": ({"routine": "besok", "unit": "a\x00b"}, {"unit"}),
    "a unit that is too long": ({"routine": "besok", "unit": "n" * 81}, {"unit"}),
    "a unit of nothing": ({"routine": "besok", "unit": " "}, {"unit"}),
}


@pytest.mark.parametrize("name", WRONG_FIELDS)
def test_each_wrong_field_is_named_in_a_sentence(employee: Actor, name: str) -> None:
    content, wrong = WRONG_FIELDS[name]
    response = send(employee, json.dumps(content).encode())
    assert response.status_code == 422, response.text
    assert set(response.json()["fields"]) == wrong
    for sentence in response.json()["fields"].values():
        assert sentence.startswith(("”", "Det finns inget fält"))


def test_fields_are_told_in_english_too(shared: House) -> None:
    english = shared.person("anst-1", ("medarbetare", "norra"), language="en")
    assert send(english, b"{}").json()["fields"] == {"routine": "“routine” is missing."}


@pytest.mark.parametrize(
    "media_type", [None, "text/plain", "application/x-www-form-urlencoded", "x", "a/b/c;;="]
)
def test_another_media_type_than_json_is_refused(employee: Actor, media_type: str | None) -> None:
    response = send(employee, b'{"routine": "besok"}', media_type)
    assert (response.status_code, response.json()["type"]) == (415, "/problems/media-type-wrong")


@pytest.mark.parametrize("media_type", ["application/json; charset=utf-8", "application/vnd.rutin+json"])
def test_json_under_its_other_names_is_taken(employee: Actor, media_type: str) -> None:
    assert send(employee, b'{"routine": "besok", "facts": {"ref": "S-1"}}', media_type).status_code == 201


def test_content_that_is_too_large_is_refused_by_its_length(employee: Actor) -> None:
    response = send(employee, json.dumps({"routine": "besok", "facts": {"ref": "x" * 70_000}}).encode())
    assert (response.status_code, response.json()["type"]) == (413, "/problems/too-large")


def test_content_that_is_too_large_is_refused_without_its_length(employee: Actor) -> None:
    def drip() -> Iterator[bytes]:
        yield b'{"routine": "'
        for _ in range(100):
            yield b"x" * 1000

    headers = {"Content-Type": "application/json"}
    response = employee.http.post("/api/v1/instances", content=drip(), headers=headers)
    assert (response.status_code, response.json()["type"]) == (413, "/problems/too-large")


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "{{7*7}}",
        "${7*7}",
        "javascript:alert(1)",
        "]]>",
        "'; drop table cases; --",
        "\\N\\l",
    ],
)
def test_texts_that_try_something_are_kept_as_they_were_written(employee: Actor, text: str) -> None:
    run = employee.starts("besok", ref=text[:20])
    assert run.doing == [f"Läs om {text[:20]}"]
    assert run.look().doing == [f"Läs om {text[:20]}"]


@pytest.mark.parametrize("text", ["a\x00b", "a\u202eb", "\ud800"])
def test_texts_of_invisible_characters_are_refused(employee: Actor, text: str) -> None:
    content = json.dumps({"routine": "besok", "facts": {"ref": text}}).encode()
    assert send(employee, content).status_code == 422


SLY = """
routine: sly
version: 1
title: <script>alert(1)</script> {{{{7*7}}}}
language: sv
purpose: "<img src=x onerror=alert(1)> & ]]> \\\\N"
roles: {{medarbetare: "<b>Roll</b>"}}
contacts: {{it: {{title: "\\"><script>", phone: "08-1", email: a@b.se}}}}
states:
  forsta:
    title: "<script>alert(2)</script>"
    role: medarbetare
    text: "{{{{7*7}}}} <i>text</i>"
    contacts: [it]
    choices: {{klart: {{label: "\\"onload=x <svg>"}}}}
  slut: {{end: slut}}
"""


@pytest.fixture(scope="module")
def sly(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder: Path = tmp_path_factory.mktemp("sly")
    (folder / "sly.yaml").write_text(SLY.format())
    with house(folder, demo=True) as built:
        yield built


@pytest.mark.parametrize("path", ["/", "/routines/sly", "/routines/sly/diagram.svg", "/problems/x<script>"])
def test_texts_of_a_routine_stand_literally_on_pages_and_in_pictures(sly: House, path: str) -> None:
    response = httpx.get(sly.address + path, headers={"Accept": "text/html"}, verify=PLAIN)
    text = response.text.replace('<script src="/static', "")
    for sign in ("<script>", "<img src=x", "<b>Roll", "<i>text", "<svg>", ">49"):
        assert sign not in text
    if "script" not in path:
        assert "&lt;script&gt;" in text
        assert "{{7*7}}" in text


@pytest.mark.parametrize("hidden", ["\u200b", "\u200e", "\u202e", "\u3164", "\u2060"])
@pytest.mark.parametrize("text", ["{}", "Fel {}referens"])
def test_text_that_can_not_be_seen_is_not_filled_in(own: House, hidden: str, text: str) -> None:
    manager = own.person("chef-1", ("chef", "norra"), ("medarbetare", "norra"))
    run = manager.starts("besok", ref="S-1")
    written = text.format(hidden)
    reason = manager.post(f"{run.path}/cancel", {"reason": written})
    assert (reason.status_code, list(reason.json()["fields"])) == (422, ["reason"])
    fact = manager.post("/instances", {"routine": "besok", "facts": {"ref": written}})
    assert (fact.status_code, list(fact.json()["facts"])) == (422, ["ref"])
    unit = manager.post("/instances", {"routine": "besok", "facts": {"ref": "S-2"}, "unit": written})
    assert (unit.status_code, list(unit.json()["fields"])) == (422, ["unit"])
    receiver = manager.post(f"{run.path}/hand-over", {"to": written})
    assert (receiver.status_code, list(receiver.json()["fields"])) == (422, ["to"])
