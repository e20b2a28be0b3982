"""Which cases may go, decided purely: by the rules of the routines, what is held, and the time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from engine.model.routine import Routine
from engine.problems import Problem
from engine.store.cases import CaseAge
from engine.store.staged.changes import Row
from engine.values import retention
from engine.values.retention import Retention


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What is kept whatever its age: ids of cases and of routines, and people's numbers."""

    cases: frozenset[str]
    routines: frozenset[str]
    people: frozenset[int]

    def has(self, case: CaseAge) -> bool:
        """Whether the case, or a routine of it, is held; people are asked of apart, since it takes reading what they did."""
        return case.id in self.cases or any(each.routine in self.routines for each in case.instances)


def held_by(rows: Iterable[Row]) -> Held:
    """What the holds that have not been lifted hold."""
    standing = [row for row in rows if row["lifted_at"] is None]
    return Held(
        cases=frozenset(row["case_id"] for row in standing if row["case_id"] is not None),
        routines=frozenset(row["routine"] for row in standing if row["routine"] is not None),
        people=frozenset(row["person"] for row in standing if row["person"] is not None),
    )


@dataclass(frozen=True, slots=True)
class Rules:
    """How long the cases of each routine are kept, by its id; None for ever. So is what is of a routine that is not there."""

    by_routine: Mapping[str, Retention | None]

    def latest_end(self, now: datetime) -> datetime | None:
        """What ended later than this is kept whatever it is of; None where nothing may go."""
        return max((rule.latest_end(now) for rule in self.by_routine.values() if rule), default=None)

    def for_case(self, case: CaseAge, now: datetime) -> Retention | None:
        """The rule by which the case may go now, the longest of its routines'; None where it runs, is too young, or has to be kept."""
        rules = [self.by_routine.get(each.routine) for each in case.instances]
        known = [rule for rule in rules if rule is not None]
        if not known or len(known) < len(rules) or any(each.is_running for each in case.instances):
            return None
        longest = max(known, key=lambda rule: rule.until(case.at))
        return longest if longest.until(case.at) <= now else None

    def for_suggestion(self, row: Row, now: datetime) -> Retention | None:
        """The rule by which an answered suggestion may go now, so long after its answer; None where it is kept."""
        rule = self.by_routine.get(row["routine"])
        return rule if rule and row["answered_at"] and rule.until(row["answered_at"]) <= now else None


def rules_of(routines: Iterable[Routine], settings: Mapping[str, str]) -> Rules:
    """What the newest versions of the routines say, and for those that say nothing the setting."""
    otherwise = retention.parse(settings.get(retention.SETTING, ""))
    usual = None if isinstance(otherwise, Problem) else otherwise
    return Rules({routine.id: routine.retain or usual for routine in routines})
