"""What the organisation has not decided yet: settings that a routine's texts name and that have no value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass

from diagrams.words.pictures import say
from diagrams.words.speech import Speech
from engine.model.routine import Routine
from engine.values.texts import Text

_SETTING = "settings."


def undecided(routine: Routine, settings: Mapping[str, str]) -> Mapping[str, tuple[str, ...]]:
    """Each setting that the routine's texts name and that has no value → the ids of the states that need it."""
    found: dict[str, list[str]] = {}
    for state in routine.states.values():
        for name in sorted({name for text in _texts(state) for name in text.names()}):
            setting = name.removeprefix(_SETTING)
            if name.startswith(_SETTING) and not settings.get(setting):
                found.setdefault(setting, []).append(state.id)
    return {setting: tuple(states) for setting, states in found.items()}


def with_marks(routines: Iterable[Routine], settings: Mapping[str, str], language: str) -> Mapping[str, str]:
    """The settings, where each that the routines need and that has no value says that it is not decided yet."""
    mark = say("undecided mark", language)
    missing = {setting: mark for routine in routines for setting in undecided(routine, settings)}
    return {**settings, **missing}


def speech_of(
    routine: Routine, language: str, routines: Mapping[str, Routine], settings: Mapping[str, str]
) -> Speech:
    """The routine's texts in `language`, where a setting without a value says that it is not decided yet."""
    marked = with_marks((routine,), settings, language)
    return Speech(routine=routine, language=language, routines=routines, settings=marked)


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
