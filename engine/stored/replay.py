"""A case from its history: each entry folded, and those of today's behaviour asked of the engine again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from engine.errors.root import Refusal, RutinError
from engine.run.behaviour import BEHAVIOUR
from engine.run.case import advance
from engine.run.context import Library
from engine.run.instance import Case
from engine.stored.history import Entry, folded
from engine.stored.people import People


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """Where the history leads. `not_replayed`: how many entries are of another behaviour than today's, and were folded only."""

    case: Case
    not_replayed: int


class ReplayDiffers(Exception):
    """The entry at `sequence` does not do what it says: the engine refuses its command, or answers it in another way."""

    def __init__(self, sequence: int) -> None:
        self.sequence = sequence


def replay(case: str, entries: Iterable[Entry], library: Library, people: People) -> Replayed:
    """The case that its history leads to.

    Raises:
        ReplayDiffers: an entry of today's behaviour is answered in another way than it says.
    """
    now, not_replayed = Case(id=case), 0
    for entry in entries:
        after = folded(now, entry, people)
        if entry.behaviour == BEHAVIOUR:
            if not _same(now, entry, after, library):
                raise ReplayDiffers(after.sequence)
        else:
            not_replayed += 1
        now = after
    return Replayed(case=now, not_replayed=not_replayed)


def _same(before: Case, entry: Entry, after: Case, library: Library) -> bool:
    """Whether the engine of today answers the entry's command with what the entry says."""
    given = library.at(
        newest=entry.read.get("versions", {}), older=entry.read.get("older", {}), zone=entry.zone
    )
    try:
        outcome = advance(before, entry.command, given)
    except RutinError:
        return False
    if isinstance(outcome, Refusal):
        return False
    return outcome.case == after and outcome.happened == entry.happened
