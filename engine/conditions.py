"""Conditions and expressions when they run: checked trees over facts, compiled once to closures, explainable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Env:
    """All that a condition may read: facts (unset ones are absent), the time, running children by routine, the checklist."""

    facts: Mapping[str, Any]
    now: datetime
    running: Mapping[str, int] = field(default_factory=dict)
    checklist_done: bool = False


@dataclass(frozen=True, slots=True)
class Expression:
    """A checked expression: `text` is its canonical form, `facts` the names it reads, `type` the type of its value."""

    text: str
    facts: frozenset[str]
    type: str

    def value(self, env: Env) -> Any:
        """The value, or None where a fact it needs is unset."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Condition:
    """A checked yes/no expression."""

    text: str
    facts: frozenset[str]

    def holds(self, env: Env) -> bool:
        """Whether the condition is true; a comparison with an unset fact is false."""
        raise NotImplementedError
