"""Pages of long lists: where one begins, how many it has, and the `Link` to the next (RFC 8288)."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query, Request

from engine.service.cursor import MOST

Cursor = Annotated[
    str | None,
    Query(
        max_length=400,
        description='Where to go on: as the `Link` with `rel="next"` of the page before has it.',
    ),
]
Limit = Annotated[int, Query(ge=1, le=MOST, description="How many at most.")]


def next_address(request: Request, cursor: str | None) -> str | None:
    """Where the next page is: the same address with another cursor. None where there is no more."""
    if cursor is None:
        return None
    address = request.url.include_query_params(cursor=cursor)
    return f"{address.path}?{address.query}"


def next_link(request: Request, cursor: str | None) -> dict[str, str]:
    """The header that leads to the next page; none where there is no more."""
    address = next_address(request, cursor)
    return {"Link": f'<{address}>; rel="next"'} if address else {}
