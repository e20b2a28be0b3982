"""Why a token does not go on by itself: a value of its own for each reason. Frozen; the words are those of `events/incidents.py`."""

from __future__ import annotations

from dataclasses import dataclass

from engine.said import Said


@dataclass(frozen=True, slots=True)
class Undelivered:
    """Work that could not be delivered; `problem` as the outbox tells it."""

    problem: str


@dataclass(frozen=True, slots=True)
class NoWayOn:
    """A call whose routine is over in a way that the caller says nothing of: with this outcome, or None where it was cancelled."""

    outcome: str | None


@dataclass(frozen=True, slots=True)
class DoesNotFit:
    """A call whose routine ended with values that these facts of the caller can't hold."""

    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CallCannotStart:
    """A call whose routine could not start."""

    why: Said


@dataclass(frozen=True, slots=True)
class TimerCannotFire:
    """A place whose timer (its index) was due and could not fire."""

    index: int
    why: Said


Standstill = Undelivered | NoWayOn | DoesNotFit | CallCannotStart | TimerCannotFire
