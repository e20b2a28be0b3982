"""What a line of a scenario can do now: the choices of an instance, written as the lines that take them."""

from __future__ import annotations

from collections.abc import Iterator

from engine.routine import Routine, ScenarioLine
from engine.run import choosing, who
from engine.run.instance import Instance, Person


def stand_in(role: str, unit: str) -> Person:
    """Somebody who has the role in the unit and no name."""
    return Person(f"roll:{role}", frozenset({(role, unit)}))


def acts(routine: Routine, instance: Instance, of: str | None) -> Iterator[ScenarioLine]:
    """A line for each choice that is offered, by a role that may take it, in the routine's order, without facts.

    `in` is said where several steps offer a choice of that name. `of` is the routine that the line names, None for the
    scenario's own.
    """
    open_now = list(choosing.resting(routine, instance))
    for token, state in open_now:
        others = {
            each.id
            for _, other in open_now
            if other is not state
            for each in choosing.choices_of(routine, other)
        }
        for choice in choosing.choices_of(routine, state):
            roles = who.roles_of(routine, state, choice)
            able = (role for role in roles if _may(routine, instance, token.flow, roles, role))
            yield ScenarioLine(
                actor=next(able, next(iter(roles), "")),
                choice=choice.id,
                state=state.id if choice.id in others and not choice.anytime else None,
                routine=of,
            )


def _may(routine: Routine, instance: Instance, flow: str, roles: tuple[str, ...], role: str) -> bool:
    person = stand_in(role, instance.unit)
    return isinstance(who.may(routine, instance, instance.tokens[flow], roles, person), who.Leave)
