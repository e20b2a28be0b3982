"""Which colour and icon each role has, over all that an organisation has written: managers the second colour, IT its tool."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from diagrams.picture import PAINTS, Icon
from diagrams.words.speech import Speech
from engine.model.head import Role
from engine.model.routine import Routine, Step

_MANAGER = 1
_PEOPLE: tuple[Icon, ...] = ("person", "badge", "people", "portrait", "cap", "headset", "bag", "pen", "key")
_TOOL = re.compile(r"\b(it|tekniker|technician|support)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RoleMark:
    """How a role is shown: `paint` is the number of its colour."""

    paint: int
    icon: Icon


def marks(speech: Speech) -> Mapping[str, RoleMark]:
    """Every role's mark, in the picture of one routine as in all that the organisation makes: see `marks_of`."""
    return marks_of({**speech.routines, speech.routine.id: speech.routine}.values())


def marks_of(routines: Iterable[Routine]) -> Mapping[str, RoleMark]:
    """Every role's mark over a set of routines: a role is the same wherever it has the same id, and no two have the same mark.

    The roles that are met most come first, so that a routine that is added changes the colours of few. A role that is a manager
    somewhere is one everywhere. Only roles beyond the number of colours share one; their titles always stand beside.
    """
    met: dict[str, list[tuple[Routine, Role]]] = {}
    for routine in routines:
        for role in routine.roles.values():
            met.setdefault(role.id, []).append((routine, role))
    managers = {id for id, found in met.items() if any(role.manager for _, role in found)}
    free = [paint for paint in range(PAINTS) if paint != _MANAGER or not managers]
    others = sorted((id for id in met if id not in managers), key=lambda id: (*_rank(id, met[id]), id))
    found = {id: RoleMark(_MANAGER, "office") for id in managers}
    for index, id in enumerate(others):
        found[id] = RoleMark(free[index % len(free)], _icon(met[id][0][1], index))
    return found


def _rank(id: str, met: Sequence[tuple[Routine, Role]]) -> tuple[int, int, int]:
    """Lowest for the role that is in the most routines, then starts the most, then has the most steps."""
    starts = sum(id in routine.begin.roles for routine, _ in met)
    steps = sum(
        id in state.roles
        for routine, _ in met
        for state in routine.states.values()
        if isinstance(state, Step)
    )
    return -len(met), -starts, -steps


def _icon(role: Role, index: int) -> Icon:
    is_tool = _TOOL.search(f"{role.id.replace('_', ' ')} {role.title.say()}")
    return "tool" if is_tool else _PEOPLE[index % len(_PEOPLE)]
