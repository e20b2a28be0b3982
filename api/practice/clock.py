"""The clock of a practice store: it runs as any clock does, and the trainer moves it on. Never back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta

from engine.service.engine import Engine

KIND = "clock"

_MORNING = time(7, 0)

_STEPS = 10_000
"""So many timers may fire one after the other while the clock is moved: after that they are taken to go round."""


class MovedClock:
    """What time it is in practice: the machine's time (`real`), and `ahead` of it by what it was moved."""

    def __init__(self, real: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.real, self.ahead = real, timedelta()

    def __call__(self) -> datetime:
        return self.real() + self.ahead


def remember(engine: Engine, clock: MovedClock) -> None:
    """Set the clock as far ahead as it was when it was moved last."""
    for kept in engine.practised.of(KIND).values():
        clock.ahead = timedelta(seconds=kept["ahead_seconds"])


def move(engine: Engine, clock: MovedClock, to: datetime) -> int:
    """Move the clock on to a moment, from timer to timer as time itself would come to them; returns how many fired.

    A moment that has been is none to move to: nothing happens.
    """
    fired = 0
    for _ in range(_STEPS):
        due = engine.backlog.next_timer()
        if due is None or due > to:
            break
        _set(engine, clock, due)
        count = engine.tick()
        if not count:
            break
        fired += count
    _set(engine, clock, to)
    return fired + engine.tick()


def next_timer(engine: Engine) -> datetime | None:
    """When something happens by itself next, where that is still to come."""
    due = engine.backlog.next_timer()
    return due if due is not None and due > engine.now() else None


def tomorrow(engine: Engine) -> datetime:
    """The next morning at seven, on the organisation's clock."""
    zone = engine.context.zone
    day = engine.now().astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(day, _MORNING, zone).astimezone(UTC)


def _set(engine: Engine, clock: MovedClock, to: datetime) -> None:
    clock.ahead = max(clock.ahead, to - clock.real())
    engine.practised.keep(KIND, "", {"ahead_seconds": clock.ahead.total_seconds()})
