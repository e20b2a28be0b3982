"""The choices that are enabled in an instance, written as the lines of a scenario that take them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from engine.model.routine import Choice, Routine, State
from engine.model.scenario import ScenarioLine
from engine.run import who
from engine.run.events import choosing
from engine.run.instance import Instance
from engine.scenarios import cast


@dataclass(frozen=True, slots=True)
class Enabled:
    """A choice that can be taken now, and the line that takes it, without facts."""

    state: State
    choice: Choice
    line: ScenarioLine


def enabled(routine: Routine, instance: Instance, of: str | None) -> Iterator[Enabled]:
    """What is offered, in the routine's order, by a role that may take it where there is one.

    A line says `in` where several steps offer a choice of that name. `of` is the routine that the lines name, None for the
    scenario's own.
    """
    open_now = list(choosing.resting(routine, instance))
    offers = Counter(choice.id for _, state in open_now for choice in choosing.choices_of(routine, state))
    for token, state in open_now:
        for choice in choosing.choices_of(routine, state):
            roles = who.roles_of(routine, state, choice)
            able = (role for role in roles if cast.may(routine, instance, token, choice, role))
            line = ScenarioLine(
                actor=next(able, next(iter(roles), "")),
                choice=choice.id,
                state=state.id if offers[choice.id] > 1 and not choice.anytime else None,
                routine=of,
            )
            yield Enabled(state, choice, line)
