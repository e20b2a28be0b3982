"""The kinds of states and what each is called: the one table for all that speaks of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.routine import Call, Do, End, Gateway, State, Step, Together, Wait
from engine.said import Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of state. `key` is what makes a state this kind in the file; a `step` needs none. `one` is how people call one of them."""

    key: str
    type: type[State]
    one: Said


KINDS: Mapping[str, Kind] = {
    each.key: each
    for each in (
        Kind(key="step", type=Step, one=Said("ett steg", "a step")),
        Kind(key="choose", type=Gateway, one=Said("ett vägval", "a gateway")),
        Kind(key="call", type=Call, one=Said("en rutin i rutinen", "a routine in the routine")),
        Kind(key="together", type=Together, one=Said("grenar som går samtidigt", "branches side by side")),
        Kind(key="wait", type=Wait, one=Said("en väntan", "a wait")),
        Kind(key="do", type=Do, one=Said("automatiskt arbete", "automatic work")),
        Kind(key="end", type=End, one=Said("ett slut", "an end")),
    )
}

_BY_TYPE = {each.type: each for each in KINDS.values()}


def kind_of(state: State) -> Kind:
    """The kind of the state."""
    return _BY_TYPE[type(state)]
