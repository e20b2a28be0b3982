"""Commands as they are stored: what was asked, exactly, so that it can be replayed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from engine.run import commands
from engine.run.commands import Command
from engine.run.instance import Person
from engine.said import Said
from engine.stored.formats import Format
from engine.stored.people import People

Stored = dict[str, Any]


def _with_incidents(stored: Mapping[str, Any]) -> Mapping[str, Any]:
    """Form 2 has the commands CannotFire and Resolve, which the program before it does not know, Correct may name `deciders`, and what
    is registered afterwards says `done_at`, and `paper` where it stands on paper.
    """
    return stored


FORMAT = Format([_with_incidents])

_AFTERWARDS = ("done_at", "paper")
_FROM_ANYBODY = ("at", "by", "instance")
_TO_AN_INSTANCE = (*_FROM_ANYBODY, "revision")

_KINDS: Mapping[str, tuple[type[Command], tuple[str, ...]]] = {
    "StartCase": (commands.StartCase, (*_FROM_ANYBODY, *_AFTERWARDS, "routine", "digest", "unit", "facts")),
    "Choose": (commands.Choose, (*_TO_AN_INSTANCE, *_AFTERWARDS, "state", "choice", "facts", "checked")),
    "FireTimer": (commands.FireTimer, (*_TO_AN_INSTANCE, "visit", "index")),
    "CannotFire": (commands.CannotFire, (*_TO_AN_INSTANCE, "visit", "index", "why")),
    "Receive": (commands.Receive, (*_TO_AN_INSTANCE, *_AFTERWARDS, "message", "facts")),
    "Delivered": (commands.Delivered, (*_TO_AN_INSTANCE, "visit", "problem")),
    "TakeBack": (commands.TakeBack, (*_TO_AN_INSTANCE, "sent")),
    "Correct": (commands.Correct, (*_TO_AN_INSTANCE, "facts", "reason", "deciders")),
    "Cancel": (commands.Cancel, (*_TO_AN_INSTANCE, "reason")),
    "Resolve": (commands.Resolve, (*_TO_AN_INSTANCE, "state", "way", "target", "reason")),
    "Take": (commands.Take, (*_TO_AN_INSTANCE, "state", "release")),
    "HandOver": (commands.HandOver, (*_TO_AN_INSTANCE, "to")),
}
"""The stored names of the commands and of what each says, which are the fields' as well."""

_MAY_LACK = ("revision", "problem", "deciders", *_AFTERWARDS)
"""Left out where they have no value."""

_NAMES = {kind: name for name, (kind, _) in _KINDS.items()}


def name_of(command: Command) -> str:
    """What the command is called where it is stored, and told to programs."""
    return _NAMES[type(command)]


def command_to_stored(command: Command, people: People) -> Stored:
    """The command as JSON values."""
    name = name_of(command)
    stored: Stored = {"format": FORMAT.number, "command": name}
    for field in _KINDS[name][1]:
        value = getattr(command, field)
        if value is not None:
            coding = _CODINGS.get(field)
            stored[field] = coding[0](value, people) if coding else value
    return stored


def command_from_stored(stored: Mapping[str, Any], people: People) -> Command:
    """The command that was stored, in whatever form. Raises FromTheFuture, LookupError, TypeError or ValueError."""
    stored = FORMAT.current(stored)
    kind, fields = _KINDS[stored["command"]]
    values = {}
    for field in fields:
        if field in stored or field not in _MAY_LACK:
            coding = _CODINGS.get(field)
            values[field] = coding[1](stored[field], people) if coding else stored[field]
    return kind(**values)


def asked(command: Command) -> Stored:
    """What makes two requests the same: all of the command but when it came, who gave it and what the engine made up for it."""
    name = name_of(command)
    left_out = {"at", "by", "digest", "deciders", *(["instance"] if name == "StartCase" else [])}
    values = {field: getattr(command, field) for field in _KINDS[name][1] if field not in left_out}
    coded = {field: _ASKED[field](value) if field in _ASKED else value for field, value in values.items()}
    # Left out where they say nothing: a key of the release before is of the same request.
    return {
        "command": name,
        **{field: value for field, value in coded.items() if value is not None or field not in _AFTERWARDS},
    }


def _person_to_stored(person: Person, people: People) -> Stored:
    return {"person": people.number(person.subject), "grants": sorted(map(list, person.grants))}


def _person_from_stored(stored: Mapping[str, Any], people: People) -> Person:
    grants = frozenset((role, unit) for role, unit in stored["grants"])
    return Person(people.subject(stored["person"]), grants)


_ASKED: Mapping[str, Callable[[Any], Any]] = {
    "checked": sorted,
    "done_at": lambda moment: moment and moment.isoformat(),
}

_MOMENT = (lambda at, people: at.isoformat(), lambda text, people: datetime.fromisoformat(text))

_CODINGS: Mapping[str, tuple[Callable[[Any, People], Any], Callable[[Any, People], Any]]] = {
    "at": _MOMENT,
    "done_at": _MOMENT,
    "by": (_person_to_stored, _person_from_stored),
    "to": (lambda subject, people: people.number(subject), lambda number, people: people.subject(number)),
    "checked": (lambda checked, people: sorted(checked), lambda stored, people: frozenset(stored)),
    "why": (lambda why, people: list(why), lambda stored, people: Said(*stored)),
    "deciders": (
        lambda deciders, people: [people.number(each) for each in deciders],
        lambda stored, people: tuple(people.subject(each) for each in stored),
    ),
    "facts": (lambda facts, people: dict(facts), lambda stored, people: dict(stored)),
}
