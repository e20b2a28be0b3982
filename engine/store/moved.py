"""That a case has moved on, as processes tell each other: which one, how far, in which unit. Nothing of what happened in it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

LONGEST = 7000
"""Bytes of one text. What PostgreSQL's NOTIFY carries is shorter than 8000."""


@dataclass(frozen=True, slots=True)
class Moved:
    """The case's history has `sequence` rows now."""

    case: str
    sequence: int
    unit: str


def written(moved: Iterable[Moved]) -> Iterator[str]:
    """As texts of ASCII, none longer than `LONGEST` but what is longer by itself."""
    gathered: list[str] = []
    for each in moved:
        text = json.dumps([each.case, each.sequence, each.unit])
        if gathered and sum(map(len, gathered)) + len(gathered) + len(text) + 2 > LONGEST:
            yield f"[{','.join(gathered)}]"
            gathered = []
        gathered.append(text)
    if gathered:
        yield f"[{','.join(gathered)}]"


def read(text: str) -> list[Moved]:
    """What was written. Nothing where that is no text of ours: anybody in the database may say anything."""
    try:
        return [Moved(str(case), int(sequence), str(unit)) for case, sequence, unit, *_ in json.loads(text)]
    except (ValueError, TypeError, OverflowError, RecursionError):
        return []
