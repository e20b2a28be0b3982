"""What `rutin test --suggest` prints: scenarios as YAML to paste, and as comments what they show and what can't be shown."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from engine.said import Said

if TYPE_CHECKING:
    from engine.model.routine import Routine
    from engine.scenarios.coverage import Way
    from engine.scenarios.search.tour import Suggestion, Tour

_WIDTH = 110


def suggested(routine: Routine, file: str, tour: Tour, wanted: Sequence[Way], language: str) -> str:
    """The scenarios of a tour as they are pasted; all else stands in comments."""
    return "\n".join([*_head(routine, file, tour, wanted, language), *_scenarios(routine, tour, language)])


def suggested_wire(routine: Routine, tour: Tour, language: str) -> dict[str, Any]:
    """The same as JSON values."""
    return {
        "suggested": [
            {
                "title": each.scenario.title.say(language),
                "yaml": _text(routine, each, [], language),
                "takes": [way_wire(way) for way in each.ways],
            }
            for each in tour.suggestions
        ],
        "impossible": [{**way_wire(each.way), "because": each.why.say(language)} for each in tour.missed],
    }


def way_wire(way: Way) -> dict[str, str | None]:
    """A choice, timer or outcome as JSON values."""
    return {"kind": way.kind, "state": way.state or None, "id": way.id}


def _head(routine: Routine, file: str, tour: Tour, wanted: Sequence[Way], language: str) -> Iterator[str]:
    from engine.scenarios.way_names import name_of

    title, scenarios, of = routine.title.say(language), len(tour.suggestions), len(wanted)
    taken = of - len(tour.missed)
    if not wanted:
        nothing = Said("scenarierna tar redan allt", "the scenarios take everything already")
        yield f"# {title} ({file}): {nothing.say(language)}"
        return
    one = scenarios == 1
    under = (
        Said("under scenarios:", "under scenarios:")
        if routine.scenarios
        else Said("sist i filen:", "at the end of the file:")
    )
    what = Said(
        f"{'1 scenario' if one else f'{scenarios} scenarier'} som tar {taken} av {of} val, vägar, tider och slut."
        f" Klistra in {'det' if one else 'dem'} {under.sv}",
        f"{'1 scenario' if one else f'{scenarios} scenarios'} taking {taken} of {of} choices, ways, timers and ends."
        f" Paste {'it' if one else 'them'} {under.en}",
    )
    yield f"# {title} ({file}): {what.say(language)}"
    for each in tour.missed:
        name, why = name_of(routine, each.way, language), each.why.say(language)
        no = Said("Inget scenario hittades för", "No scenario was found for").say(language)
        yield from (f"# {line}" for line in textwrap.wrap(f"{no} {name}: {why}", _WIDTH))
    if not routine.scenarios:
        yield "scenarios:"


def _scenarios(routine: Routine, tour: Tour, language: str) -> Iterator[str]:
    told: set[Way] = set()
    for each in tour.suggestions:
        new = [way for way in each.ways if way not in told]
        told.update(new)
        yield _text(routine, each, new, language)


def _text(routine: Routine, each: Suggestion, new: Sequence[Way], language: str) -> str:
    from engine.scenarios.way_names import name_of
    from engine.scenarios.yaml_text import scenario_text

    names = "; ".join(name_of(routine, way, language) for way in new)
    takes = Said("Tar", "Takes").say(language)
    comments = textwrap.wrap(f"{takes} {names}.", _WIDTH) if names else []
    return scenario_text(routine, each.scenario, comments)
