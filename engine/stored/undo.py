"""What «Jag tryckte fel» would bring back, as it is stored."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from engine.run.instance import Undo
from engine.stored.formats import Format
from engine.stored.instance import instance_from_stored, instance_to_stored
from engine.stored.people import People


def _with_paper(stored: Mapping[str, Any]) -> Mapping[str, Any]:
    """Form 2 may name the line on paper that the choice was registered from, so that it can be registered again."""
    return stored


FORMAT = Format([_with_paper])


def undo_to_stored(undo: Undo, people: People) -> dict[str, Any]:
    """The undo as JSON values."""
    return {
        "format": FORMAT.number,
        "instance": undo.instance,
        "state": undo.state,
        "choice": undo.choice,
        "by": people.number(undo.by),
        "until": undo.until.isoformat(),
        "before": [instance_to_stored(each, people) for each in undo.before],
        "counters": [
            {"revision": revision, "visits": visits, "born": born} for revision, visits, born in undo.counters
        ],
        "started": list(undo.started),
        **({} if undo.paper is None else {"paper": undo.paper}),
    }


def undo_from_stored(stored: Mapping[str, Any], people: People) -> Undo:
    """The undo that was stored, in whatever form. Raises FromTheFuture, LookupError, TypeError or ValueError."""
    stored = FORMAT.current(stored)
    return Undo(
        instance=stored["instance"],
        state=stored["state"],
        choice=stored["choice"],
        by=people.subject(stored["by"]),
        until=datetime.fromisoformat(stored["until"]),
        before=tuple(instance_from_stored(each, people) for each in stored["before"]),
        counters=tuple((each["revision"], each["visits"], each["born"]) for each in stored["counters"]),
        started=tuple(stored["started"]),
        paper=stored.get("paper"),
    )
