"""All that is open in one's units, a page at a time: where a list that is shown elsewhere goes on."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.http.request.paging import Cursor
from api.pages.staff.frame import roles_of, staff_page
from api.pages.staff.going_on import told_apart
from api.pages.staff.visitor import TheVisitor

router = APIRouter(include_in_schema=False)


@router.get("/tasks")
def tasks(request: Request, visitor: TheVisitor, cursor: Cursor = None) -> Response:
    """The open steps, one's own first."""
    page = visitor.engine.records.tasks(visitor.me, visitor.language, cursor)
    return staff_page(
        request,
        visitor,
        "tasks.html",
        tasks=page.items,
        more=page.next,
        roles_of=roles_of(visitor),
        began=told_apart(visitor, page.items),
    )
