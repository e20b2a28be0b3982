"""What endpoints are handed: who calls, and the ids in the address.

One dependency holds it all: the framework takes time for each, on every request.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Path, Request
from pydantic import AfterValidator

from api.http.finished import Finished
from api.http.guard.limits import limits
from api.http.kept.handbooks import Handbooks
from api.http.kept.pictures import Pictures
from api.http.language import wanted
from api.http.metrics import Metrics
from api.http.problems.errors import SignInNeeded
from api.http.request.identity import signed_in
from api.http.where_from import where_from
from engine.errors.person import NotYours
from engine.errors.request import NotFound
from engine.problems import clipped
from engine.run.instance import Person
from engine.said import Said
from engine.service.engine import Engine

_log = logging.getLogger("rutin.sign_in")

_INSTANCE = re.compile(r"[0-9a-z_-]{1,40}", re.ASCII)
_ROUTINE = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who calls, in which language they are answered, and what they call upon."""

    me: Person
    administers: bool
    language: str
    engine: Engine
    finished: Finished
    pictures: Pictures
    handbooks: Handbooks
    metrics: Metrics


async def _caller(request: Request) -> Caller:
    state = request.app.state
    try:
        bearer = await signed_in(request, state.identities)
    except SignInNeeded as needed:
        if needed.given:
            _log.warning("a token that does not work was shown to the API from %s", where_from(request))
            limits(request).tries.count(where_from(request))
        raise
    request.state.who = bearer.person.subject
    limits(request).ask(request, bearer.person.subject)
    return Caller(
        me=bearer.person,
        administers=bearer.administers,
        language=wanted(request),
        engine=state.engine,
        finished=state.finished,
        pictures=state.pictures,
        handbooks=state.handbooks,
        metrics=state.metrics,
    )


def _instance_id(instance: str) -> str:
    if not _INSTANCE.fullmatch(instance):
        raise NotFound("instance", clipped(instance))
    return instance


def _routine_id(routine: str) -> str:
    if not _ROUTINE.fullmatch(routine):
        raise NotFound("routine", clipped(routine))
    return routine


def _document_id(document: str) -> str:
    if not _ROUTINE.fullmatch(document):
        raise NotFound("document", clipped(document))
    return document


def administrator(caller: Caller) -> None:
    """Raises NotYours for whoever is none."""
    if not caller.administers:
        raise NotYours([Said("administratör", "administrator")], "administrator", "")


def _administrator(caller: TheCaller) -> Caller:
    administrator(caller)
    return caller


TheCaller = Annotated[Caller, Depends(_caller)]
TheAdministrator = Annotated[Caller, Depends(_administrator)]
InstanceId = Annotated[
    str,
    Path(description="The instance's `id`.", json_schema_extra={"pattern": f"^{_INSTANCE.pattern}$"}),
    AfterValidator(_instance_id),
]
DocumentId = Annotated[
    str,
    Path(
        description="What the routine calls the document.",
        json_schema_extra={"pattern": f"^{_ROUTINE.pattern}$"},
    ),
    AfterValidator(_document_id),
]
RoutineId = Annotated[
    str,
    Path(description="The routine's `id`.", json_schema_extra={"pattern": f"^{_ROUTINE.pattern}$"}),
    AfterValidator(_routine_id),
]
