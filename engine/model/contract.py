"""What a routine that is called or started has to be like for its caller: what it receives, what it ends with, how it may end."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from math import inf
from typing import cast

from engine.model.conditions import Constant, Expression, Name
from engine.model.facts import LONGEST_TEXT, Fact, FactValue, parse, wire
from engine.model.routine import Call, Routine, Start
from engine.problems import Problem


def fits(caller: Routine, place: Call | Start, called: Routine) -> bool:
    """Whether `called` is as the caller's place for it needs: no value between them can fail to be read, and no outcome is unforeseen."""
    handed = {name for name, _ in place.hand_down}
    if any(ask.required and ask.fact not in handed for ask in called.begin.ask):
        return False
    for name, value in place.hand_down:
        if name not in called.facts or not is_received(value, caller.facts, called.facts[name]):
            return False
    if isinstance(place, Start):
        return True
    if place.otherwise is None and not set(called.outcomes()) <= set(place.outcomes):
        return False
    return all(
        theirs in called.facts and holds(caller.facts[own], called.facts[theirs])
        for own, theirs in place.take
    )


def holds(receiver: Fact, giver: Fact) -> bool:
    """Whether the one fact can hold every value that the other may have: type, options, limits, lengths."""
    if receiver.type != giver.type:
        return False
    if not {option.id for option in giver.options} <= {option.id for option in receiver.options}:
        return False
    (least, most), (given_least, given_most) = _limits(receiver), _limits(giver)
    return least <= given_least and given_most <= most


def is_received(value: Expression, facts: Mapping[str, Fact], receiver: Fact) -> bool:
    """Whether what is handed down, worked out of `facts`, is something that the receiving fact can hold.

    Of what is worked out by a sum only the type is known: it is judged when it is there.
    """
    tree = value.tree
    if isinstance(tree, Constant) and receiver.type in ("choice", "text", "number", "yes_no"):
        known = tree.type in (receiver.type, "text") and not isinstance(tree.value, timedelta)
        return known and not isinstance(parse(receiver, wire(cast(FactValue, tree.value))), Problem)
    if tree.type != receiver.type:
        return False
    giver = facts.get(tree.id) if isinstance(tree, Name) else None
    return giver is None or holds(receiver, giver)


def _limits(fact: Fact) -> tuple[float | Decimal, float | Decimal]:
    least = -inf if fact.at_least is None else fact.at_least
    if fact.at_most is not None:
        return least, fact.at_most
    return least, LONGEST_TEXT if fact.type == "text" else inf
