"""Values for facts that nobody has said: what a person could have filled in."""

from __future__ import annotations

from datetime import datetime
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
            return now.isoformat()
        case "date":
            return now.date().isoformat()
    shortest, longest = int(least or 0), int(most) if most is not None else None
    return "exempel".ljust(shortest, "l")[:longest]
