"""How a handbook tells a routine's texts: filled in, and clear about what the organisation has not decided yet."""

from __future__ import annotations

from collections.abc import Mapping

from diagrams.words.handbook import say
from diagrams.words.speech import Speech
from diagrams.words.undecided import with_marks
from engine.problems import listed
from engine.routine import Choice, Routine, Step

_MOST = 1_000


def speech_of(
    routine: Routine, language: str, routines: Mapping[str, Routine], settings: Mapping[str, str]
) -> Speech:
    """The routine's texts in `language`, where a setting without a value says that it is not decided yet."""
    marked = with_marks((routine,), settings, language)
    return Speech(routine=routine, language=language, routines=routines, settings=marked)


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
