"""Commands as JSON values, for the history: what was asked, exactly, so that it can be replayed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from engine.errors import iso
from engine.run import commands
from engine.run.commands import Command
from engine.run.instance import Person

_KINDS: dict[str, type[Command]] = {
    kind.__name__: kind
    for kind in (
        commands.StartCase,
        commands.Choose,
        commands.FireTimer,
        commands.Receive,
        commands.Delivered,
        commands.TakeBack,
        commands.Correct,
        commands.Cancel,
        commands.Take,
        commands.HandOver,
    )
}
_FIELDS = {name: tuple(each.name for each in fields(kind)) for name, kind in _KINDS.items()}
_DEFAULTS = {name: {each.name: each.default for each in fields(kind)} for name, kind in _KINDS.items()}

_TO_WIRE: dict[str, Callable[[Any], Any]] = {
    "at": iso,
    "by": lambda person: {"subject": person.subject, "grants": sorted(map(list, person.grants))},
    "checked": sorted,
    "facts": dict,
}
_FROM_WIRE: dict[str, Callable[[Any], Any]] = {
    "at": datetime.fromisoformat,
    "by": lambda wire: Person(wire["subject"], frozenset((role, unit) for role, unit in wire["grants"])),
    "checked": frozenset,
}


def command_to_wire(command: Command) -> dict[str, Any]:
    """The command as JSON values; what is at its default is left out."""
    kind = type(command).__name__
    wire: dict[str, Any] = {"command": kind}
    defaults = _DEFAULTS[kind]
    for name in _FIELDS[kind]:
        value = getattr(command, name)
        if value is not defaults[name] and value != defaults[name]:
            to_wire = _TO_WIRE.get(name)
            wire[name] = to_wire(value) if to_wire else value
    return wire


def command_from_wire(wire: Mapping[str, Any]) -> Command:
    """The command that `command_to_wire` wrote."""
    values = {
        name: _FROM_WIRE[name](value) if name in _FROM_WIRE else value
        for name, value in wire.items()
        if name != "command"
    }
    return _KINDS[wire["command"]](**values)
