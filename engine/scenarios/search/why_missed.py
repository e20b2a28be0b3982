"""Why no scenario was found for something: where the search came, and what stopped it there."""

from __future__ import annotations

from collections.abc import Sequence

from engine.said import Said
from engine.scenarios.coverage import Way
from engine.scenarios.search.state_space import StateSpace


def why_missed(way: Way, spaces: Sequence[StateSpace], most: int) -> Said:
    """Why no scenario was found that takes the way; with the bound where the search met it."""
    sv, en = _why(way, spaces)
    if any(space.stopped for space in spaces):
        return Said(
            f"{sv}; sökningen stannade efter {most} försök",
            f"{en}; the search stopped after {most} tries",
        )
    return Said(sv, en)


def _why(way: Way, spaces: Sequence[StateSpace]) -> Said:
    entered = {state for space in spaces for state in space.entered}
    incident = next((space.incident for space in spaces if space.incident), None)
    if incident is not None and not entered:
        return incident.said()
    if way.kind == "outcome":
        return Said("inget som prövades leder dit", "nothing that was tried leads there")
    if way.state and way.state not in entered:
        return Said("inget som prövades leder till steget", "nothing that was tried leads to the step")
    refusal = next((space.refused[way] for space in spaces if way in space.refused), None)
    if refusal is not None:
        return Said(refusal.say("sv").rstrip("."), refusal.say("en").rstrip("."))
    if way.kind == "timer":
        return Said("tiden gick aldrig ut i det som prövades", "the time never ran out in what was tried")
    if way.kind == "exit":
        return Said(
            "vägen blev aldrig sann i det som prövades", "the way never became true in what was tried"
        )
    return Said(
        "valet blev aldrig möjligt i det som prövades",
        "the choice never became possible in what was tried",
    )
