"""Rows as the JSON values that people are given: where an instance is, what happened, a notice."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from engine.model.routine import Routine, Step
from engine.run.context import Library
from engine.run.explain import Viewer, view
from engine.run.instance import Case, Instance, Person
from engine.run.outcome import Happened
from engine.store.staged.changes import Row
from engine.values.moments import iso


def explained(
    library: Library, instance: Instance, case: Case, person: Person, language: str, now: datetime
) -> Mapping[str, Any]:
    """The view of an instance that is at hand."""
    viewer = Viewer(person=person, now=now, language=language, library=library)
    return view(library.pinned(instance.digest), instance, case, viewer)


def notice_told(row: Row) -> dict[str, Any]:
    """A notice."""
    return {
        "at": iso(row["at"]),
        "kind": row["kind"],
        "text": row["text"],
        "instance": row["instance_id"],
        "state": row["state"],
        "role": row["role"],
        "unit": row["unit"],
    }


def happened_told(routine: Routine, happened: Happened, language: str) -> dict[str, Any]:
    """What happened with the titles that people know it by."""
    told: dict[str, Any] = {"kind": happened.kind}
    state = routine.states.get(happened.state or "")
    if state is not None:
        told |= {"state": state.id, "title": state.title.say(language)}
    if happened.choice is not None:
        told["choice"] = happened.choice
        offered = [*(state.choices if isinstance(state, Step) else ()), *routine.anytime]
        label = next((each.label.say(language) for each in offered if each.id == happened.choice), None)
        told["label"] = label
    if happened.detail is not None:
        told["detail"] = happened.detail
    return told
