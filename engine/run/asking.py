"""Facts that people fill in: read, checked against what is asked for, refused by name."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from itertools import islice
from typing import Any

from engine.errors import FactsWrong
from engine.facts import FactValue, parse, wire
from engine.problems import Problem, clipped, hint
from engine.routine import Ask, Routine

UNKNOWN_TOLD = 10
"""How many unknown facts one refusal names."""


def read_facts(
    routine: Routine, asks: Iterable[Ask], given: Mapping[str, Any]
) -> dict[str, FactValue] | FactsWrong:
    """The values of the asked facts, or everything that is wrong with what was given. None counts as not given."""
    asked = {ask.fact: ask for ask in asks}
    values, wrong = _parsed(routine, {name: value for name, value in given.items() if name in asked})
    for name, ask in asked.items():
        if ask.required and given.get(name) is None:
            title = routine.facts[name].title
            wrong[name] = (
                f"«{title.say('sv')}» saknas. Fyll i det.",
                f"“{title.say('en')}” is missing. Fill it in.",
            )
    for name in _unknown(given, asked):
        wrong[name] = _not_asked(name, asked)
    return FactsWrong(wrong) if wrong else values


def read_any(routine: Routine, given: Mapping[str, Any]) -> dict[str, FactValue] | FactsWrong:
    """The values of facts that nobody asked for (a correction's, a message's), or everything that is wrong. None stands for no value."""
    values, wrong = _parsed(routine, {name: value for name, value in given.items() if name in routine.facts})
    for name in _unknown(given, routine.facts):
        sv, en = hint(name, routine.facts)
        wrong[name] = (
            f"Rutinen har ingen uppgift som heter «{clipped(name)}».{sv}",
            f"The routine has no fact called “{clipped(name)}”.{en}",
        )
    return FactsWrong(wrong) if wrong else values


def limits_broken(routine: Routine, values: Mapping[str, FactValue | None]) -> FactsWrong | None:
    """Which of the worked-out values their facts don't allow: a sum may pass a fact's limits."""
    _, wrong = _parsed(routine, {name: wire(value) for name, value in values.items() if value is not None})
    return FactsWrong(wrong) if wrong else None


def _parsed(
    routine: Routine, given: Mapping[str, Any]
) -> tuple[dict[str, FactValue], dict[str, tuple[str, str]]]:
    """The values, and what is wrong, by fact."""
    read = {name: parse(routine.facts[name], wire) for name, wire in given.items() if wire is not None}
    values = {name: value for name, value in read.items() if not isinstance(value, Problem)}
    wrong = {name: (value.sv, value.en) for name, value in read.items() if isinstance(value, Problem)}
    return values, wrong


def _unknown(given: Iterable[str], known: Container[str]) -> list[str]:
    """The names that are not known; of very many the first, since the nearest word to each takes its time."""
    return list(islice((name for name in given if name not in known), UNKNOWN_TOLD))


def _not_asked(name: str, asked: Mapping[str, Ask]) -> tuple[str, str]:
    sv, en = hint(name, asked)
    return (
        f"«{clipped(name)}» frågas det inte efter här.{sv}",
        f"“{clipped(name)}” is not asked for here.{en}",
    )
