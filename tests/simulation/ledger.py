"""What those who used a simulated world were told, to be held against what is kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

FRESH_SECONDS = 1.0
"""Within this, what is published by one process is what is started at every other."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A command was sent to a process, by its name, at a time of the world."""

    at: float
    process: str


@dataclass(slots=True)
class Promise:
    """One command, and each time that it was sent. `unknown`: nobody was told whether it was done.

    `as_it_is_now`: the revision is not the one that the command led to, but what the instance had come to when its key came again.
    """

    by: str
    key: str | None
    asked: list[Asked] = field(default_factory=list)
    instance: str = ""
    outcome: Literal["accepted", "refused", "unknown"] = "unknown"
    revision: int = 0
    as_it_is_now: bool = False


@dataclass(frozen=True, slots=True)
class Publication:
    """A version of the routine, told at a time of the world and by a process to be published."""

    at: float
    process: str
    version: int

    def is_known(self, asked: Asked) -> bool:
        """Whether who was asked then has to know of it: at once by who published it, soon everywhere else."""
        return self.at + (FRESH_SECONDS if asked.process != self.process else 0.0) <= asked.at


class Ledger:
    """Promises, publications, and what was seen to be broken on the way."""

    def __init__(self) -> None:
        self.promises: list[Promise] = []
        self.published: list[Publication] = [Publication(float("-inf"), "", 1)]
        self.broken: list[str] = []

    def keeps(self, promise: Promise) -> None:
        """A command that somebody has given."""
        self.promises.append(promise)

    def breaks(self, how: str) -> None:
        """Something that must not be."""
        self.broken.append(how)

    def accepted(self) -> Iterator[Promise]:
        """What somebody was told is done."""
        return (each for each in self.promises if each.outcome == "accepted")

    def oldest_version(self, promise: Promise) -> int:
        """The oldest version that may be what was started."""
        return min(
            max(each.version for each in self.published if each.is_known(asked)) for asked in promise.asked
        )
