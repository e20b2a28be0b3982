"""Configurations of a routine and how they were come to, in units: `main`, or branches that are explored by themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from engine.language.proof.tracked_facts import UNSURE, Values


class Configuration(NamedTuple):
    """Where an instance may be: the state of each of the unit's flows, in the file's order, and the tracked facts."""

    states: tuple[str, ...]
    values: Values


class Macrostep(NamedTuple):
    """How one configuration leads to another: the states entered on the way, and what had to be guessed."""

    entered: tuple[str, ...]
    guesses: tuple[str, ...]


class Leaving(NamedTuple):
    """A way out of the unit's flows, to a state of an enclosing one."""

    origin: Configuration
    macrostep: Macrostep
    to: str
    values: Values


@dataclass(slots=True, eq=False)
class Unit:
    """Flows that are explored as one, from one set of facts. `entry`: the unit and the `together` configuration it is in.

    `came` tells for each configuration, in the order in which they were found, where it was first come to from; `follows` what may
    follow it, `automatic` what may follow it without anybody doing anything, and `meanwhile`, for one in a `together` whose branches
    are explored by themselves, what those may have made of its facts, with what had to be guessed.
    """

    flows: tuple[str, ...]
    entry: tuple[Unit, Configuration] | None = None
    came: dict[Configuration, tuple[Configuration | None, Macrostep]] = field(default_factory=dict)
    follows: dict[Configuration, tuple[Configuration, ...]] = field(default_factory=dict)
    automatic: dict[Configuration, list[Configuration]] = field(default_factory=dict)
    meanwhile: dict[Configuration, list[tuple[Values, tuple[str, ...]]]] = field(default_factory=dict)
    finals: list[Configuration] = field(default_factory=list)
    leavings: list[Leaving] = field(default_factory=list)

    @property
    def is_joint(self) -> bool:
        """Whether several branches are followed at once."""
        return len(self.flows) > 1

    def macrosteps_to(self, configuration: Configuration) -> Iterator[Macrostep]:
        """The steps of a shortest way from the start of the routine, the first first."""
        if self.entry is not None:
            unit, together = self.entry
            yield from unit.macrosteps_to(together)
        yield from self.macrosteps_within(configuration)

    def macrosteps_within(self, configuration: Configuration) -> list[Macrostep]:
        """The steps of a shortest way from where the unit begins."""
        steps = []
        at: Configuration | None = configuration
        while at is not None:
            at, step = self.came[at]
            steps.append(step)
        return steps[::-1]


def is_sure(steps: Iterator[Macrostep] | list[Macrostep]) -> bool:
    """Whether the steps can surely be taken one after the other: nothing is guessed twice."""
    counted = Counter(guess for step in steps for guess in step.guesses)
    return not counted[UNSURE] and all(times == 1 for times in counted.values())


def states_on(steps: Iterator[Macrostep] | list[Macrostep]) -> tuple[str, ...]:
    """The states that the steps enter, in order."""
    return tuple(state for step in steps for state in step.entered)
