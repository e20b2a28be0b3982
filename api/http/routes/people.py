"""`/people`: who works here, known before they sign in; for administrators."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response

from api.http.answers import json_answer, page_answer
from api.http.dependencies import TheAdministrator
from api.http.openapi.contents import ForgottenPerson, SignedOutPerson
from api.http.openapi.document import PAGED, refusals
from api.http.openapi.people import SEARCH_LENGTH, PeopleWritten, PersonWritten
from api.http.openapi.schemas.administration import Done
from api.http.openapi.schemas.person import KnownPerson, RoleChanged, WrittenDown
from api.http.problems import kinds
from api.http.request.exact_json import ExactJson
from api.http.request.paging import Cursor, Limit
from api.person_told import person_told
from engine.errors.request import NotFound
from engine.errors.value import FactsWrong
from engine.service.cursor import MOST
from engine.service.engine import Engine
from engine.service.people.entry import Entry, check_roles, entry
from engine.service.people.register import RoleChange
from engine.values.moments import iso

router = APIRouter(prefix="/api/v1/people", tags=["Administration"], route_class=ExactJson)

_ASKED = (kinds.SIGN_IN_NEEDED, kinds.NOT_YOURS, kinds.REQUEST_WRONG)
_LARGEST = 2**31 - 1

PersonNumber = Annotated[int, Path(ge=1, le=_LARGEST, description="The person's `number`.")]


@router.get(
    "", response_model=list[KnownPerson], responses={**PAGED, **refusals(*_ASKED)}, summary="Who is known"
)
def list_people(
    request: Request,
    caller: TheAdministrator,
    search: Annotated[
        str, Query(max_length=SEARCH_LENGTH, description="Only those whose name or subject has this in it.")
    ] = "",
    cursor: Cursor = None,
    limit: Limit = MOST,
) -> Response:
    """Everybody who has been written down, has had a token or has done something, in the order in which they came, without those who
    have been forgotten."""
    page = caller.engine.people.listed(cursor, limit, search)
    return page_answer(request, page, person_told, caller.language)


@router.get(
    "/{number}",
    response_model=KnownPerson,
    responses=refusals(*_ASKED, kinds.NOT_FOUND),
    summary="One who is known",
)
def get_person(number: PersonNumber, caller: TheAdministrator) -> Response:
    """Who somebody is, how notices reach them, and which roles they hold."""
    return json_answer(person_told(caller.engine.people.numbered(number)), caller.language)


@router.get(
    "/{number}/changes",
    response_model=list[RoleChanged],
    responses={**PAGED, **refusals(*_ASKED, kinds.NOT_FOUND)},
    summary="Who gave and took away roles",
)
def list_role_changes(
    request: Request,
    number: PersonNumber,
    caller: TheAdministrator,
    cursor: Cursor = None,
    limit: Limit = MOST,
) -> Response:
    """Who has written down and taken away which of the person's roles, the latest first. It is kept as long as who has read what."""
    people = caller.engine.people
    page = people.changes_of(people.numbered(number).number, cursor, limit)
    return page_answer(request, page, _changed, caller.language)


@router.put(
    "",
    response_model=KnownPerson,
    responses=refusals(*_ASKED, kinds.FACTS_WRONG, kinds.MEDIA_TYPE_WRONG),
    summary="Write somebody down",
)
def put_person(content: PersonWritten, caller: TheAdministrator) -> Response:
    """Adds a person before they sign in, or writes what is told instead of what was written of them. What they hold by a token stays."""
    people = caller.engine.people
    people.write([_checked(caller.engine, content)], caller.me.subject)
    return json_answer(person_told(people.one(content.subject)), caller.language)


@router.post(
    "/import",
    response_model=WrittenDown,
    responses=refusals(*_ASKED, kinds.FACTS_WRONG, kinds.MEDIA_TYPE_WRONG),
    summary="Write many down",
)
def import_people(content: PeopleWritten, caller: TheAdministrator) -> Response:
    """All of them, or none where one is wrong. Others stay as they are. With `dry_run` nothing is written: it is told what would be."""
    entries: list[Entry] = []
    for place, each in enumerate(content.people):
        try:
            entries.append(_checked(caller.engine, each))
        except FactsWrong as wrong:
            named = {f"people.{place}.{field}": said for field, said in wrong.problems.items()}
            raise FactsWrong(named) from wrong
    came = caller.engine.people.write(entries, caller.me.subject, dry=content.dry_run)
    counted = {what: len(getattr(came, what)) for what in ("added", "changed", "unchanged")}
    return json_answer(counted, caller.language)


@router.post(
    "/sign-out",
    response_model=Done,
    responses=refusals(*_ASKED, kinds.NOT_FOUND, kinds.MEDIA_TYPE_WRONG),
    summary="Sign somebody out",
)
def sign_out_person(content: SignedOutPerson, caller: TheAdministrator) -> Response:
    """Everywhere on the pages, now: a phone is lost, or somebody has left. Their tokens are ended by themselves, and who may sign in
    again by the organisation's sign-in may come back."""
    caller.engine.people.one(content.subject)
    caller.engine.sessions.end_everywhere(content.subject)
    return json_answer({"done": True}, caller.language)


@router.post(
    "/forget",
    response_model=Done,
    responses=refusals(*_ASKED, kinds.NOT_FOUND, kinds.PERSON_HELD, kinds.MEDIA_TYPE_WRONG),
    summary="Forget somebody",
)
def forget_person(content: ForgottenPerson, caller: TheAdministrator) -> Response:
    """Who somebody was, for ever, with name, roles and addresses; their tokens work no more. What they did stands, by a number that says
    no more whose it was. Somebody who is held (`rutin hold`) is not forgotten."""
    if not caller.engine.forget_person(content.subject):
        raise NotFound("person", content.subject)
    return json_answer({"done": True}, caller.language)


def _checked(engine: Engine, content: PersonWritten) -> Entry:
    """Raises FactsWrong."""
    grants = [(each.role, each.unit) for each in content.grants]
    made = entry(content.subject, content.name, content.mail, content.phone, grants)
    check_roles([made], {role for routine in engine.routines() for role in routine.roles})
    return made


def _changed(change: RoleChange) -> dict[str, Any]:
    return {
        "role": change.role,
        "unit": change.unit,
        "is_given": change.is_given,
        "by": change.by,
        "at": iso(change.at),
    }
