"""Microseconds a step in memory: the pure engine, and the pure engine with every instance written as JSON and read again."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from statistics import median
from time import perf_counter

from benchmarks.visit import STEPS_A_VISIT, UNIT, VISIT, person, routines
from engine.errors.root import Refusal
from engine.run.case import advance
from engine.run.commands import Choose, Command, StartCase
from engine.run.context import Context, Library
from engine.run.instance import Case
from engine.stored.instance import instance_from_stored, instance_to_stored

BEGIN = datetime(2026, 1, 12, 8, 0, tzinfo=UTC)


def microseconds_a_step(visits: int, *, save_and_restore: bool) -> float:
    """The median of five rounds."""
    shelf = Library.of(routines(), Context(settings={"journal_senast": "i dag"}))
    return median(_round(shelf, visits, save_and_restore) for _ in range(5))


def _round(shelf: Library, visits: int, save_and_restore: bool) -> float:
    started = perf_counter()
    for number in range(visits):
        case = Case(id=f"v{number}")
        for command in _commands(shelf, case.id):
            outcome = advance(case, command, shelf)
            assert not isinstance(outcome, Refusal), outcome
            case = _saved_and_restored(outcome.case) if save_and_restore else outcome.case
    return (perf_counter() - started) / visits / STEPS_A_VISIT * 1e6


def _commands(shelf: Library, case: str) -> list[Command]:
    who, routine = person(), shelf.latest("stodpass")
    assert routine is not None
    commands: list[Command] = [
        StartCase(
            at=BEGIN,
            by=who,
            instance=case,
            routine=routine.id,
            digest=routine.digest,
            unit=UNIT,
            facts={"besok_ref": "S-1"},
        )
    ]
    for minutes, (state, choice, facts) in enumerate(VISIT, 1):
        at = BEGIN + timedelta(minutes=minutes)
        commands.append(Choose(at=at, by=who, instance=case, state=state, choice=choice, facts=facts))
    return commands


def _saved_and_restored(case: Case) -> Case:
    people = _OnePerson()
    saved = [json.dumps(instance_to_stored(each, people)) for each in case.instances.values()]
    restored = [instance_from_stored(json.loads(each), people) for each in saved]
    return Case(id=case.id, sequence=case.sequence, instances={each.id: each for each in restored})


class _OnePerson:
    """Whoever it is has the same number: the cost of looking people up is the store's."""

    def number(self, subject: str) -> int:
        self._subject = subject
        return 1

    def subject(self, number: int) -> str:
        return self._subject
