"""Which colour and icon each role has: who starts the routine is the first colour, managers the second, IT has its tool."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from diagrams.picture import PAINTS, Icon
from engine.model.head import Role
from engine.model.routine import Routine

_MANAGER = 1
_PEOPLE: tuple[Icon, ...] = ("person", "badge", "people", "portrait", "cap")
_TOOL = re.compile(r"\b(it|tekniker|technician|support)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RoleMark:
    """How a role is shown: `paint` is the number of its colour."""

    paint: int
    icon: Icon


def marks(*routines: Routine) -> Mapping[str, RoleMark]:
    """Every role's mark: of one routine, or of a set, where a role of several has one mark and no two of them the same.

    Only roles beyond the number of colours share one; their titles always stand beside.
    """
    roles = {role.id: role for routine in routines for role in _in_order(routine)}
    free = [
        paint for paint in range(PAINTS) if paint != _MANAGER or not any(r.manager for r in roles.values())
    ]
    others = [role for role in roles.values() if not role.manager]
    found = {role.id: RoleMark(_MANAGER, "office") for role in roles.values() if role.manager}
    for index, role in enumerate(others):
        found[role.id] = RoleMark(free[index % len(free)], _icon(role, index))
    return found


def _in_order(routine: Routine) -> list[Role]:
    """The roles of a routine, those first that start it."""
    return sorted(routine.roles.values(), key=lambda role: role.id not in routine.begin.roles)


def _icon(role: Role, index: int) -> Icon:
    is_tool = _TOOL.search(f"{role.id.replace('_', ' ')} {role.title.say()}")
    return "tool" if is_tool else _PEOPLE[index % len(_PEOPLE)]
