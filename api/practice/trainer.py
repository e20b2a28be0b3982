"""Whoever leads a practice: an administrator of its store, let in by a key that is made when the server starts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from engine.run.instance import Person
from engine.service.engine import Engine

PERSON = Person("utbildare", frozenset())

_KEY_LASTS = timedelta(days=30)


def key(engine: Engine) -> str:
    """A new key for the trainer, that works for a month. Only its hash is kept."""
    ends_at = datetime.now(UTC) + _KEY_LASTS
    return engine.tokens.add(PERSON.subject, (), administers=True, ends_at=ends_at)
