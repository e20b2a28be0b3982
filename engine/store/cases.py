"""What a store tells of cases: where one stands, how old it is, which of its timers is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """A case as stored. `undo` is JSON text or None."""

    id: str
    unit: str
    sequence: int
    head: str
    undo: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class InstanceAge:
    """An instance of a case that may be old enough to go. `owner`: a person's number."""

    id: str
    routine: str
    owner: int
    is_running: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAge:
    """A case, when the last thing happened in it, and its instances, the first started first."""

    id: str
    unit: str
    head: str
    at: datetime
    instances: tuple[InstanceAge, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A timer that is due."""

    instance: str
    visit: int
    index: int
    due: datetime
