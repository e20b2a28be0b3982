"""What needs a manager in the unit."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.pages.staff.frame import roles_of, staff_page, times
from api.pages.staff.visitor import TheVisitor

router = APIRouter(include_in_schema=False)


@router.get("/unit")
def unit(request: Request, visitor: TheVisitor) -> Response:
    """What needs somebody in the units: what has stopped, what is late, and all that is open."""
    said = times(visitor)
    page = visitor.engine.records.tasks(visitor.me, visitor.language)
    tasks = page.items
    stopped = [each for each in tasks if each["incident"]]
    late = [each for each in tasks if each["limit"] and said.is_past(each["limit"]) and not each["incident"]]
    rest = [each for each in tasks if each not in stopped and each not in late]
    return staff_page(
        request,
        visitor,
        "unit.html",
        stopped=stopped,
        late=late,
        rest=rest,
        more=page.next,
        roles_of=roles_of(visitor),
    )
