"""Values for facts that nobody has said: what a person could have filled in."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from engine.model.facts import Fact
from engine.values.decimals import plain


def made_up(fact: Fact, now: datetime) -> Any:
    """A wire value that the fact allows."""
    least, most = fact.at_least, fact.at_most
    match fact.type:
        case "number":
            return plain(least if least is not None else min(1, most) if most is not None else 1)
        case "yes_no":
            return True
        case "choice":
            return fact.options[0].id
        case "choices":
            return [fact.options[0].id]
        case "moment":
            return (now + _nearest(fact)).isoformat()
        case "date":
            return (now + _nearest(fact)).date().isoformat()
    shortest, longest = int(least or 0), int(most) if most is not None else None
    return "exempel".ljust(shortest, "l")[:longest]


def _nearest(fact: Fact) -> timedelta:
    """How far from now the nearest moment lies that the fact allows."""
    away = max(timedelta(0), fact.earliest or timedelta(0))
    return away if fact.latest is None else min(away, fact.latest)
