"""Whether what a choice starts beside can start: found out as it would begin, without taking the choice."""

from __future__ import annotations

from datetime import datetime

from engine.errors.step import Incident
from engine.errors.stored import Unreadable
from engine.errors.value import FactsWrong
from engine.model.routine import Choice, Routine
from engine.run.binding import version_for
from engine.run.context import Library
from engine.run.events import incidents
from engine.run.events.asking import read_start, read_values
from engine.run.events.scratch import Scratch
from engine.run.instance import Instance
from engine.run.outcome import StartChild


def hindrance(
    routine: Routine, instance: Instance, choice: Choice, at: datetime, library: Library
) -> Incident | Unreadable | None:
    """Why what the choice starts can't start, of a choice that may be taken and whose values fit.

    None too where what is filled in decides: then it is judged when it comes. A call that can't start hinders no choice: it stands.
    """
    if choice.ask or choice.start is None:
        return None
    try:
        started = version_for(routine, choice.start, library)
    except Unreadable as trouble:
        return trouble
    if started is None:
        return incidents.not_published(choice.start.routine)
    scratch = Scratch(routine, instance, at, library.context)
    sets = read_values(routine, scratch.work_out(choice.set))
    assert not isinstance(sets, FactsWrong)
    scratch.set_facts(sets)
    scratch.start_child(choice.start, None)
    (begins,) = scratch.effects
    assert isinstance(begins, StartChild)
    begun = read_start(started, begins.facts, {}, scratch.here)
    return incidents.cannot_start(started.id, begun) if isinstance(begun, FactsWrong) else None
