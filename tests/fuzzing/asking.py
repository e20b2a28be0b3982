"""Whatever the API's own document allows, and what it does not, asked of a running server by people of every role, each thing twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from typing import Any

import httpx
import schemathesis
from hypothesis import reject
from hypothesis import strategies as st
from schemathesis import Case as AnyCase
from schemathesis import GenerationMode
from schemathesis.core.result import Ok
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.api.acting import Actor
from tests.api.house import House, house
from tests.api.http.openapi.test_as_described import held

Operation = APIOperation[Any, Any, Any, Any]
Case = AnyCase[Any]

PICTURES = "handbook|diagram|paper"
"""Slow to make."""

CHECKS = [
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]

KEY = "Idempotency-Key"
"""The header, and what is asked again with it is done once."""

_keys = count(1)

KNOWN: dict[str, list[Any]] = {
    "routine": ["besok"],
    "version": [None, 1],
    "unit": ["norra", None],
    "state": ["forbered"],
    "choice": ["klart"],
    "facts": [{"ref": "S-1"}, {}],
    "checked": [[], [0, 1]],
    "done_at": [None],
    "paper": [None],
}
"""Fields of what is sent, and what they can have in this house."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A server that is up, its document, its operations, those that take a key, people of every role, and names in addresses."""

    built: House
    document: dict[str, Any]
    operations: Sequence[Operation]
    keyed: Sequence[Operation]
    people: Sequence[Actor]
    names: dict[str, list[str]]


@contextmanager
def asked(url: str = "memory://") -> Iterator[Asked]:
    """A house whose people have something to ask about."""
    with house(url=url, suggestions_to="chef") as built:
        staff = built.person("anst-1", ("medarbetare", "norra"))
        people = [
            staff,
            staff,
            built.person("chef-1", ("chef", "norra"), ("medarbetare", "norra")),
            built.person("anst-2", ("medarbetare", "sodra")),
            built.visitor(built.engine.tokens.add("it-1", (), administers=True)),
            built.visitor(None),
        ]
        document = staff.get("//openapi.json").json()
        schema = schemathesis.openapi.from_dict(document).exclude(path_regex=PICTURES)
        operations = [each.ok() for each in schema.get_all_operations() if isinstance(each, Ok)]
        names = {
            "instance": [staff.starts("besok", ref="S-1").id],
            "routine": ["besok"],
            "document": ["kvittens"],
            "person": ["anst-1", "anst-2"],
        }
        keyed = [each for each in operations if _takes_a_key(each)]
        yield Asked(built, document, operations, keyed, people, names)


def ask(data: st.DataObject, town: Asked) -> bool:
    """One of the people asks one thing, as the document has it or not; what changes something is then asked again with its key.

    Gives whether something was.
    """
    operation = data.draw(st.sampled_from(town.operations) | st.sampled_from(town.keyed))
    mode = data.draw(
        st.sampled_from([GenerationMode.POSITIVE, GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
    )
    case: Case = data.draw(operation.as_strategy(generation_mode=mode))
    case.headers.pop("Authorization", None)  # It comes from who asks.
    for name, real in town.names.items():
        if case.path_parameters and name in case.path_parameters and data.draw(st.integers(0, 3)):
            case.path_parameters[name] = data.draw(st.sampled_from(real))
    _say_what_there_is(data, operation, case)
    who = data.draw(st.sampled_from(town.people))
    first = _answer(case, who)
    _as_described(town, operation, case, first)
    if first.status_code == 201 and "id" in first.json():
        town.names["instance"][5:] = [first.json()["id"]]
    if _has_a_key(case) and first.status_code in (200, 201):
        _is_done_once(data, operation, case, who, first)
        return True
    return False


def _say_what_there_is(data: st.DataObject, operation: Operation, case: Case) -> None:
    """Mostly the content names what the house knows, and the key is new, so that something comes of it."""
    if isinstance(case.body, dict):
        for name, real in KNOWN.items():
            if name in case.body and data.draw(st.integers(0, 3)):
                case.body[name] = data.draw(st.sampled_from(real))
    if data.draw(st.integers(0, 3)):
        case.headers.pop("If-Match", None)
    if _takes_a_key(operation) and data.draw(st.integers(0, 3)):
        case.headers[KEY] = f"key-{next(_keys)}"


def _answer(case: Case, who: Actor) -> httpx.Response:
    sent = case.as_transport_kwargs(base_url=str(who.http.base_url), headers=dict(who.http.headers))
    sent["content"] = sent.pop("data", None)
    try:
        return who.http.request(**{name: value for name, value in sent.items() if name != "cookies"})
    except httpx.LocalProtocolError:
        reject()  # It is no request: the client sends no such header.


def _as_described(town: Asked, operation: Operation, case: Case, answer: httpx.Response) -> None:
    told = (
        operation.label,
        case.path_parameters,
        case.query,
        dict(case.headers or {}),
        case.body,
        answer.text,
    )
    assert answer.status_code < 500, told
    described = town.document["paths"][operation.path][operation.method.lower()]
    # A name that has a slash or nothing in it leads to another address, whose answers are described there.
    if answer.status_code not in (404, 405):
        assert held(town.document, described, answer) == "", told
        case.validate_response(answer, checks=CHECKS)
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == "application/problem+json", told
        assert answer.json()["detail"], told


def _takes_a_key(operation: Operation) -> bool:
    return any(each.name == KEY.lower() for each in operation.headers)


def _has_a_key(case: Case) -> bool:
    return KEY in (case.headers or {})


def _is_done_once(
    data: st.DataObject, operation: Operation, case: Case, who: Actor, first: httpx.Response
) -> None:
    """Asked again it is answered as it is now, and marked so; with another content it is refused."""
    again = _answer(case, who)
    assert (again.status_code, again.json()) == (first.status_code, first.json())
    assert again.headers["Idempotency-Replayed"] == "true"
    other: Case = data.draw(operation.as_strategy(headers=dict(case.headers)))
    other.path_parameters = case.path_parameters
    if other.body != case.body:
        refused = _answer(other, who)
        assert refused.status_code in (400, 409, 422), refused.text
