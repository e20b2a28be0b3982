"""The kinds of states and what each is called: the one table for all that speaks of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.model.routine import Call, Do, End, Gateway, State, Step, Together, Wait
from engine.said import Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of state. `key` is what makes a state this kind in the file; a `step` needs none. `one` is how people call one of them,
    `in_file` what one is called to whoever writes the file, with its key where the word does not tell it; `new` one that was not
    there before; `gone` says that one is not there any longer, with its title as `it`.
    """

    key: str
    type: type[State]
    one: Said
    in_file: Said
    new: Said
    gone: Said


KINDS: Mapping[str, Kind] = {
    each.key: each
    for each in (
        Kind(
            key="step",
            type=Step,
            one=Said("ett steg", "a step"),
            in_file=Said("ett steg", "a step"),
            new=Said("Nytt steg", "New step"),
            gone=Said("Steget {it} är borttaget.", "The step {it} is removed."),
        ),
        Kind(
            key="choose",
            type=Gateway,
            one=Said("ett vägval", "a gateway"),
            in_file=Said("ett vägval (choose)", "a gateway (choose)"),
            new=Said("Nytt vägval", "New gateway"),
            gone=Said("Vägvalet {it} är borttaget.", "The gateway {it} is removed."),
        ),
        Kind(
            key="call",
            type=Call,
            one=Said("en rutin i rutinen", "a routine in the routine"),
            in_file=Said("en rutin i rutinen (call)", "a routine in the routine (call)"),
            new=Said("Ny rutin i rutinen", "New routine in the routine"),
            gone=Said(
                "Rutinen i rutinen, {it}, är borttagen.", "The routine in the routine, {it}, is removed."
            ),
        ),
        Kind(
            key="together",
            type=Together,
            one=Said("grenar som går samtidigt", "branches side by side"),
            in_file=Said("grenar som går samtidigt (together)", "branches side by side (together)"),
            new=Said("Nya grenar", "New branches"),
            gone=Said("Grenarna i {it} är borttagna.", "The branches of {it} are removed."),
        ),
        Kind(
            key="wait",
            type=Wait,
            one=Said("en väntan", "a wait"),
            in_file=Said("en väntan (wait)", "a wait"),
            new=Said("Ny väntan", "New wait"),
            gone=Said("Väntan {it} är borttagen.", "The wait {it} is removed."),
        ),
        Kind(
            key="do",
            type=Do,
            one=Said("automatiskt arbete", "automatic work"),
            in_file=Said("automatiskt arbete (do)", "automatic work (do)"),
            new=Said("Nytt automatiskt arbete", "New automatic work"),
            gone=Said("Det automatiska arbetet {it} är borttaget.", "The automatic work {it} is removed."),
        ),
        Kind(
            key="end",
            type=End,
            one=Said("ett slut", "an end"),
            in_file=Said("ett slut (end)", "an end"),
            new=Said("Nytt slut", "New end"),
            gone=Said("Slutet {it} är borttaget.", "The end {it} is removed."),
        ),
    )
}

_BY_TYPE = {each.type: each for each in KINDS.values()}


def kind_of(state: State) -> Kind:
    """The kind of the state."""
    return _BY_TYPE[type(state)]
