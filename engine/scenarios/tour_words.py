"""What a tour says: titles of scenarios from what they show, and why something could not be shown."""

from __future__ import annotations

from collections.abc import Sequence

from engine.routine import Routine, Scenario
from engine.scenarios.coverage import Way
from engine.scenarios.ranking import rank
from engine.scenarios.state_space import StateSpace
from engine.scenarios.way_words import short_name
from engine.texts import Text

_NO_BRACES = str.maketrans("", "", "{}")

NAMED = 2
"""How many ways a title names; the rest it counts."""


def title_of(routine: Routine, scenario: Scenario, ways: Sequence[Way]) -> Text:
    """What happens that is out of the ordinary, and how it ends, in the routine's languages.

    Names in braces lose them: a title is told before anything has been filled in.
    """
    said = ((language, _title(routine, scenario, ways, language)) for language in routine.languages)
    return Text(tuple((language, title.translate(_NO_BRACES)) for language, title in said))


def _title(routine: Routine, scenario: Scenario, ways: Sequence[Way], language: str) -> str:
    english = language == "en"
    notable = sorted((way for way in ways if way.kind != "outcome"), key=lambda way: rank(routine, way))
    # Of several timers of one step that are alike, the last to run out says it all.
    distinct = {
        (rank(routine, way), way.state, way.id if way.kind == "choice" else ""): way for way in notable
    }
    named = list(distinct.values())[:NAMED]
    said = ", ".join(short_name(routine, way, language) for way in named)
    rest = len(notable) - len(named)
    if rest > 0:
        said += f" and {rest} more" if english else f" och {rest} till"
    if not scenario.ends:
        return said
    end = short_name(routine, Way(kind="outcome", state="", id=scenario.ends), language)
    return f"{said} – {end}" if said else end


def why_missed(routine: Routine, way: Way, spaces: Sequence[StateSpace], most: int) -> tuple[str, str]:
    """Why no scenario was found that takes the way, in Swedish and English; with the bound where the search met it."""
    sv, en = _why(way, spaces)
    if any(space.stopped for space in spaces):
        return (
            f"{sv}; sökningen stannade efter {most} försök",
            f"{en}; the search stopped after {most} tries",
        )
    return sv, en


def _why(way: Way, spaces: Sequence[StateSpace]) -> tuple[str, str]:
    entered = {state for space in spaces for state in space.entered}
    incident = next((space.incident for space in spaces if space.incident), None)
    if incident is not None and not entered:
        return incident.say("sv"), incident.say("en")
    if way.kind == "outcome":
        return "inget som prövades leder dit", "nothing that was tried leads there"
    if way.state and way.state not in entered:
        return "inget som prövades leder till steget", "nothing that was tried leads to the step"
    refusal = next((space.refused[way] for space in spaces if way in space.refused), None)
    if refusal is not None:
        return refusal.say("sv").rstrip("."), refusal.say("en").rstrip(".")
    if way.kind == "timer":
        return "tiden gick aldrig ut i det som prövades", "the time never ran out in what was tried"
    return (
        "valet blev aldrig möjligt i det som prövades",
        "the choice never became possible in what was tried",
    )
