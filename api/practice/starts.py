"""What a group starts: a routine as it is, or a drill with what its scenario begins with; and what it has come to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from api.practice.groups import Group
from engine.errors.request import NotFound
from engine.model.routine import Routine
from engine.model.scenario import MORNING, Scenario
from engine.scenarios.drills import DrillList, drills
from engine.scenarios.made_up import made_up
from engine.service.engine import Engine
from engine.stored.routine import scenario_to_stored
from engine.stored.routine_reader import scenario_from_stored
from engine.values.moments import iso

KIND = "start"


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """What a group has started. `scenario`: that of the drill; None where it was the routine as it is."""

    instance: str
    group: str
    routine: str
    version: int
    at: datetime
    scenario: Scenario | None


class Starts:
    """What the groups of a practice store have started."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def drills(self, routine: str) -> DrillList:
        """Everything of the routine that can be practised, the most urgent first. Raises NotFound."""
        found = self._engine.routine(routine)
        return drills(found, (), self._library(), self._engine.context)

    def begin(self, group: Group, routine: str, drill: int | None) -> str:
        """Start the routine for the group: drill number so and so of it, from 1, or (None) as it is. Returns the instance's id.

        Raises NotFound; and whatever refuses a start.
        """
        found = self._engine.routine(routine)
        scenario = self._scenario(routine, drill) if drill is not None else None
        role = (scenario and scenario.by) or next(iter(found.begin.roles))
        now = self._engine.now()
        answer = self._engine.start(routine, group.person(role), group.unit, _facts(found, scenario, now))
        self._engine.practised.keep(
            KIND,
            answer.instance,
            {
                "group": group.code,
                "routine": found.id,
                "version": found.version,
                "at": iso(now),
                "scenario": scenario_to_stored(scenario) if scenario else None,
            },
        )
        return answer.instance

    def of(self, group: Group) -> list[Start]:
        """What the group has started, the latest first."""
        found = [_start(id, each) for id, each in self._kept().items() if each["group"] == group.code]
        return sorted(found, key=lambda each: each.at, reverse=True)

    def one(self, instance: str) -> Start:
        """What was started by that id. Raises NotFound."""
        kept = self._kept().get(instance)
        if kept is None:
            raise NotFound("instance", instance)
        return _start(instance, kept)

    def _kept(self) -> Mapping[str, Any]:
        return self._engine.practised.of(KIND)

    def _scenario(self, routine: str, number: int) -> Scenario:
        found = self.drills(routine).drills
        if not 1 <= number <= len(found):
            raise NotFound("routine", f"{routine} {number}")
        return found[number - 1].scenario

    def _library(self) -> dict[str, Routine]:
        return {each.id: each for each in self._engine.routines()}


def _start(instance: str, kept: Mapping[str, Any]) -> Start:
    scenario = kept["scenario"]
    return Start(
        instance=instance,
        group=kept["group"],
        routine=kept["routine"],
        version=kept["version"],
        at=datetime.fromisoformat(kept["at"]),
        scenario=scenario_from_stored(scenario) if scenario else None,
    )


def _facts(routine: Routine, scenario: Scenario | None, now: datetime) -> dict[str, Any]:
    """What is filled in at the start: what the scenario says, moved from its morning to now; the rest that is asked is made up."""
    given = dict(scenario.facts) if scenario else {}
    moved = {fact: _moved(routine.facts[fact].type, value, now - MORNING) for fact, value in given.items()}
    needed = {ask.fact: made_up(routine.facts[ask.fact], now) for ask in routine.begin.ask if ask.required}
    return {**needed, **moved}


def _moved(type: str, value: Any, by: timedelta) -> Any:
    if not isinstance(value, str) or type not in ("moment", "date"):
        return value
    if type == "date":
        return (datetime.fromisoformat(value) + by).date().isoformat()
    return iso((datetime.fromisoformat(value) + by).replace(second=0, microsecond=0))
