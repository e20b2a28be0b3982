"""Where a long list goes on: a page of it, and an opaque text that says after what the next one begins."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")

MomentAndText = tuple[datetime, str]

LAST: MomentAndText = (datetime(9999, 12, 31, tzinfo=UTC), "")
"""Before which everything is."""


class CursorWrong(ValueError):
    """The text that says where to go on was not given by an earlier page."""


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some of a list. `next` says where the rest begins; None where there is no more."""

    items: list[T]
    next: str | None = None


def page_of(
    rows: Sequence[R], most: int, told: Callable[[R], T], place: Callable[[R], MomentAndText]
) -> Page[T]:
    """The first `most` of the rows, of which there is one more where the list goes on. `place` is where a row stands in it."""
    shown = rows[:most]
    return Page([told(row) for row in shown], _written(place(shown[-1])) if len(rows) > most else None)


def read_moment_and_text(cursor: str) -> MomentAndText:
    """The place that a page's `next` names. Raises CursorWrong."""
    try:
        moment, text = json.loads(urlsafe_b64decode(cursor.encode("ascii")))
        at = datetime.fromisoformat(moment)
        # Who made it up may have left out the zone, or put anything in place of the text.
        if at.tzinfo is None or not isinstance(text, str):
            raise CursorWrong
        return at, text
    except (ValueError, TypeError) as wrong:
        raise CursorWrong from wrong


def _written(place: MomentAndText) -> str:
    moment, text = place
    return urlsafe_b64encode(json.dumps([moment.isoformat(), text]).encode()).decode("ascii")
