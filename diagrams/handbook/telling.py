"""How a handbook tells a routine's texts: filled in, and clear about what the organisation has not decided yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

from diagrams.handbook.wording import say
from diagrams.speech import Speech
from engine.problems import listed
from engine.routine import Choice, Routine, Step
from engine.texts import Text

_SETTING = "settings."
_MOST = 1_000


def speech_of(
    routine: Routine, language: str, routines: Mapping[str, Routine], settings: Mapping[str, str]
) -> Speech:
    """The routine's texts in `language`, where a setting without a value says that it is not decided yet."""
    mark = say("undecided mark", language)
    missing = dict.fromkeys(undecided(routine, settings), mark)
    return Speech(routine=routine, language=language, routines=routines, settings={**settings, **missing})


def undecided(routine: Routine, settings: Mapping[str, str]) -> Mapping[str, tuple[str, ...]]:
    """Each setting that the routine's texts name and that has no value → the ids of the states that need it."""
    found: dict[str, list[str]] = {}
    for state in routine.states.values():
        for name in sorted({name for text in _texts(state) for name in text.names()}):
            setting = name.removeprefix(_SETTING)
            if name.startswith(_SETTING) and not settings.get(setting):
                found.setdefault(setting, []).append(state.id)
    return {setting: tuple(states) for setting, states in found.items()}


def anchor(routine: Routine, part: str) -> str:
    """The id, unique in a handbook, of a state or a named part of the routine."""
    return f"{routine.id}-{part}"


def enumerated(words: list[str], language: str, joint: str = "and") -> str:
    """«a, b och c», however many there are."""
    return listed(words, say(joint, language), _MOST)


def closed(sentence: str) -> str:
    """The sentence without a full stop after its question mark."""
    return sentence.removesuffix(".") if sentence.endswith("?.") else sentence


def roles_acting(step: Step) -> tuple[str, ...]:
    """The roles that have something to do in the step: its own, and those of choices that are another role's."""
    return tuple(dict.fromkeys((*step.roles, *(role for choice in step.choices for role in choice.roles))))


def choice_roles(choice: Choice, step: Step) -> tuple[str, ...]:
    """The roles of a choice that is not for the step's own roles; () where it is."""
    return () if set(choice.roles) == set(step.roles) else choice.roles


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
