"""Boundary values of facts: those that some condition tells apart, and one that it does not speak of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from engine.model import conditions as on
from engine.model.conditions import Node, walk
from engine.model.facts import Fact, parse, wire
from engine.model.routine import Call, Gateway, Routine
from engine.model.time_limits import outside
from engine.problems import Problem
from engine.scenarios.made_up import made_up
from engine.values.decimals import plain

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)

SET = "set"
"""What is known of a fact of which somebody only asks whether it has a value."""

ANOTHER = "another"
"""What is known of a fact that is compared with other facts: with the plain value it equals them, near it it does not."""

Compared = Any
"""A value that a condition compares the fact with, a duration that it is measured by, SET or ANOTHER."""


class BoundaryValues:
    """The conditions of a routine and of all that it may call or start, and what they ask of facts."""

    def __init__(self, routine: Routine, routines: Mapping[str, Routine]) -> None:
        self.routines = _reachable(routine, routines)
        self._atoms = {id: tuple(dict.fromkeys(_atoms(each))) for id, each in self.routines.items()}
        self._watched = {id: frozenset(_counted(atoms)) for id, atoms in self._atoms.items()}
        self._compared = self._gathered()

    def atoms(self, routine: str) -> tuple[Node, ...]:
        """The comparisons of the routine's conditions: situations that answer them alike go on alike."""
        return self._atoms[routine]

    def watched(self, routine: str) -> frozenset[str]:
        """The routines whose running instances the routine's conditions count."""
        return self._watched[routine]

    def matters(self, routine: str, fact: str) -> bool:
        """Whether anything depends on the fact."""
        return bool(self._compared.get((routine, fact)))

    def spans(self, routine: str) -> list[timedelta]:
        """How much time has to pass for conditions that measure it to change."""
        if not any(
            isinstance(node, on.Since | on.Now) for atom in self._atoms[routine] for node in walk(atom)
        ):
            return []
        found = {each for atom in self._atoms[routine] for each in _spans(atom)}
        return sorted(each for each in found if each > timedelta(0))

    def values(self, routine: str, fact: Fact, now: datetime) -> list[Any]:
        """Wire values that the fact allows, the plainest first. A moment is worth trying as far from `now` as it is measured."""
        compared = self._compared.get((routine, fact.id), ())
        found = [made_up(fact, now)]
        if compared:
            told = [each for each in compared if each not in (SET, ANOTHER)]
            if ANOTHER in compared:
                told.append(found[0] if fact.type == "number" else timedelta(0))
            found += _WORTH[fact.type](fact, told, now)
        allowed = [parse(fact, each) for each in found]
        distinct = dict.fromkeys(
            each for each in allowed if not isinstance(each, Problem) and outside(fact, each, now) is None
        )
        return [wire(each) for each in distinct]

    def _gathered(self) -> dict[tuple[str, str], list[Compared]]:
        compared: dict[tuple[str, str], dict[Compared, None]] = {}
        for id, routine in self.routines.items():
            for fact in routine.facts:
                own = compared.setdefault((id, fact), {})
                for atom in self._atoms[id]:
                    if fact in on.names(atom):
                        own.update(dict.fromkeys(_asked_of(atom)))
                if any(
                    timer.by and fact in timer.by.facts
                    for state in routine.states.values()
                    for timer in state.timers
                ):
                    own[SET] = None
        links = [link for each in self.routines.values() for link in self._links(each)]
        changed = True
        while changed:
            changed = False
            for source, target in links:
                more = {
                    each: None for each in compared.get(source, {}) if each not in compared.get(target, {})
                }
                if more:
                    compared.setdefault(target, {}).update(more)
                    changed = True
        return {key: list(found) for key, found in compared.items()}

    def _links(self, routine: Routine) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
        """(what is asked of this fact, is asked of that one): facts handed down to routines, and taken up from them."""
        for called, pairs in handed(routine):
            for there, expression in pairs:
                for here in sorted(expression.facts):
                    yield (called, there), (routine.id, here)
        for state in routine.states.values():
            if isinstance(state, Call):
                for here, there in state.take:
                    yield (routine.id, here), (state.routine, there)


def _reachable(routine: Routine, routines: Mapping[str, Routine]) -> dict[str, Routine]:
    found = {routine.id: routine}
    ahead = [routine]
    while ahead:
        for called, _ in handed(ahead.pop()):
            if called in routines and called not in found:
                found[called] = routines[called]
                ahead.append(routines[called])
    return found


def handed(routine: Routine) -> Iterator[tuple[str, tuple[tuple[str, on.Expression], ...]]]:
    """The routines that it calls and starts, with what is handed down to each."""
    for state in routine.states.values():
        if isinstance(state, Call):
            yield state.routine, state.hand_down
    for choice in routine.choices():
        if choice.start:
            yield choice.start.routine, choice.start.hand_down


def _atoms(routine: Routine) -> Iterator[Node]:
    gateways = (state for state in routine.states.values() if isinstance(state, Gateway))
    whens = [
        *(choice.when for choice in routine.choices()),
        *(branch.when for gateway in gateways for branch in gateway.branches),
    ]
    for when in whens:
        if when is not None:
            yield from _leaves(when.tree)


def _counted(atoms: Iterable[Node]) -> Iterator[str]:
    """The routines whose running instances the comparisons count."""
    for atom in atoms:
        for node in walk(atom):
            if isinstance(node, on.Running):
                yield node.routine


def _leaves(tree: Node) -> Iterator[Node]:
    """What is true or false by itself, but for the checklist, which is ticked with the choice."""
    if isinstance(tree, on.Not | on.All | on.Some):
        for part in on.parts(tree):
            yield from _leaves(part)
    elif not isinstance(tree, on.ChecklistDone):
        yield tree


def _asked_of(atom: Node) -> Iterator[Compared]:
    yield SET
    if isinstance(atom, on.Name):
        yield True
    if len(on.names(atom)) > 1:
        yield ANOTHER
    for node in walk(atom):
        if isinstance(node, on.Constant) and not isinstance(node.value, timedelta):
            yield node.value
    yield from _spans(atom)


def _spans(atom: Node) -> Iterator[timedelta]:
    """The durations of a comparison, with what `hours_since(x) >= 72` measures."""
    nodes = list(walk(atom))
    units = {node.unit for node in nodes if isinstance(node, on.Since)}
    for node in nodes:
        if isinstance(node, on.Constant):
            if isinstance(node.value, timedelta):
                yield node.value
            elif isinstance(node.value, int | Decimal) and not isinstance(node.value, bool):
                yield from (plain(node.value) * (_DAY if unit == "days" else _HOUR) for unit in sorted(units))


def _yes_no(fact: Fact, compared: list[Compared], now: datetime) -> list[Any]:
    return [True, False]


def _options(fact: Fact, compared: list[Compared]) -> list[str]:
    """Those that are spoken of, and the first of the others."""
    spoken_of = [each.id for each in fact.options if each.id in compared]
    return [*spoken_of, *[each.id for each in fact.options if each.id not in compared][:1]]


def _choice(fact: Fact, compared: list[Compared], now: datetime) -> list[Any]:
    return list(_options(fact, compared))


def _choices(fact: Fact, compared: list[Compared], now: datetime) -> list[Any]:
    return [[each] for each in _options(fact, compared)]


def _number(fact: Fact, compared: list[Compared], now: datetime) -> list[Any]:
    numbers = [each for each in compared if isinstance(each, int | Decimal) and not isinstance(each, bool)]
    return [plain(near) for each in numbers for near in (each, each - 1, each + 1)]


def _moment(fact: Fact, compared: list[Compared], now: datetime) -> list[Any]:
    said = [each.isoformat() for each in compared if isinstance(each, datetime)]
    spans = [each + _HOUR for each in compared if isinstance(each, timedelta)]
    return [*said, *((now + sign * each).isoformat() for each in spans for sign in (-1, 1))]


def _date(fact: Fact, compared: list[Compared], now: datetime) -> list[Any]:
    said = [each for each in compared if isinstance(each, date) and not isinstance(each, datetime)]
    near = [day for each in said for day in (each, each - _DAY, each + _DAY)]
    spans = [each + _DAY for each in compared if isinstance(each, timedelta)]
    return [
        each.isoformat()
        for each in (*near, *((now + sign * one).date() for one in spans for sign in (-1, 1)))
    ]


def _text(fact: Fact, compared: list[Compared], now: datetime) -> list[Any]:
    return [each for each in compared if isinstance(each, str)]


_WORTH = {
    "yes_no": _yes_no,
    "choice": _choice,
    "choices": _choices,
    "number": _number,
    "moment": _moment,
    "date": _date,
    "text": _text,
}
