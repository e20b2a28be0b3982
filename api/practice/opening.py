"""A practice store, opened: it is marked as one when it is made, and is never one that people work in."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import UTC, datetime

from api.practice.clock import MovedClock, remember
from engine.errors.store import StoreTrouble
from engine.said import Said
from engine.service.engine import Engine

INSTANCE = "ovning-"
"""What ids of instances begin with in practice: at work it is seen by it where a link comes from."""

FOR_PRACTICE = Said(
    "Databasen är gjord för övning, och här arbetar man på riktigt. Rätta RUTIN_DATABASE_URL, eller öva med rutin serve --practice.",
    "The database is one for practice, and this is for real work. Correct RUTIN_DATABASE_URL, or practise with rutin serve --practice.",
)
FOR_WORK = Said(
    "I databasen finns sådant som är på riktigt, och här övar man. Sätt RUTIN_PRACTICE_DATABASE till en databas som är tom.",
    "The database holds what is real, and this is for practice. Set RUTIN_PRACTICE_DATABASE to a database that is empty.",
)


def open_practice(
    url: str,
    *,
    zone: str,
    read_only: bool = False,
    real: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Engine:
    """The engine on a practice store, with its clock as it was moved; one that is empty becomes a practice store.

    Raises StoreTrouble, also where the store holds what is real.
    """
    clock = MovedClock(real)
    engine = Engine.open(
        url,
        read_only=read_only,
        zone=zone,
        clock=clock,
        wall=real,
        new_id=lambda: INSTANCE + secrets.token_hex(10),
    )
    try:
        if not engine.practised.is_marked():
            if read_only or not _is_empty(engine):
                raise StoreTrouble(FOR_WORK)
            engine.practised.mark()
        remember(engine, clock)
    except BaseException:
        engine.close()
        raise
    return engine


def refuse_practice(engine: Engine) -> Engine:
    """The engine, where its store is none for practice. Raises StoreTrouble, and closes it, where it is."""
    if engine.practised.is_marked():
        engine.close()
        raise StoreTrouble(FOR_PRACTICE)
    return engine


def _is_empty(engine: Engine) -> bool:
    return not engine.routines() and not engine.unreadable_routines() and not engine.tokens.everybodys().items
