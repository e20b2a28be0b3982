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

_END = datetime(9999, 12, 31, tzinfo=UTC)

LAST: tuple[datetime, str] = (_END, "")
"""Before which everything is, in a list by moment and id."""

LAST_NOTICE: tuple[datetime, str, int, int] = (_END, "", 0, 0)
"""The same in a list by moment, case, sequence and number."""


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


def read_place(cursor: str | None, last: P) -> P:
    """The place that a page's `next` names, of the same form as `last`, which it is without one. Raises CursorWrong."""
    if cursor is None:
        return last
    try:
        moment, *rest = json.loads(urlsafe_b64decode(cursor.encode("ascii")))
        place = (datetime.fromisoformat(moment), *rest)
    except (ValueError, TypeError) as wrong:
        raise CursorWrong from wrong
    # Who made it up may have left out the zone, or put anything in place of the rest.
    if place[0].tzinfo is None or [*map(type, place)] != [*map(type, last)]:
        raise CursorWrong
    return place  # type: ignore[return-value]


def _written(place: tuple[Any, ...]) -> str:
    moment, *rest = place
    return urlsafe_b64encode(json.dumps([moment.isoformat(), *rest]).encode()).decode("ascii")
