"""Where one instance of a routine is, and the case that holds it together with all that it started. Frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from engine.model.facts import FactValue as FactValue
from engine.run.standstill import Standstill

Status = Literal["running", "ended", "cancelled"]

OVER: tuple[Status, ...] = ("ended", "cancelled")

KEPT_CHILDREN = 20


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody (or a machine account) as the engine knows them: an opaque subject and (role, unit) grants."""

    subject: str
    grants: frozenset[tuple[str, str]] = frozenset()

    def holds(self, role: str, unit: str) -> bool:
        """Whether the person has `role` in `unit`."""
        return (role, unit) in self.grants


SYSTEM = Person("system")


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """The place of an instance in one flow. `visit` is unique in the instance and tells two visits of one state apart.

    `incident`: why it does not go on by itself.
    `freed`: whoever a choice here is held for (`same_as`) has been let go, so that it is its roles'.
    """

    flow: str
    state: str
    visit: int
    since: datetime
    taken_by: str | None = None
    incident: Standstill | None = None
    freed: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """Somebody has done a step: taken a choice of it, or had it taken on their behalf."""

    step: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingTimer:
    """A timer that is armed for one visit of one state. `index` is its place among the state's timers.

    `held_until`: it was out already when its step was registered afterwards, and waits until then.
    """

    state: str
    visit: int
    index: int
    due: datetime
    held_until: datetime | None = None

    @property
    def fires_at(self) -> datetime:
        """When it fires."""
        return self.held_until or self.due


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """An instance that this one called (`visit` of the calling state) or started beside itself (`visit` None)."""

    id: str
    routine: str
    visit: int | None = None
    status: Status = "running"
    outcome: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """One run of a routine, pinned to its digest.

    `tokens`: flow → Token, one for each active flow (a `together` state keeps its token while its branches have
    theirs; a branch that has ended keeps the token in its end state until the whole `together` is left).
    `children` holds the running ones and the latest `KEPT_CHILDREN` of those that are over: an instance does not
    grow with what it has finished. `fired` holds (visit, index) of the current visits' timers that have fired, so
    that none fires twice for one deadline. `owner` is the person whose instance this is: the starter, or who it was handed to;
    `owner_roles` are the roles of the routine that the owner had then: steps of those roles are the owner's own.
    `visits` and `born` (children ever started) only grow, also through undo.
    `done`: who has done the steps that the routine's `not_by` and `same_as` name, each step and person once, the latest last.
    `starters`: who started it, where that is not the owner alone.
    """

    id: str
    case: str
    routine: str
    version: int
    digest: str
    unit: str
    owner: str
    owner_roles: frozenset[str]
    started_at: datetime
    parent: str | None = None
    parent_visit: int | None = None
    status: Status = "running"
    outcome: str | None = None
    ended_at: datetime | None = None
    revision: int = 0
    visits: int = 0
    born: int = 0
    tokens: Mapping[str, Token] = field(default_factory=dict)
    facts: Mapping[str, FactValue] = field(default_factory=dict)
    timers: tuple[PendingTimer, ...] = ()
    fired: frozenset[tuple[int, int]] = frozenset()
    children: tuple[Child, ...] = ()
    done: tuple[Done, ...] = ()
    starters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo:
    """What «Jag tryckte fel» would bring back: the instances as they were before the last choice of the case.

    `counters` are the same instances' (revision, visits, born) after it: nothing that has had a number gives it away again.
    `started` are the instances that the choice began; they would be withdrawn. `paper`: the key of the line that it was registered from.
    """

    instance: str
    state: str
    choice: str
    by: str
    until: datetime
    before: tuple[Instance, ...]
    counters: tuple[tuple[int, int, int], ...]
    started: tuple[str, ...] = ()
    paper: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """An instance and all that it started: the unit of locking and of one person's page.

    `instances` holds the running ones (and, where a command concerns an ended one, that one too), by id.
    `sequence` counts the case's history entries; the next command gets `sequence + 1`.
    """

    id: str
    sequence: int = 0
    instances: Mapping[str, Instance] = field(default_factory=dict)
    undo: Undo | None = None
