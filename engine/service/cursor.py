"""Where a long list goes on: a page of it, and an opaque text that says after what the next one begins."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")

P = TypeVar("P", bound=tuple[Any, ...])

MOST = 200
"""How many one page has where nobody asks for fewer, and at the most."""

_BEGINNING, _END = datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)

LAST: tuple[datetime, str] = (_END, "")
"""Before which everything is, in a list by moment and id."""

LAST_NOTICE: tuple[datetime, str, int, int] = (_END, "", 0, 0)
"""The same in a list by moment, case, sequence and number."""

FIRST_TASK: tuple[int, int, datetime, str, int] = (-1, 0, _BEGINNING, "", 0)
"""After which everything is, in a worklist."""

FIRST_ID: tuple[str] = ("",)
"""The same in a list by id."""

FIRST_DELIVERY: tuple[int, str, int] = (0, "", 0)
"""The same in a list of what routines send, by instance and visit, and then (1) of what people are to hear of, by id."""

FIRST_NUMBER: tuple[int] = (0,)
"""The same in a list by number."""

_LARGEST = 2**31 - 1


class CursorWrong(ValueError):
    """The text that says where to go on was not given by an earlier page."""


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some of a list. `next` says where the rest begins; None where there is no more."""

    items: list[T]
    next: str | None = None

    def __iter__(self) -> Iterator[T]:
        return iter(self.items)


def page_of(
    rows: Sequence[R], most: int, told: Callable[[R], T], place: Callable[[R], tuple[Any, ...]]
) -> Page[T]:
    """The first `most` of the rows, of which there is one more where the list goes on. `place` is where a row stands in it."""
    shown = rows[:most]
    return Page([told(row) for row in shown], _written(place(shown[-1])) if len(rows) > most else None)


def every(ask: Callable[..., Page[T]]) -> Iterator[T]:
    """All of a list, page by page: `ask` is given each page's `cursor`."""
    page = ask(cursor=None)
    yield from page.items
    while page.next:
        page = ask(cursor=page.next)
        yield from page.items


def read_place(cursor: str | None, begin: P) -> P:
    """The place that a page's `next` names, of the same form as `begin`, which it is without one. Raises CursorWrong."""
    if cursor is None:
        return begin
    try:
        parts = json.loads(urlsafe_b64decode(cursor.encode("ascii")))
        # Who made it up may have put anything in place of anything.
        return tuple(_part(part, like) for part, like in zip(parts, begin, strict=True))  # type: ignore[return-value]
    except (ValueError, TypeError) as wrong:
        raise CursorWrong from wrong


def _part(part: Any, like: Any) -> Any:
    """A part of a place as it is kept in a cursor. Raises ValueError or TypeError for what no database has."""
    if isinstance(like, datetime):
        part = datetime.fromisoformat(part)
        known = part.tzinfo is not None
    elif isinstance(like, int):
        known = type(part) is int and abs(part) <= _LARGEST
    else:
        known = type(part) is str and part.isascii() and (part.isprintable() or not part)
    if not known:
        raise CursorWrong
    return part


def _written(place: tuple[Any, ...]) -> str:
    parts = [part.isoformat() if isinstance(part, datetime) else part for part in place]
    return urlsafe_b64encode(json.dumps(parts).encode()).decode("ascii")
