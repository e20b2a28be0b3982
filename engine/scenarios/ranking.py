"""How far out of the ordinary a way is: what happens rarely comes first, in titles of scenarios and among drills."""

from __future__ import annotations

from engine.model.numbering import happy_path
from engine.model.routine import Gateway, Routine, Step
from engine.model.usual import main_choice
from engine.scenarios.coverage import Way
from engine.scenarios.way_names import timer_of

EVENT, ESCALATION, SIDE, END, REMINDER, MAIN = range(6)
"""What can happen at any time, what others have to be told, side ways, ends, reminders, the main way."""


def rank(routine: Routine, way: Way) -> int:
    """One of the constants above, the rarest 0."""
    if way.kind == "outcome":
        return END
    if way.kind == "choice":
        state = routine.states.get(way.state)
        if state is None:
            return EVENT
        main = main_choice(routine, state) if isinstance(state, Step) else None
        is_main = main is not None and main.id == way.id and state.id in happy_path(routine, state.flow)
        return MAIN if is_main else SIDE
    if way.kind == "exit":
        gateway = routine.states[way.state]
        assert isinstance(gateway, Gateway)
        path = happy_path(routine, gateway.flow)
        return MAIN if gateway.id in path and gateway.branches[int(way.id)].to in path else SIDE
    return REMINDER if timer_of(routine.states[way.state], way).remind is not None else ESCALATION
