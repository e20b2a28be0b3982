"""What a step needs from outside the instance, all of it given: the settings' values, the time zone, the published routines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from typing import Protocol

from engine.conditions import Env
from engine.facts import FactValue, shown
from engine.routine import Routine
from engine.run.instance import Child
from engine.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The organisation's settings (`telefonskap` → its value) and time zone."""

    settings: Mapping[str, str] = field(default_factory=dict)
    zone: tzinfo = UTC


class Library(Protocol):
    """The routines that a case may need."""

    @property
    def context(self) -> Context:
        """Settings and time zone, the same for all routines."""

    def pinned(self, digest: str) -> Routine:
        """The published routine with this digest."""

    def latest(self, routine: str) -> Routine | None:
        """The newest published version, or None where there is none."""


class Shelf:
    """A library in memory; of several versions of a routine the one given last is the newest."""

    def __init__(self, routines: Iterable[Routine], context: Context | None = None) -> None:
        self._by_digest = {routine.digest: routine for routine in routines}
        self._by_id = {routine.id: routine for routine in self._by_digest.values()}
        self._context = context or Context()

    @property
    def context(self) -> Context:
        """Settings and time zone."""
        return self._context

    def pinned(self, digest: str) -> Routine:
        """The routine with this digest; KeyError where the shelf has none."""
        return self._by_digest[digest]

    def latest(self, routine: str) -> Routine | None:
        """The routine with this id, or None."""
        return self._by_id.get(routine)


def env_of(
    facts: Mapping[str, FactValue],
    children: Iterable[Child],
    now: datetime,
    context: Context,
    *,
    checklist_done: bool = False,
) -> Env:
    """What conditions read."""
    going = [child.routine for child in children if child.status == "running"]
    running = Counter(going) if going else {}
    return Env(facts=facts, now=now, running=running, checklist_done=checklist_done, zone=context.zone)


def words_of(
    routine: Routine, facts: Mapping[str, FactValue], context: Context, language: str
) -> dict[str, str]:
    """What names in braces stand for in a text: facts as people read them, settings under `settings.`."""
    values = {f"settings.{name}": value for name, value in context.settings.items()}
    for name, value in facts.items():
        values[name] = shown(routine.facts[name], value, language, context.zone)
    return values


def in_both(
    routine: Routine, facts: Mapping[str, FactValue], context: Context
) -> Callable[[Text], tuple[str, str]]:
    """What says a text in Swedish and English, its names filled in."""
    sv, en = (words_of(routine, facts, context, language) for language in ("sv", "en"))
    return lambda text: (text.fill(sv, "sv"), text.fill(en, "en"))
