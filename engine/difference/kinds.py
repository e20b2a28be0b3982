"""The kinds of states in words, as something new, as one of them, and as something that is gone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.difference.change import Pair


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """How a kind is spoken of. `gone` has a place for the title."""

    new: Pair
    one: Pair
    gone: Pair


KINDS: Mapping[str, Kind] = {
    "step": Kind(
        new=("Nytt steg", "New step"),
        one=("ett steg", "a step"),
        gone=("Steget {} är borttaget.", "The step {} is removed."),
    ),
    "choose": Kind(
        new=("Nytt vägval", "New gateway"),
        one=("ett vägval", "a gateway"),
        gone=("Vägvalet {} är borttaget.", "The gateway {} is removed."),
    ),
    "call": Kind(
        new=("Ny rutin i rutinen", "New routine in the routine"),
        one=("en rutin i rutinen", "a routine in the routine"),
        gone=("Rutinen i rutinen, {}, är borttagen.", "The routine in the routine, {}, is removed."),
    ),
    "together": Kind(
        new=("Nya grenar", "New branches"),
        one=("grenar som går samtidigt", "branches side by side"),
        gone=("Grenarna i {} är borttagna.", "The branches of {} are removed."),
    ),
    "wait": Kind(
        new=("Ny väntan", "New wait"),
        one=("en väntan", "a wait"),
        gone=("Väntan {} är borttagen.", "The wait {} is removed."),
    ),
    "do": Kind(
        new=("Nytt automatiskt arbete", "New automatic work"),
        one=("automatiskt arbete", "automatic work"),
        gone=("Det automatiska arbetet {} är borttaget.", "The automatic work {} is removed."),
    ),
    "end": Kind(
        new=("Nytt slut", "New end"),
        one=("ett slut", "an end"),
        gone=("Slutet {} är borttaget.", "The end {} is removed."),
    ),
}
