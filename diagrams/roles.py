"""Which colour and icon each role has: who starts the routine is the first colour, managers the second, IT has its tool."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from diagrams.picture import PAINTS, Icon
from engine.routine import Role, Routine

_MANAGER = 1
_TOOL = re.compile(r"\b(it|tekniker|technician|support)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RoleMark:
    """How a role is shown: `paint` is the number of its colour."""

    paint: int
    icon: Icon


def marks(routine: Routine) -> Mapping[str, RoleMark]:
    """Every role's mark. Roles beyond the number of colours share them; their titles always stand beside."""
    starters = [role for role in routine.begin.roles if not routine.roles[role].manager]
    managers = [role.id for role in routine.roles.values() if role.manager]
    others = [role for role in routine.roles if role not in starters and role not in managers]
    free = [paint for paint in range(PAINTS) if paint != _MANAGER] if managers else list(range(PAINTS))
    found = {role: RoleMark(_MANAGER, "office") for role in managers}
    for index, role in enumerate([*starters, *others]):
        found[role] = RoleMark(free[index % len(free)], _icon(routine.roles[role]))
    return found


def _icon(role: Role) -> Icon:
    return "tool" if _TOOL.search(f"{role.id.replace('_', ' ')} {role.title.say()}") else "person"
