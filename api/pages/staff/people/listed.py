"""Who is known: found, written out to a file, and read from one; for administrators."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.responses import Response

from api.http.request.paging import Cursor
from api.pages.staff import cookies
from api.pages.staff.frame import role_titles, staff_page
from api.pages.staff.people.words import DONE, holdings, role_choices
from api.pages.staff.visitor import TheAdministrator
from engine.errors.value import FactsWrong
from engine.said import Said
from engine.service.cursor import every
from engine.service.people.sheet import LARGEST, read_sheet, write_sheet

router = APIRouter(include_in_schema=False)

IMPORT = "/people/import"
"""Where a file is sent to."""

ROOM_FOR_A_FILE = LARGEST
"""Bytes that may be sent there beside what any form may hold."""

_A_PAGE = 50

Search = Annotated[str, Query(max_length=100)]


@router.get("/people")
def people(
    request: Request, visitor: TheAdministrator, search: Search = "", cursor: Cursor = None, done: str = ""
) -> Response:
    """Everybody who is known, or those whose name or id has the search in it."""
    page = visitor.engine.people.listed(cursor, _A_PAGE, search.strip())
    titles = role_titles(visitor)
    return staff_page(
        request,
        visitor,
        "people/list.html",
        people=[(each, holdings(each, titles, visitor.language)) for each in page.items],
        more=page.next,
        search=search,
        done=DONE.get(done),
    )


@router.get("/people/export")
def export(visitor: TheAdministrator) -> Response:
    """Everybody, as a file that Excel opens and that can be read in again."""
    content = write_sheet(every(visitor.engine.people.listed), visitor.language)
    name = Said("personer.csv", "people.csv").say(visitor.language)
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(content, media_type="text/csv", headers=headers)


@router.get(IMPORT)
def import_page(request: Request, visitor: TheAdministrator) -> Response:
    """What such a file looks like, and where it is chosen."""
    return staff_page(request, visitor, "people/import.html", errors={}, came=None, is_dry=False)


class _Sent:
    """The file that was sent, and whether it is only to be tried."""

    def __init__(self, content: bytes, is_dry: bool) -> None:
        self.content, self.is_dry = content, is_dry


async def _sent(request: Request) -> _Sent:
    cookies.check_origin(request)
    async with request.form(max_files=1, max_fields=5) as form:
        file = form.get("file")
        content = await file.read(LARGEST + 1) if isinstance(file, UploadFile) else b""
        return _Sent(content, is_dry="dry" in form)


@router.post(IMPORT)
async def import_file(
    request: Request, visitor: TheAdministrator, sent: Annotated[_Sent, Depends(_sent)]
) -> Response:
    """Writes down everybody in the file, or nobody; or only says what would come of it."""
    engine = visitor.engine
    try:
        entries = await run_in_threadpool(read_sheet, sent.content, role_choices(visitor))
        came = await run_in_threadpool(
            lambda: engine.people.write(entries, visitor.me.subject, dry=sent.is_dry)
        )
    except FactsWrong as wrong:
        errors = {name: said.say(visitor.language) for name, said in wrong.problems.items()}
        return staff_page(
            request, visitor, "people/import.html", 422, errors=errors, came=None, is_dry=sent.is_dry
        )
    return staff_page(request, visitor, "people/import.html", errors={}, came=came, is_dry=sent.is_dry)
