"""What a tour says: titles of scenarios from what they show, and why something could not be shown."""

from __future__ import annotations

from collections.abc import Sequence

from engine.errors import Refusal
from engine.routine import Routine, Scenario
from engine.run.coverage import Way
from engine.run.survey import Survey
from engine.run.way_words import short_name
from engine.texts import Text

NAMED = 2
"""How many ways a title names; the rest it counts."""


def title_of(routine: Routine, scenario: Scenario, ways: Sequence[Way]) -> Text:
    """What happens that is out of the ordinary, and how it ends, in the routine's languages."""
    return Text(
        tuple((language, _title(routine, scenario, ways, language)) for language in routine.languages)
    )


def _title(routine: Routine, scenario: Scenario, ways: Sequence[Way], language: str) -> str:
    english = language == "en"
    notable = sorted((way for way in ways if way.kind != "outcome"), key=lambda way: _rank(routine, way))
    # Of several timers of one step that are alike, the last to run out says it all.
    distinct = {
        (_rank(routine, way), way.state, way.id if way.kind == "choice" else ""): way for way in notable
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


def _rank(routine: Routine, way: Way) -> int:
    """What is rarest first: choices of any time, deadlines, side ways, reminders, the main way."""
    if way.kind == "choice":
        if not way.state:
            return 0
        first = getattr(routine.states[way.state], "choices", ())
        return 4 if first and first[0].id == way.id else 2
    timer = next(each for each in routine.states[way.state].timers if str(each.index) == way.id)
    return 3 if timer.remind is not None else 1


def why_missed(routine: Routine, way: Way, survey: Survey, most: int) -> tuple[str, str]:
    """Why no scenario was found that takes the way, in Swedish and English."""
    if survey.stopped:
        return (
            f"sökningen stannade efter {most} försök",
            f"the search stopped after {most} tries",
        )
    if survey.incident is not None and not survey.entered:
        return (survey.incident.say("sv"), survey.incident.say("en"))
    refusal = survey.refused.get(way)
    if way.kind == "outcome":
        return ("inget som prövades leder dit", "nothing that was tried leads there")
    if way.state and way.state not in survey.entered:
        return ("inget som prövades leder till steget", "nothing that was tried leads to the step")
    if isinstance(refusal, Refusal):
        return (refusal.say("sv"), refusal.say("en"))
    if way.kind == "timer":
        return ("tiden hinner aldrig gå ut i något som prövades", "the time never runs out in what was tried")
    return (
        "valet blir aldrig möjligt i något som prövades",
        "the choice never becomes possible in what was tried",
    )
