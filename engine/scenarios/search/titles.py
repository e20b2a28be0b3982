"""Titles of made scenarios, from what they show."""

from __future__ import annotations

from collections.abc import Sequence

from engine.model.routine import Routine
from engine.model.scenario import Scenario
from engine.said import Said
from engine.scenarios.coverage import Way
from engine.scenarios.ranking import rank
from engine.scenarios.way_names import short_name
from engine.values.texts import Text

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
    notable = sorted((way for way in ways if way.kind != "outcome"), key=lambda way: rank(routine, way))
    # Of several timers of one step that are alike, the last to run out says it all.
    distinct = {
        (rank(routine, way), way.state, way.id if way.kind in ("choice", "exit") else ""): way
        for way in notable
    }
    named = list(distinct.values())[:NAMED]
    said = ", ".join(short_name(routine, way, language) for way in named)
    rest = len(notable) - len(named)
    if rest > 0:
        said += Said(f" och {rest} till", f" and {rest} more").say(language)
    if not scenario.ends:
        return said
    end = short_name(routine, Way(kind="outcome", state="", id=scenario.ends), language)
    return f"{said} – {end}" if said else end
