"""A case from its history: the accepted commands, folded through the engine again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from engine.errors import Refusal
from engine.run.case import advance
from engine.run.context import Library
from engine.run.instance import Case
from engine.stored.command import command_from_wire


def _started(happened: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Of each routine that was started then, the version (digest) that its history row names."""
    return {
        each["detail"]["routine"]: each["detail"]["digest"]
        for each in happened
        if each["kind"] == "child_started"
    }


class ReplayDiffers(Exception):
    """The history can't have led here: the command at `sequence` is refused when it is replayed."""

    def __init__(self, sequence: int, refusal: Refusal) -> None:
        super().__init__(sequence, refusal)
        self.sequence, self.refusal = sequence, refusal


def replay(
    case: str, history: Iterable[tuple[Mapping[str, Any], Iterable[Mapping[str, Any]]]], library: Library
) -> Case:
    """The case that its history leads to; `history` gives (command, what happened) as JSON values, in order.

    Raises:
        ReplayDiffers: a command that was accepted then is refused now.
    """
    now = Case(id=case)
    for wire, happened in history:
        outcome = advance(now, command_from_wire(wire), library.at(newest=_started(happened)))
        if isinstance(outcome, Refusal):
            raise ReplayDiffers(now.sequence + 1, outcome)
        now = outcome.case
    return now
