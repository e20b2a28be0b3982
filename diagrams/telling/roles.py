"""Which colour and icon each role has, over all that an organisation has written: managers the second colour, IT its tool."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
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
    """Every role's mark over a set of routines, in one order: a role is the same wherever it has the same id.

    The roles that are met most come first, so that a routine that is added changes the colours of few. A role that is a manager
    somewhere is one everywhere; the one that is met most has the managers' colour. Where there are more roles than colours, two that
    are in a routine together share one only where all are taken there.
    """
    met: dict[str, list[tuple[Routine, Role]]] = {}
    for routine in routines:
        for role in routine.roles.values():
            met.setdefault(role.id, []).append((routine, role))
    ranked = sorted(met, key=lambda id: (*_rank(id, met[id]), id))
    managers = [id for id in ranked if any(role.manager for _, role in met[id])]
    people = [id for id in ranked if id not in managers]
    paints = dict.fromkeys(managers[:1], _MANAGER)
    free = [paint for paint in range(PAINTS) if paint != _MANAGER or not managers]
    for id in (*people, *managers[1:]):
        paints[id] = _freest(free, paints, _beside(id, met))
    icons = {id: _icon(met[id][0][1], index) for index, id in enumerate(people)}
    return {id: RoleMark(paint, icons.get(id, "office")) for id, paint in paints.items()}


def _beside(id: str, met: Mapping[str, Sequence[tuple[Routine, Role]]]) -> frozenset[str]:
    """The roles that are in a routine together with this one."""
    return frozenset(role for routine, _ in met[id] for role in routine.roles)


def _freest(free: Sequence[int], paints: Mapping[str, int], beside: Collection[str]) -> int:
    """The first of the colours that none `beside` has, nor others more than must be."""
    near = [paint for id, paint in paints.items() if id in beside]
    given = list(paints.values())
    return min(free, key=lambda paint: (near.count(paint), given.count(paint)))


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
