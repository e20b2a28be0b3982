"""What the organisation has not decided yet: settings that a routine's texts name and that have no value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

from diagrams.words.speech import Speech, spoken
from engine.model.routine import Routine, State, Step
from engine.model.standing_rules import rules_of
from engine.values.texts import SETTING, Text


def undecided(routine: Routine, settings: Mapping[str, str]) -> Mapping[str, tuple[str, ...]]:
    """Each setting that the routine's texts name and that has no value → the ids of the states that need it."""
    found: dict[str, list[str]] = {}
    for state in routine.states.values():
        for name in sorted({name for text in _read_in(routine, state) for name in text.names()}):
            setting = name.removeprefix(SETTING)
            if name.startswith(SETTING) and not settings.get(setting):
                found.setdefault(setting, []).append(state.id)
    return {setting: tuple(states) for setting, states in found.items()}


def _read_in(routine: Routine, state: State) -> Iterator[Text]:
    """Every text of the state, and of the rules that are shown in it."""
    yield from _texts(state)
    yield from (rule.text for rule in rules_of(routine, state) if isinstance(state, Step))


def speech_of(
    routine: Routine, language: str, routines: Mapping[str, Routine], settings: Mapping[str, str]
) -> Speech:
    """The routine's texts in `language`, or else in its own."""
    said_in = spoken(routine, language)
    return Speech(routine=routine, language=said_in, routines=routines, settings=settings)


def _texts(value: object) -> Iterator[Text]:
    """Every text within a frozen value."""
    if isinstance(value, Text):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts(each)
    elif is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            yield from _texts(getattr(value, each.name))
