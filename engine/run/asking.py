"""Facts that people fill in: read, checked against what is asked for, refused by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from engine.errors import FactsWrong
from engine.facts import FactValue, parse, wire
from engine.problems import Problem, clipped, hint
from engine.routine import Ask, Routine


def read_facts(
    routine: Routine, asks: Iterable[Ask], given: Mapping[str, Any], *, unset: bool = False
) -> dict[str, FactValue] | FactsWrong:
    """The values of the asked facts, or everything that is wrong with what was given.

    None counts as not given, except that with `unset` it may stand for any fact of the routine (a correction takes the value away).
    """
    asked = {ask.fact: ask for ask in asks}
    values: dict[str, FactValue] = {}
    wrong: dict[str, tuple[str, str]] = {}
    for name, ask in asked.items():
        fact = routine.facts[name]
        wire = given.get(name)
        if wire is None:
            if ask.required:
                title = fact.title
                wrong[name] = (
                    f"«{title.say('sv')}» saknas. Fyll i det.",
                    f"“{title.say('en')}” is missing. Fill it in.",
                )
            continue
        value = parse(fact, wire)
        if isinstance(value, Problem):
            wrong[name] = (value.sv, value.en)
        else:
            values[name] = value
    for name in given:
        if name not in asked and not (unset and given[name] is None and name in routine.facts):
            wrong[name] = _not_asked(name, asked)
    return FactsWrong(wrong) if wrong else values


def limits_broken(routine: Routine, values: Mapping[str, FactValue | None]) -> FactsWrong | None:
    """Which of the worked-out values their facts don't allow: a sum may pass a fact's limits."""
    read = {
        name: parse(routine.facts[name], wire(value)) for name, value in values.items() if value is not None
    }
    wrong = {name: (value.sv, value.en) for name, value in read.items() if isinstance(value, Problem)}
    return FactsWrong(wrong) if wrong else None


def _not_asked(name: str, asked: Mapping[str, Ask]) -> tuple[str, str]:
    sv, en = hint(name, asked)
    return (
        f"«{clipped(name)}» frågas det inte efter här.{sv}",
        f"“{clipped(name)}” is not asked for here.{en}",
    )
