"""The way that an instance has taken: the states that it has been in, in order, without what was taken back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from engine.run.outcome import Happened

Chosen = tuple[str, str | None, str | None]
"""Which choice was taken: of which instance, in which state."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One visit of a state, and when it was entered."""

    state: str
    at: datetime


def stops(entries: Iterable[tuple[datetime, Sequence[Happened]]], instance: str) -> tuple[Stop, ...]:
    """The instance's way from its case's history: when and what happened by each command, oldest first.

    What is undone is all that the command with the choice did; what has happened since stands.
    """
    commands: list[tuple[list[Stop], set[Chosen]]] = []
    for at, happened in entries:
        back = undone(happened, (each for _, each in reversed(commands)))
        if back is not None:
            del commands[-back]
        came = [
            Stop(state=each.state, at=at)
            for each in happened
            if each.instance == instance and each.kind == "entered" and each.state
        ]
        commands.append((came, chosen(happened)))
    return tuple(stop for came, _ in commands for stop in came)


def chosen(happened: Sequence[Happened]) -> set[Chosen]:
    """The choices that were taken by a command."""
    return _choices(happened, "chosen", "skipped")


def undone(happened: Sequence[Happened], before: Iterable[set[Chosen]]) -> int | None:
    """How many commands back the one is that a command takes back; None where it takes back none.

    `before`: the choices that each command before it took, the latest first.
    """
    back = _choices(happened, "undone")
    return next((number for number, each in enumerate(before, 1) if each & back), None) if back else None


def _choices(happened: Sequence[Happened], *kinds: str) -> set[Chosen]:
    return {(each.instance, each.state, each.choice) for each in happened if each.kind in kinds}
