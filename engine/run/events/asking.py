"""The one door by which values come to facts: read by the fact that receives them, refused by name.

Whatever brings a value (a person, a message, a correction, a `set`, a routine that calls, one that was called), the fact reads it.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from datetime import datetime
from itertools import islice
from typing import Any

from engine.errors.value import FactsWrong
from engine.model.facts import FactValue, parse, wire
from engine.model.routine import Ask, Routine
from engine.model.time_limits import outside
from engine.problems import Problem, clipped, hint
from engine.said import Said

UNKNOWN_TOLD = 10
"""How many unknown facts one refusal names."""


Values = dict[str, FactValue | None]
"""What facts are to be; None for one that is to have no value."""


def read_facts(
    routine: Routine, asks: Iterable[Ask], given: Mapping[str, Any], now: datetime
) -> Values | FactsWrong:
    """What the asked facts are to be, or everything that is wrong with what was given at `now`, in the organisation's zone.

    What is left out, null or (where it is not required) a blank text is nothing: the fact is to have no value.
    """
    asked = {ask.fact: ask for ask in asks}
    filled = {name: None if _is_nothing(given.get(name), ask) else given[name] for name, ask in asked.items()}
    values, wrong = _parsed(routine, filled)
    wrong |= _outside(routine, values, now)
    for name, ask in asked.items():
        if ask.required and given.get(name) is None:
            wrong[name] = Said("”{title}” saknas. Fyll i det.", "“{title}” is missing. Fill it in.").fill(
                title=routine.facts[name].title.said()
            )
    for name in _unknown(given, asked):
        wrong[name] = _not_asked(name, asked)
    return FactsWrong(wrong) if wrong else values


def read_start(
    routine: Routine, handed_down: Mapping[str, FactValue], given: Mapping[str, Any], now: datetime
) -> Values | FactsWrong:
    """What facts the routine begins with: what its caller hands down, and what it asks for beside that, given at `now`."""
    known = read_values(routine, handed_down)
    if isinstance(known, FactsWrong):
        return known
    values = read_facts(routine, [ask for ask in routine.begin.ask if ask.fact not in known], given, now)
    return values if isinstance(values, FactsWrong) else {**known, **values}


def read_correction(routine: Routine, given: Mapping[str, Any], now: datetime) -> Values | FactsWrong:
    """What facts that are put right at `now` are to be, or everything that is wrong. None: no value."""
    values = read_any(routine, given)
    if isinstance(values, FactsWrong):
        return values
    wrong = _outside(routine, values, now, again=True)
    return FactsWrong(wrong) if wrong else values


def read_any(routine: Routine, given: Mapping[str, Any]) -> Values | FactsWrong:
    """What facts that nobody asked for are to be, or everything that is wrong. None: no value."""
    values, wrong = _parsed(routine, {name: value for name, value in given.items() if name in routine.facts})
    for name in _unknown(given, routine.facts):
        wrong[name] = Said(
            "Rutinen har ingen uppgift som heter ”{name}”.{hint}",
            "The routine has no fact called “{name}”.{hint}",
        ).fill(name=clipped(name), hint=hint(name, routine.facts))
    return FactsWrong(wrong) if wrong else values


def read_values(routine: Routine, values: Mapping[str, FactValue | None]) -> Values | FactsWrong:
    """As `read_any`, of values that were worked out or are another routine's: they need not fit the facts that receive them."""
    if not values:
        return {}
    return read_any(routine, {name: wire(value) for name, value in values.items()})


def _is_nothing(given: object, ask: Ask) -> bool:
    return given is None or (not ask.required and isinstance(given, str) and not given.strip())


def _parsed(routine: Routine, given: Mapping[str, Any]) -> tuple[Values, dict[str, Said]]:
    """The values, and what is wrong, by fact."""
    read = {name: None if wire is None else parse(routine.facts[name], wire) for name, wire in given.items()}
    values = {name: value for name, value in read.items() if not isinstance(value, Problem)}
    wrong = {name: value.said for name, value in read.items() if isinstance(value, Problem)}
    return values, wrong


def _outside(routine: Routine, values: Values, now: datetime, *, again: bool = False) -> dict[str, Said]:
    """What lies outside the limits that count from `now`, by fact."""
    found = {name: outside(routine.facts[name], value, now, again=again) for name, value in values.items()}
    return {name: problem.said for name, problem in found.items() if problem}


def _unknown(given: Iterable[str], known: Container[str]) -> list[str]:
    """The names that are not known; of very many the first, since the nearest word to each takes its time."""
    return list(islice((name for name in given if name not in known), UNKNOWN_TOLD))


def _not_asked(name: str, asked: Mapping[str, Ask]) -> Said:
    return Said("”{name}” frågas det inte efter här.{hint}", "“{name}” is not asked for here.{hint}").fill(
        name=clipped(name), hint=hint(name, asked)
    )
