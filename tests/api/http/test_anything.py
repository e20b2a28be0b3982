"""Whatever is sent to whatever address, the answer is a problem or a success as the API's description has it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.api.acting import Actor, Run
from tests.api.house import House, house
from tests.api.http.openapi.test_as_described import held, operations
from tests.heavy import rounds

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=8,
)
WORDS = st.sampled_from(
    ["besok", "arende", "forbered", "klart", "allt", "kolla", "packat", "hjalp", "leverans", "los"]
)
FIELD = WORDS | ANYTHING
VISIBLE = st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=12)


def contents(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Objects with the schema's fields, each right, wrong or left out; and now and then no object at all."""
    fields = dict.fromkeys(schema["properties"], FIELD)
    facts = st.dictionaries(
        st.sampled_from(["ref", "antal", "ja", "orsak", "insatser", "dag"]), ANYTHING, max_size=4
    )
    if "facts" in fields:
        fields["facts"] = facts | ANYTHING
    return st.fixed_dictionaries({}, optional=fields) | ANYTHING


def wanted(schema: dict[str, Any], example: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Objects as the description's example has them, some of it something else."""
    fields = {name: st.just(value) | st.just(value) | FIELD for name, value in example.items()}
    return st.fixed_dictionaries({}, optional=fields) | contents(schema)


def asks(
    data: st.DataObject, document: dict[str, Any], actors: Sequence[Actor], names: Sequence[str]
) -> str | None:
    """One of the actors asks anything of any address; gives the id of what that started."""
    method, path, operation = data.draw(st.sampled_from(list(operations(document))))
    part = st.sampled_from(names) | st.text(min_size=1, max_size=20).filter(lambda text: text != "..")
    filled = "/".join(
        quote(data.draw(part), safe="", errors="replace") if each.startswith("{") else each
        for each in path.split("/")
    )
    sent: dict[str, Any] = {"params": {}, "headers": {}}
    for each in operation.get("parameters", ()):
        if each["in"] == "query" and data.draw(st.booleans()):
            sent["params"][each["name"]] = data.draw(st.text(max_size=8))
        if each["in"] == "header" and data.draw(st.booleans()):
            sent["headers"][each["name"]] = data.draw(st.sampled_from(['"1"', "*", "k"]) | VISIBLE)
    if "requestBody" in operation:
        body = operation["requestBody"]["content"]["application/json"]
        schema = document["components"]["schemas"][body["schema"]["$ref"].rpartition("/")[2]]
        content = data.draw(wanted(schema, body.get("example", {})))
        sent["content"] = json.dumps(content).encode()
        sent["headers"]["Content-Type"] = "application/json"
    answer = data.draw(st.sampled_from(actors)).http.request(method, filled, **sent)
    assert answer.status_code < 500, (method, filled, sent, answer.text)
    if answer.status_code != 404:
        assert held(document, operation, answer) == "", (method, filled, sent, answer.text)
    if answer.status_code >= 400:
        problem = answer.json()
        assert answer.headers["content-type"] == "application/problem+json"
        assert problem["status"] == answer.status_code
        assert problem["detail"]
    return str(answer.json()["id"]) if answer.status_code == 201 else None


def described(built: House) -> dict[str, Any]:
    found: dict[str, Any] = built.visitor(None).get("//openapi.json").json()
    return found


@pytest.fixture(scope="module")
def run(employee: Actor) -> Run:
    return employee.starts("besok", ref="S-1")


@pytest.fixture(scope="module")
def document(shared: House) -> dict[str, Any]:
    return described(shared)


@settings(
    max_examples=400,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_whatever_is_sent_the_answer_is_a_problem_or_a_success(
    employee: Actor, run: Run, document: dict[str, Any], data: st.DataObject
) -> None:
    asks(data, document, [employee], [run.id, "besok"])


@pytest.mark.soak
@pytest.mark.parametrize("kind", ["memory", "sqlite"])
def test_whatever_many_people_send_no_history_is_broken(tmp_path: Path, kind: str) -> None:
    url = "memory://" if kind == "memory" else f"sqlite:///{tmp_path}/rutin.db"
    with house(url=url) as built:
        people = [
            built.person("anst-1", ("medarbetare", "norra")),
            built.person("chef-1", ("chef", "norra"), ("medarbetare", "norra")),
            built.person("anst-2", ("medarbetare", "sodra")),
            built.visitor(built.engine.tokens.add("it-3", (), administers=True)),
            built.visitor(None),
        ]
        names, document = ["besok", people[0].starts("besok", ref="S-1").id], described(built)

        @settings(max_examples=50, phases=[Phase.generate], suppress_health_check=[HealthCheck.too_slow])
        @given(st.data())
        def anything(data: st.DataObject) -> None:
            started = asks(data, document, people, names[:1] + names[-5:])
            names.extend([started] if started else [])

        for number in rounds():
            anything()
            built.passes(hours=1)
            if number % 20 == 0:
                assert built.engine.audit().findings == ()
        assert built.engine.audit().findings == ()
