"""The way that an instance has taken: the states that it has been in, in order, without what was taken back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from engine.run.outcome import Happened


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One visit of a state, and when it was entered."""

    state: str
    at: datetime


def stops(entries: Iterable[tuple[datetime, Sequence[Happened]]], instance: str) -> tuple[Stop, ...]:
    """The instance's way from its case's history: when and what happened by each command, oldest first.

    What is undone is always all that the command before it did.
    """
    commands: list[list[Stop]] = []
    for at, happened in entries:
        if commands and any(each.kind == "undone" for each in happened):
            commands.pop()
        commands.append(
            [
                Stop(state=each.state, at=at)
                for each in happened
                if each.instance == instance and each.kind == "entered" and each.state
            ]
        )
    return tuple(stop for each in commands for stop in each)
