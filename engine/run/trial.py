"""Whether what a choice starts beside can start, found out by taking the choice and throwing away what comes of it."""

from __future__ import annotations

from datetime import datetime

from engine.errors.root import Refusal
from engine.errors.step import Incident
from engine.errors.stored import Unreadable
from engine.routine import Choice, State, Step
from engine.run.case import advance
from engine.run.commands import Choose
from engine.run.context import Library
from engine.run.instance import Case, Instance, Person


def hindrance(
    case: Case, instance: Instance, state: State, choice: Choice, by: Person, at: datetime, library: Library
) -> Refusal | Incident | Unreadable | None:
    """Why what the choice starts can't start, of a choice that is the person's to take and whose condition holds.

    None too where what is filled in decides: then it is judged when it comes. A call that can't start hinders no choice: it stands.
    """
    if choice.ask or choice.start is None:
        return None
    items = len(state.checklist) if isinstance(state, Step) else 0
    command = Choose(
        at=at,
        by=by,
        instance=instance.id,
        state=state.id,
        choice=choice.id,
        checked=frozenset(range(1, items + 1)),
    )
    try:
        outcome = advance(case, command, library)
    except (Incident, Unreadable) as trouble:
        return trouble
    return outcome if isinstance(outcome, Refusal) else None
