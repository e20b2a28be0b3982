"""The API's own description: what it says of itself, and how its problems stand in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute

from api.http.openapi.schemas.problem import Problem
from api.http.problems.kind import MEDIA_TYPE, Kind
from diagrams.handbook.formats import MEDIA_TYPES
from engine.values.media import MEDIA

DESCRIPTION = """\
A routine is a sequence of steps that people follow. An **instance** is one run of it. Whoever follows it takes
**choices**; the engine accepts only what the routine allows, and tells why when it does not.

A first round, with a token of `rutin token` (in demonstration mode: one of those on the start page):

1. `GET /api/v1/routines` lists what can be started.
2. `POST /api/v1/instances` starts a routine and answers with its **view**: the step, and the choices in it.
3. `POST /api/v1/instances/{instance}/choices` takes a choice and answers with the next view.
4. `GET /api/v1/tasks` lists what waits for you, your role and your unit.

**Nothing twice, nothing over.** Send an `Idempotency-Key` with every change: the same request sent again is done once, and
is told how it is now. Send the view's `ETag` as `If-Match`: the change is refused if somebody has moved on since you looked.

**Languages.** `Accept-Language: sv` or `en`. Times are UTC.

**Problems.** Every error is `application/problem+json` (RFC 9457). Its `type` is an address on this server that
describes it; see [/problems](/problems). A token (401), a request that is too large (413), too many requests (429), a
fault of ours (500) and a database that can't be used (503) may come in every answer.
"""

TAGS = [
    {"name": "Routines", "description": "What is published."},
    {"name": "Instances", "description": "Follow a routine: start, look, choose, take back, correct."},
    {"name": "Work", "description": "What waits, for whom, and who you are."},
    {
        "name": "Your unit",
        "description": "For managers: who works in the unit, and who is let in for a shift.",
    },
    {"name": "Administration", "description": "For administrators: who has a token, and until when."},
    {"name": "Health", "description": "For those who run the server. No token needed."},
]

_PICTURES: dict[str, dict[str, Any]] = {
    "svg": {"image/svg+xml": {"schema": {"type": "string"}}},
    "png": {"image/png": {"schema": {"type": "string", "format": "binary"}}},
    "pdf": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}},
}

HANDBOOK: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The handbook.",
        "content": {
            media_type.partition(";")[0]: {"schema": {"type": "string", "format": "binary"}}
            for media_type in MEDIA_TYPES.values()
        },
    },
    304: {"description": "The handbook that `If-None-Match` names is still the right one."},
}


PAPER: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The form.",
        "content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}},
    },
}


DOCUMENT: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The document.",
        "content": {
            each: {"schema": {"type": "string", "format": "binary"}}
            for each in sorted({media.media_type for media in MEDIA.values()})
        },
    },
    304: {"description": "The document that `If-None-Match` names is still the right one."},
}


def picture(format: str) -> dict[int | str, dict[str, Any]]:
    """The answers of an endpoint that gives a picture."""
    return {
        200: {"description": "The picture.", "content": _PICTURES[format]},
        304: {"description": "The picture that `If-None-Match` names is still the right one."},
    }


_ETAG = {"description": 'The revision, as `"7"`, for `If-Match`.', "schema": {"type": "string"}}
_REPLAYED = {
    "description": "`true` where the `Idempotency-Key` came again: nothing was done, and this is how it is now.",
    "schema": {"type": "string", "enum": ["true"]},
}
_LOCATION = {"description": "The new instance's address.", "schema": {"type": "string"}}

PAGED: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "One page of the list.",
        "headers": {
            "Link": {
                "description": 'Where the list goes on, with `rel="next"`; none on the last page.',
                "schema": {"type": "string"},
            }
        },
    }
}
VIEWED: dict[int | str, dict[str, Any]] = {200: {"description": "The view.", "headers": {"ETag": _ETAG}}}
STARTED: dict[int | str, dict[str, Any]] = {
    201: {
        "description": "Started. The view of where it is.",
        "headers": {"Location": _LOCATION, "ETag": _ETAG, "Idempotency-Replayed": _REPLAYED},
    }
}
_CHANGED: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Done. The view of where it is now.",
        "headers": {"ETag": _ETAG, "Idempotency-Replayed": _REPLAYED},
    }
}

_EXAMPLES: dict[str, dict[str, Any]] = json.loads(
    Path(__file__).with_name("examples.json").read_text(encoding="utf-8")
)
"""Requests and answers of a real run, by operation id, and problems, by slug; a test holds them to a new run."""

_TOKEN = {
    "type": "http",
    "scheme": "bearer",
    "description": "A token of `rutin token`, an access token of the organisation's sign-in, or in demonstration mode one of "
    "those on the start page.",
}
_PROBLEM = "#/components/schemas/Problem"

_TROUBLE = {
    "description": "What may come in every answer: no token, too large, too many, a fault, a database that can't be used.",
    "content": {MEDIA_TYPE: {"schema": {"$ref": _PROBLEM}}},
}


def refusals(*kinds: Kind) -> dict[int | str, dict[str, Any]]:
    """The `responses` of an endpoint that may answer with problems of `kinds`."""
    found: dict[int | str, dict[str, Any]] = {}
    for kind in kinds:
        entry = found.setdefault(
            kind.status,
            {
                "description": "",
                "content": {MEDIA_TYPE: {"schema": {"$ref": _PROBLEM}, "examples": {}}},
            },
        )
        entry["description"] = "; ".join(filter(None, (entry["description"], kind.title.say("en"))))
        entry["content"][MEDIA_TYPE]["examples"][kind.slug] = {
            "summary": kind.title.say("en"),
            "description": kind.advice.say("en"),
            "value": _EXAMPLES["problems"].get(kind.slug) or _plain(kind),
        }
    return found


def _plain(kind: Kind) -> dict[str, Any]:
    """A problem that no example run meets, in short."""
    return {"type": kind.type, "title": kind.title.say(), "status": kind.status, "detail": kind.advice.say()}


def changed(*kinds: Kind) -> dict[int | str, dict[str, Any]]:
    """The `responses` of an endpoint that changes an instance, or refuses with problems of `kinds`."""
    return {**_CHANGED, **refusals(*kinds)}


def install(app: FastAPI) -> None:
    """Makes `/openapi.json` the framework's document with our problems in it, and nothing of its own errors."""

    def document() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _document(app)
        return app.openapi_schema

    app.openapi = document  # type: ignore[method-assign]


def _document(app: FastAPI) -> dict[str, Any]:
    for route in app.routes:
        if isinstance(route, APIRoute):
            route.operation_id = route.name
    document = get_openapi(
        title=app.title,
        version=app.version,
        description=app.description,
        tags=app.openapi_tags,
        routes=app.routes,
        separate_input_output_schemas=False,
    )
    schemas = document["components"]["schemas"]
    problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas.update(problem.pop("$defs"), Problem=problem)
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    document["components"]["securitySchemes"] = {"token": _TOKEN}
    document["components"]["responses"] = {"Trouble": _TROUBLE}
    for path, methods in document["paths"].items():
        for operation in methods.values():
            if path.startswith("/api/"):
                operation["security"] = [{"token": []}]
                operation["responses"]["default"] = {"$ref": "#/components/responses/Trouble"}
            if "application/json" in operation["responses"].get("422", {}).get("content", {}):
                del operation["responses"]["422"]
            _show_example(operation)
    return document


def _show_example(operation: dict[str, Any]) -> None:
    """Puts the operation's example where documentation pages look for it."""
    example = _EXAMPLES["operations"].get(operation["operationId"])
    if example is None:
        return
    for parameter in operation.get("parameters", ()):
        if parameter["name"] in example["path"]:
            parameter["example"] = example["path"][parameter["name"]]
    if example["content"] is not None:
        operation["requestBody"]["content"]["application/json"]["example"] = example["content"]
    operation["responses"][str(example["status"])]["content"]["application/json"]["example"] = example[
        "answer"
    ]
